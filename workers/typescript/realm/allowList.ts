/** What user code finds on its global object; everything else is taken away. */
export const ALLOWED: ReadonlySet<string> = new Set(
  `AbortController AbortSignal AggregateError Array ArrayBuffer AsyncDisposableStack BigInt BigInt64Array BigUint64Array
  Boolean DOMException DataView Date DisposableStack Error EvalError Event EventTarget Float16Array Float32Array
  Float64Array Function Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Promise
  Proxy RangeError ReferenceError Reflect RegExp Set String SuppressedError Symbol SyntaxError TextDecoder TextEncoder
  TypeError URIError URL URLSearchParams Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet atob btoa
  clearInterval clearTimeout console crypto decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval fetch
  globalThis isFinite isNaN parseFloat parseInt performance queueMicrotask self setInterval setTimeout structuredClone
  undefined unescape`.split(/\s+/),
);

/** What has hands on a port: nobody may put something of their own in the place of its methods. */
export const PORT_KINDS = ['EventTarget', 'Event', 'MessageEvent', 'MessagePort', 'AbortSignal'] as const;
