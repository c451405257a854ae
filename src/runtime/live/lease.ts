import { wrap, type Remote } from 'comlink';
import type { FlowHost } from '../../protocol/flowHost';
import type { SandboxWorker } from './sandbox';

/** How a call to a worker ended: with its answer, or because the worker is gone. */
export type Answer<T> = { readonly kind: 'answer'; readonly value: T } | Gone;
export interface Gone {
  readonly kind: 'gone';
  readonly reason: string;
}

/**
 * A worker on loan to one attempt. comlink leaves calls to a dead worker pending for ever, so each call races the
 * end of the lease.
 */
export class Lease<Host extends FlowHost = FlowHost> {
  readonly host: Remote<Host>;
  readonly #worker: SandboxWorker;
  readonly #gone: Promise<Gone>;
  #end: (gone: Gone) => void = () => undefined;

  constructor(worker: SandboxWorker) {
    this.#worker = worker;
    this.host = wrap<Host>(worker.port);
    this.#gone = new Promise((resolve) => {
      this.#end = resolve;
    });
    void worker.failed.then((reason) => {
      this.#end({ kind: 'gone', reason });
    });
  }

  /** The call's answer, or why there is none. A call that rejects means a broken host, which is as good as gone. */
  async call<T>(call: (host: Remote<Host>) => Promise<T>): Promise<Answer<T>> {
    const answer = call(this.host).then(
      (value): Answer<T> => ({ kind: 'answer', value }),
      (error: unknown): Answer<T> => ({ kind: 'gone', reason: `The worker broke down (${String(error)}).` }),
    );
    return Promise.race([answer, this.#gone]);
  }

  /** Ends the worker, and with it every call that is still open. */
  end(reason: string): void {
    this.#end({ kind: 'gone', reason });
    void this.#worker.kill();
  }
}
