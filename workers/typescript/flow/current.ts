import { AttributeError } from './exceptions';

/** What stands there outside a run too. */
const PLAIN = [
  'flowName',
  'runId',
  'stepName',
  'taskId',
  'retryCount',
  'originRunId',
  'pathspec',
  'namespace',
  'username',
  'tags',
  'parameterNames',
] as const;

type Values = Readonly<Record<string, unknown>>;
const values = new Map<string, unknown>();
/** What is worked out when it is asked for. */
const lazy = new Map<string, () => unknown>();

const outside: Values = {
  ...Object.fromEntries(PLAIN.map((name) => [name, null])),
  isRunningFlow: false,
  tempdir: '.',
};

export function setCurrent(known: Values, later: Readonly<Record<string, () => unknown>>): void {
  values.clear();
  lazy.clear();
  for (const [name, value] of Object.entries(known)) values.set(name, value);
  for (const [name, value] of Object.entries(later)) lazy.set(name, value);
}

export const addToCurrent = (name: string, value: unknown): void => void values.set(name, value);

const get = (name: unknown, fallback: unknown = null): unknown => (has(name) ? read(String(name)) : fallback);

const has = (name: unknown): boolean => {
  const key = String(name);
  return values.has(key) || lazy.has(key) || key in outside || key === 'get';
};

function read(name: string): unknown {
  if (name === 'get') return get;
  if (values.has(name)) return values.get(name);
  const later = lazy.get(name);
  if (later) return later();
  if (name in outside) return outside[name];
  throw new AttributeError(`'Current' object has no attribute '${name}'`);
}

const refuse = (_: object, name: string | symbol): never => {
  throw new AttributeError(`property '${String(name)}' of 'Current' object has no setter`);
};

/** Where user code runs. */
export const current: object = new Proxy(Object.create(null) as object, {
  get: (target, name) =>
    typeof name === 'symbol' || name === 'then' || name === 'toJSON' ? Reflect.get(target, name) : read(name),
  has: (_, name) => typeof name === 'string' && has(name),
  set: refuse,
  defineProperty: refuse,
  deleteProperty: refuse,
});
