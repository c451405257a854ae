import { ALLOWED, PORT_KINDS } from './allowList';

/**
 * Takes from the realm all that is not allowed, so that user code can neither leave its worker nor reach our ports. The
 * frame's policy stops it as well; here the ways out do not even exist. Called once, before any user code.
 */
export function lockDown(): void {
  closeConstructors();
  const kinds = PORT_KINDS.map((name) => (globalThis as unknown as Record<string, { prototype: object }>)[name]);
  Reflect.defineProperty(Event.prototype, 'timeStamp', { get: () => 0, configurable: true });
  keepAllowed();
  takeAway();
  Reflect.deleteProperty(URL, 'createObjectURL');
  Reflect.deleteProperty(URL, 'revokeObjectURL');
  for (const kind of kinds) if (kind) Object.freeze(kind.prototype);
}

/** In a browser's worker most of what is allowed stands on the scope's prototypes, too: it moves to the scope itself. */
function keepAllowed(): void {
  for (const name of ALLOWED) {
    if (!Object.hasOwn(globalThis, name) && name in globalThis) hide(globalThis, name, Reflect.get(globalThis, name));
  }
}

/** Deletes along the prototype chain, on which a worker's scope keeps most of what it has. */
function takeAway(): void {
  const events = EventTarget.prototype;
  for (
    let scope: object | null = globalThis;
    scope !== null && scope !== Object.prototype && scope !== events;
    scope = Object.getPrototypeOf(scope) as object | null
  ) {
    for (const name of Object.getOwnPropertyNames(scope)) {
      if (!(scope === globalThis && ALLOWED.has(name))) remove(scope, name);
    }
  }
  // These stand on the prototype that ports share with the worker's scope, and cannot be deleted there.
  for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent']) hide(globalThis, name, undefined);
  hide(globalThis, 'self', globalThis);
}

function remove(scope: object, name: string): void {
  if (Reflect.deleteProperty(scope, name)) return;
  if (!Reflect.set(scope, name, undefined)) hide(globalThis, name, undefined);
}

function hide(target: object, name: string, value: unknown): void {
  Reflect.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: false });
}

/** No code from texts: by the policy in the page, and by this everywhere. */
function closeConstructors(): void {
  const refuse = (): never => {
    throw new EvalError('Code cannot be made from text here: write it in the flow.');
  };
  const makers = [
    () => undefined,
    async () => undefined,
    function* () {
      yield undefined;
    },
    async function* () {
      yield undefined;
    },
  ];
  for (const maker of makers) {
    const prototype = Object.getPrototypeOf(maker) as object;
    const closed = new Proxy(prototype.constructor, { apply: refuse, construct: refuse });
    Reflect.defineProperty(prototype, 'constructor', { value: closed, configurable: true, writable: true });
    if (prototype === Function.prototype) hide(globalThis, 'Function', closed);
  }
  hide(globalThis, 'eval', refuse);
}
