import type { FaultlineErrorCode } from '../model/assert';

/**
 * An answer of the engine worker. An error that was thrown on purpose crosses as a value, with its code: comlink
 * would keep no more of it than its message.
 */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: FaultlineErrorCode;
      readonly message: string;
      readonly details: Readonly<Record<string, string | number>>;
    };

/** An interface whose methods answer with replies. */
export type Replying<Host> = {
  readonly [Method in keyof Host]: Host[Method] extends (...args: infer Args) => Promise<infer T>
    ? (...args: Args) => Promise<Reply<T>>
    : never;
};
