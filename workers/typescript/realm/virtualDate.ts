import { EPOCH_MS } from '../../../src/model/time';

type Setter = (...parts: number[]) => number;

const PARTS = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'] as const;
const TEXTS = { toLocaleString: undefined, toLocaleDateString: undefined, toLocaleTimeString: undefined } as const;

/** A date and time without a zone, which `Date` takes for one of the place where it runs. */
const LOCAL_ISO = /^\s*[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?\s*$/;
const ISO_DATE = /^\s*[+-]?\d{4,6}(-\d\d(-\d\d)?)?\s*$/;
const HAS_ZONE = /(Z|UTC?|GMT|[ECMP][SD]T|[+-]\d\d:?\d\d)\s*(\([^)]*\))?\s*$/i;

/**
 * Puts a `Date` into the realm that lives at the attempt's instant (microseconds into the run) and in UTC, wherever it
 * runs.
 */
export function installVirtualDate(now: () => number): void {
  const RealDate = Date;
  const { parse: realParse, UTC: utc } = RealDate;
  const nowMs = () => EPOCH_MS + Math.floor(now() / 1000);

  const parse = (text: string): number => {
    if (LOCAL_ISO.test(text)) return realParse(`${text.trim()}Z`);
    return ISO_DATE.test(text) || HAS_ZONE.test(text) ? realParse(text) : realParse(`${text} UTC`);
  };
  const timeOf = (values: unknown[]): number => {
    if (values.length === 0) return nowMs();
    const [first, ...rest] = values;
    if (rest.length > 0) return Reflect.apply(utc, undefined, values) as number;
    if (first instanceof RealDate) return RealDate.prototype.getTime.call(first);
    const primitive = typeof first === 'object' && first !== null ? toPrimitive(first) : first;
    return typeof primitive === 'string' ? parse(primitive) : Number(primitive);
  };

  const VirtualDate = new Proxy(RealDate, {
    apply: () => new VirtualDate().toString(),
    construct: (target, values: unknown[], newTarget) =>
      Reflect.construct(target, [timeOf(values)], newTarget) as object,
  });
  define(RealDate, 'now', nowMs);
  define(RealDate, 'parse', (text: unknown) => parse(String(text)));
  define(RealDate.prototype, 'constructor', VirtualDate);
  define(globalThis, 'Date', VirtualDate);
  useUtc(RealDate.prototype);
}

function toPrimitive(value: object): unknown {
  const convert = (value as { [Symbol.toPrimitive]?: unknown })[Symbol.toPrimitive];
  return typeof convert === 'function' ? Reflect.apply(convert, value, ['default']) : value.valueOf();
}

function useUtc(prototype: Date): void {
  for (const part of PARTS) {
    define(prototype, `get${part}`, prototype[`getUTC${part}`]);
    define(prototype, `set${part}`, prototype[`setUTC${part}`] as Setter);
  }
  define(prototype, 'getDay', prototype.getUTCDay);
  define(prototype, 'getYear', function (this: Date) {
    return this.getUTCFullYear() - 1900;
  });
  define(prototype, 'getTimezoneOffset', () => 0);
  for (const name of Object.keys(TEXTS) as (keyof typeof TEXTS)[]) {
    const real = prototype[name] as (locales?: string | string[], options?: Intl.DateTimeFormatOptions) => string;
    define(prototype, name, function (this: Date, locales?: string | string[], options?: Intl.DateTimeFormatOptions) {
      return Reflect.apply(real, this, [locales ?? 'en-US', { timeZone: 'UTC', ...options }]);
    });
  }
  define(prototype, 'toDateString', function (this: Date) {
    return isValid(this) ? dateText(this) : 'Invalid Date';
  });
  define(prototype, 'toTimeString', function (this: Date) {
    return isValid(this) ? timeText(this) : 'Invalid Date';
  });
  define(prototype, 'toString', function (this: Date) {
    return isValid(this) ? `${dateText(this)} ${timeText(this)}` : 'Invalid Date';
  });
}

const isValid = (date: Date) => !Number.isNaN(date.getTime());

/** `Thu Jan 01 2026`: as in `Thu, 01 Jan 2026 00:00:00 GMT`, which is the same everywhere. */
function dateText(date: Date): string {
  const [weekday = '', day = '', month = '', year = ''] = date.toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${day} ${year}`;
}

const timeText = (date: Date) => `${date.toISOString().slice(-13, -5)} GMT+0000 (Coordinated Universal Time)`;

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}
