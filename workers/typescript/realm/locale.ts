const LOCALE = 'en-US';

type Locales = string | readonly string[] | undefined;
type Formatter = new (locales?: Locales, options?: object) => object;
type Method = (...values: unknown[]) => unknown;

/** Makes `Intl` and what is built on it speak en-US, in UTC, at the attempt's own time, wherever it runs. */
export function installLocale(nowMs: () => number): void {
  const intl = Intl as unknown as Record<string, unknown>;
  for (const name of Object.getOwnPropertyNames(Intl)) {
    const kind = intl[name];
    if (typeof kind === 'function' && /^[A-Z]/.test(name) && name !== 'Locale') {
      define(Intl, name, inLocale(kind as Formatter, name === 'DateTimeFormat' ? { timeZone: 'UTC' } : {}));
    }
  }
  atVirtualTime(Intl.DateTimeFormat.prototype, nowMs);
  withLocale(Number.prototype, 'toLocaleString', 0);
  withLocale(BigInt.prototype, 'toLocaleString', 0);
  withLocale(String.prototype, 'toLocaleLowerCase', 0);
  withLocale(String.prototype, 'toLocaleUpperCase', 0);
  withLocale(String.prototype, 'localeCompare', 1);
}

function inLocale(real: Formatter, defaults: object): Formatter {
  const given = ([locales, options]: unknown[]): unknown[] => [
    locales ?? LOCALE,
    { ...defaults, ...(options as object) },
  ];
  const localized: Formatter = new Proxy(real, {
    apply: (target, _self, values: unknown[]) => Reflect.construct(target, given(values)) as object,
    construct: (target, values: unknown[], newTarget) => Reflect.construct(target, given(values), newTarget) as object,
  });
  define(real.prototype as object, 'constructor', localized);
  return localized;
}

/** Without an argument these mean now. */
function atVirtualTime(prototype: object, nowMs: () => number): void {
  const format = Object.getOwnPropertyDescriptor(prototype, 'format')?.get;
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    get(this: object) {
      const real = format?.call(this) as Method;
      return (date?: unknown) => real(date ?? nowMs());
    },
  });
  const toParts = (prototype as { formatToParts: Method }).formatToParts;
  define(prototype, 'formatToParts', function (this: object, date?: unknown) {
    return Reflect.apply(toParts, this, [date ?? nowMs()]);
  });
}

/** The method's argument at `place` names locales. */
function withLocale(prototype: object, name: string, place: number): void {
  const real = (prototype as Record<string, Method>)[name];
  if (!real) return;
  define(prototype, name, function (this: unknown, ...values: unknown[]) {
    values[place] ??= LOCALE;
    return Reflect.apply(real, this, values);
  });
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}
