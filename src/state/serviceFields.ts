import type { Service } from '../model/scenario';
import { secondsTyped } from './aimFields';

/** How a service's failing calls end. */
export const FAILURES: readonly { readonly value: string; readonly label: string }[] = [
  { value: '503', label: '503' },
  { value: '500', label: '500' },
  { value: '429', label: '429' },
  { value: 'timeout', label: 'no answer' },
  { value: 'connection', label: 'no connection' },
];

export const failureOf = ({ failure = 503 }: Service): string => String(failure);

export const blankService = (): Service => ({
  name: 'service',
  pattern: 'https://service.example.com/*',
  response: { status: 200, body: {} },
});

/** The service under a name that no other has: failures find services by name. */
export function freeName(service: Service, others: readonly Service[]): Service {
  const taken = new Set(others.map(({ name }) => name));
  for (let i = 2, { name } = service; ; i++) {
    if (!taken.has(name)) return { ...service, name };
    name = `${service.name}-${String(i)}`;
  }
}

/** `https://api.example.com/*, 0.2 s, fails 40 %`. */
export function serviceWords({ pattern, latency, failureRate, rateLimit }: Service): string {
  return [
    pattern,
    latency === undefined ? '' : `${String(latency)} s`,
    failureRate === undefined ? '' : `fails ${String(Math.round(failureRate * 100))} %`,
    rateLimit === undefined ? '' : `${String(rateLimit.calls)} calls in ${String(rateLimit.per)} s`,
  ]
    .filter(Boolean)
    .join(', ');
}

export function withNumber(service: Service, field: 'latency', text: string): Service {
  const { [field]: _, ...rest } = service;
  const value = secondsTyped(text);
  return value === null || value === 0 ? rest : { ...rest, [field]: value };
}

/** The share of failing calls as percent, and how they fail. */
export function withFailure(service: Service, change: { percent?: string; failure?: string }): Service {
  const { failureRate: rateBefore, failure: failureBefore, ...rest } = service;
  const percent = change.percent === undefined ? null : secondsTyped(change.percent);
  const failureRate = change.percent === undefined ? rateBefore : Math.min(1, (percent ?? 0) / 100);
  const text = change.failure ?? (failureBefore === undefined ? '503' : String(failureBefore));
  const failure = text === 'timeout' || text === 'connection' ? text : Number(text);
  return {
    ...rest,
    ...(failureRate === undefined || failureRate === 0 ? {} : { failureRate }),
    ...(failure === 503 && failureBefore === undefined ? {} : { failure }),
  };
}

/** A limit needs calls; without them there is none. */
export function withRate(service: Service, change: { calls?: string; per?: string }): Service {
  const { rateLimit: before, ...rest } = service;
  const calls = change.calls === undefined ? (before?.calls ?? null) : secondsTyped(change.calls);
  const per = change.per === undefined ? (before?.per ?? 1) : secondsTyped(change.per);
  return calls === null
    ? rest
    : { ...rest, rateLimit: { calls: Math.trunc(calls), per: per === null || per === 0 ? 1 : per } };
}
