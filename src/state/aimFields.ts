import type { Fault } from '../model/scenario';

type Input = NonNullable<Fault['input']>;
type ServiceAim = NonNullable<Fault['service']>;

export const CHANGES: readonly { readonly value: Input['change']; readonly label: string }[] = [
  { value: 'null', label: 'nothing (null)' },
  { value: 'missing', label: 'without a key' },
  { value: 'wrong-type', label: 'of a wrong type' },
  { value: 'duplicate-rows', label: 'with rows twice' },
  { value: 'truncated', label: 'cut short' },
];

/** What a failing service can answer. `late`: as ever, only later. */
export const ANSWERS: readonly { readonly value: string; readonly label: string }[] = [
  { value: '503', label: '503 Unavailable' },
  { value: '500', label: '500 Internal error' },
  { value: '429', label: '429 Too many requests' },
  { value: '404', label: '404 Not found' },
  { value: 'timeout', label: 'no answer' },
  { value: 'connection', label: 'no connection' },
  { value: 'late', label: 'as ever, late' },
];

export function answerOf({ service }: Fault): string {
  if (service?.answer !== undefined) return String(service.answer);
  return service?.latency === undefined ? '503' : 'late';
}

/** A number of seconds as typed; null where it is none. */
export function secondsTyped(text: string): number | null {
  const seconds = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(seconds) || seconds < 0 ? null : seconds;
}

/** Without a number, as long as the kind lasts by itself. */
export function withSeconds(fault: Fault, text: string): Fault {
  const { seconds: _, ...rest } = fault;
  const seconds = secondsTyped(text);
  return seconds === null ? rest : { ...rest, seconds };
}

export function withInput(fault: Fault, change: { name?: string; change?: string; key?: string }): Fault {
  const { name, change: how, key = '' } = { name: '', change: 'null', ...fault.input, ...change };
  const known = CHANGES.find(({ value }) => value === how)?.value ?? 'null';
  return { ...fault, input: { name, change: known, ...(key === '' ? {} : { key }) } };
}

/** The fault with another service, answer or lateness, as the fields of a form give them. */
export function withAnswer(fault: Fault, change: { name?: string; answer?: string; latency?: string }): Fault {
  const { service: before, ...rest } = fault;
  const name = change.name ?? before?.name ?? '';
  if (fault.kind === 'network-blip') return name === '' ? rest : { ...rest, service: { name } };
  const late = change.latency === undefined ? (before?.latency ?? null) : secondsTyped(change.latency);
  const answer = readAnswer(change.answer ?? answerOf(fault));
  const latency = answer === null ? (late ?? 5) : late;
  const service: ServiceAim = {
    name,
    ...(answer === null ? {} : { answer }),
    ...(latency === null || latency === 0 ? {} : { latency }),
  };
  return { ...rest, service };
}

function readAnswer(text: string): number | 'timeout' | 'connection' | null {
  if (text === 'late') return null;
  return text === 'timeout' || text === 'connection' ? text : Number(text);
}

/** `3`, `2,0`; empty for every task. */
export const foreachText = ({ foreach = [] }: Fault): string => foreach.join(',');

/** The indices of a task as typed; null for every task. */
export function foreachTyped(text: string, depth: number): readonly number[] | null | 'wrong' {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  if (parts.length === 0 || text.trim() === '*') return null;
  return parts.length <= depth && parts.every((part) => /^\d{1,6}$/.test(part)) ? parts.map(Number) : 'wrong';
}
