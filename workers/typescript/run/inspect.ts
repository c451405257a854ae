import { MetaflowExceptionWrapper } from '../flow/exceptions';
import { classNameOf, messageOf } from '../flow/errors';

export interface InspectOptions {
  /** How far down objects are shown. */
  readonly depth?: number;
  /** A text that would be longer stands on lines of its own. */
  readonly width?: number;
}

const ITEMS_MAX = 100;
const TEXT_MAX = 10_000;
const TYPED_ARRAY = Object.getPrototypeOf(Uint8Array) as abstract new () => Uint8Array;

/** A value as people read it: as Node shows it, without running its getters. Never throws. */
export function inspect(value: unknown, { depth = Infinity, width = Infinity }: InspectOptions = {}): string {
  return new Inspection(width).shown(value, depth, '');
}

class Inspection {
  readonly #width: number;
  readonly #open = new Set<object>();

  constructor(width: number) {
    this.#width = width;
  }

  shown(value: unknown, depth: number, indent: string): string {
    if (typeof value !== 'object' || value === null) return primitiveText(value);
    if (this.#open.has(value)) return '[Circular]';
    this.#open.add(value);
    try {
      return this.#object(value, depth, indent);
    } catch (error) {
      return error instanceof RangeError ? '[Too deep]' : '[Cannot be shown]'; // As of a revoked Proxy.
    } finally {
      this.#open.delete(value);
    }
  }

  #object(value: object, depth: number, indent: string): string {
    const short = shortText(value);
    if (short !== null) return short;
    if (depth < 0) return Array.isArray(value) ? '[Array]' : `[${nameOf(value) ?? 'Object'}]`;
    const inner = `${indent}  `;
    const show = (item: unknown) => this.shown(item, depth - 1, inner);
    if (Array.isArray(value)) {
      const items = [...arrayItems(value, show), ...this.#properties(value, show, (key) => !/^\d+$/.test(key))];
      return this.#list(
        nameOf(value) === 'Array' ? '' : `${nameOf(value) ?? ''}(${String(value.length)}) `,
        items,
        '[]',
        indent,
      );
    }
    if (value instanceof TYPED_ARRAY) {
      const shown = Array.from(value.subarray(0, ITEMS_MAX), (item) => primitiveText(item));
      return this.#list(
        `${nameOf(value) ?? ''}(${String(value.length)}) `,
        withRest(shown, value.length),
        '[]',
        indent,
      );
    }
    if (value instanceof Map) {
      const entries = firstOf(value, ([key, item]) => `${show(key)} => ${show(item)}`);
      return this.#list(`Map(${String(value.size)}) `, withRest(entries, value.size), '{}', indent);
    }
    if (value instanceof Set) {
      return this.#list(`Set(${String(value.size)}) `, withRest(firstOf(value, show), value.size), '{}', indent);
    }
    const name = nameOf(value);
    const head = name === 'Object' ? '' : `${name ?? '[Object: null prototype]'} `;
    return this.#list(head, this.#properties(value, show), '{}', indent);
  }

  #properties(
    value: object,
    show: (item: unknown) => string,
    isShown: (key: string) => boolean = () => true,
  ): string[] {
    const keys = Reflect.ownKeys(value).filter((key) => typeof key === 'symbol' || isShown(key));
    const shown: string[] = [];
    for (const key of keys) {
      const property = Reflect.getOwnPropertyDescriptor(value, key);
      if (!property?.enumerable) continue;
      if (shown.length === ITEMS_MAX) return withRest(shown, keys.length);
      shown.push(`${keyText(key)}: ${'value' in property ? show(property.value) : accessorText(property)}`);
    }
    return shown;
  }

  #list(head: string, items: readonly string[], brackets: '[]' | '{}', indent: string): string {
    const [open = '', close = ''] = brackets;
    if (items.length === 0) return `${head}${open}${close}`;
    const line = `${head}${open} ${items.join(', ')} ${close}`;
    if (line.length + indent.length <= this.#width && !line.includes('\n')) return line;
    if (this.#width === Infinity) return line;
    return `${head}${open}\n${items.map((item) => `${indent}  ${item}`).join(',\n')}\n${indent}${close}`;
  }
}

function primitiveText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'bigint':
      return `${String(value)}n`;
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'function':
      return functionText(value);
    default:
      return String(value);
  }
}

function quoted(text: string): string {
  const shown =
    text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}… ${String(text.length - TEXT_MAX)} more characters` : text;
  const quote = !shown.includes("'") ? "'" : !shown.includes('"') ? '"' : !shown.includes('`') ? '`' : "'";
  const escaped = shown
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- any function at all
function functionText(value: Function): string {
  const isClass = /^class\b/.test(Function.prototype.toString.call(value));
  return isClass ? `[class ${value.name || '(anonymous)'}]` : `[Function: ${value.name || '(anonymous)'}]`;
}

/** Of objects that are shown in one word. */
function shortText(value: object): string | null {
  if (value instanceof MetaflowExceptionWrapper) return `<MetaflowExceptionWrapper ${value.type}: ${value.exception}>`;
  if (value instanceof Error) return `[${classNameOf(value)}: ${messageOf(value)}]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Promise) return 'Promise {}';
  if (value instanceof ArrayBuffer) return `ArrayBuffer { byteLength: ${String(value.byteLength)} }`;
  if (value instanceof URL) return `URL(${value.href})`;
  for (const kind of [Number, String, Boolean]) {
    if (value instanceof kind) return `[${kind.name}: ${primitiveText(value.valueOf())}]`;
  }
  return null;
}

/** Holes in a row are one item. */
function arrayItems(values: readonly unknown[], show: (item: unknown) => string): string[] {
  const shown: string[] = [];
  for (let place = 0; place < values.length && shown.length < ITEMS_MAX; place++) {
    if (place in values) shown.push(show(values[place]));
    else {
      const begun = place;
      while (place + 1 < values.length && !(place + 1 in values)) place++;
      const count = place - begun + 1;
      shown.push(`<${String(count)} empty item${count > 1 ? 's' : ''}>`);
    }
  }
  return shown.length < ITEMS_MAX ? shown : withRest(shown, values.length);
}

function firstOf<T>(items: Iterable<T>, show: (item: T) => string): string[] {
  const shown: string[] = [];
  for (const item of items) {
    if (shown.length === ITEMS_MAX) break;
    shown.push(show(item));
  }
  return shown;
}

const withRest = (shown: readonly string[], count: number): string[] => {
  const rest = count - shown.length;
  return rest > 0 ? [...shown, `... ${String(rest)} more item${rest > 1 ? 's' : ''}`] : [...shown];
};

const keyText = (key: string | symbol): string =>
  typeof key === 'symbol' ? `[${String(key)}]` : /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);

const accessorText = ({ get, set }: PropertyDescriptor): string =>
  get && set ? '[Getter/Setter]' : get ? '[Getter]' : '[Setter]';

/** The class of an object; null where it has none. */
export function nameOf(value: object): string | null {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null) return null;
  const kind = Reflect.getOwnPropertyDescriptor(prototype, 'constructor')?.value as
    { readonly name?: unknown } | undefined;
  return typeof kind?.name === 'string' && kind.name !== '' ? kind.name : 'Object';
}
