/** A bug in our own code. Never caught but by `app`, which shows it. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

/** States what must hold here. `reason` says why it should. */
export function assert(condition: unknown, reason: string): asserts condition {
  if (!condition) throw new AssertionError(reason);
}

/** The end of an exhaustive `switch`: the compiler proves that it is not reached. */
export function unreachable(value: never): never {
  throw new AssertionError(`no case for ${JSON.stringify(value)}`);
}

/** What may go wrong at an edge. The view turns a code into a sentence that says what to do next. */
export type FaultlineErrorCode =
  | 'run-in-progress'
  | 'run-not-found'
  | 'run-driven-elsewhere'
  | 'bad-scenario'
  | 'bad-record'
  | 'storage-unavailable'
  | 'storage-full'
  | 'storage-blocked'
  | 'sandbox-unavailable'
  | 'python-unavailable'
  | 'typescript-unavailable'
  | 'language-not-here'
  | 'not-here-yet'
  | 'chart-not-drawn'
  | 'sweep-in-progress'
  | 'sweep-not-calm'
  | 'sweep-too-large'
  | 'sweep-empty'
  | 'sweep-gone'
  | 'example-unavailable'
  | 'link-not-ours'
  | 'link-broken'
  | 'link-newer';

/** Thrown at an edge (storage, links, files, the public API), with the values that explain it. */
export class FaultlineError extends Error {
  override readonly name = 'FaultlineError';
  readonly code: FaultlineErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: FaultlineErrorCode, message: string, details: Readonly<Record<string, string | number>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
