import type { ArtifactPreview } from '../model/artifact';
import type { Json } from '../model/json';
import type { Language } from '../model/scenario';

/** A value of a language that JSON does not hold, as a preview has it. */
export interface OddValue {
  readonly type: string;
  readonly repr: string;
}

export const isOddValue = (value: Json): value is Json & OddValue =>
  isRecord(value) && typeof value['type'] === 'string' && typeof value['repr'] === 'string';

/** Too long to be kept whole: only its length and its hash are known. */
export const isHashed = (value: Json): value is { readonly len: number } =>
  isRecord(value) && typeof value['len'] === 'number' && ('sha256_of_json' in value || 'sha256_of_repr' in value);

/** What `@catch` left, as a preview has it. */
export const isCaught = (value: Json): value is { readonly exception: string; readonly message: string } =>
  isRecord(value) && value['type'] === 'MetaflowExceptionWrapper' && typeof value['exception'] === 'string';

const isRecord = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether there is something inside to unfold. */
export const isNested = (value: Json): value is readonly Json[] | Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !isOddValue(value) && !isHashed(value) && !isCaught(value);

/** A value on one line, as its language would write it, cut at about `charactersMax`. */
export function valueText(value: ArtifactPreview, language: Language, charactersMax = 60): string {
  const text = write(value, language, charactersMax);
  return text.length > charactersMax ? `${text.slice(0, charactersMax - 1)}…` : text;
}

function write(value: Json, language: Language, room: number): string {
  if (value === null) return language === 'python' ? 'None' : 'null';
  if (typeof value === 'boolean') return language === 'python' ? (value ? 'True' : 'False') : String(value);
  if (typeof value === 'string') return JSON.stringify(value.slice(0, room + 1));
  if (typeof value === 'number') return String(value);
  if (isCaught(value)) return `${value.exception}: ${value.message}`;
  if (isOddValue(value)) return value.repr;
  if (isHashed(value)) return `${value.len.toLocaleString('en')} characters`;
  if (Array.isArray(value)) return `[${writeAll(value, room, (one: Json) => write(one, language, room))}]`;
  const fields = Object.entries(value);
  return `{${writeAll(fields, room, ([key, one]) => `${JSON.stringify(key)}: ${write(one, language, room)}`)}}`;
}

/** Stops once there is no more room: a long list is not written to be thrown away. */
function writeAll<T>(items: readonly T[], room: number, writeOne: (item: T) => string): string {
  let text = '';
  for (const item of items) {
    if (text.length > room) break;
    text += `${text === '' ? '' : ', '}${writeOne(item)}`;
  }
  return text;
}

/** `34 B`, `1.2 kB`, `3.4 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${String(bytes)} B`;
  const [unit, by] = bytes < 1e6 ? ['kB', 1e3] : ['MB', 1e6];
  return `${(bytes / Number(by)).toFixed(1)} ${String(unit)}`;
}
