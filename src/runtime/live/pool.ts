import { FaultlineError } from '../../model/assert';
import type { FlowHost } from '../../protocol/flowHost';
import { Lease } from './lease';
import type { SandboxWorker } from './sandbox';

export interface PoolOptions {
  readonly spawn: () => SandboxWorker;
  /** Booted workers kept ready. */
  readonly spares: number;
  /** Workers that compute at once; more attempts than that wait here, in real time only. */
  readonly concurrent: number;
}

/**
 * Workers for attempts. Each is handed out once, and ended after its attempt: nothing of one attempt can reach
 * another. Spares are booted ahead, so that an attempt seldom waits for its interpreter.
 */
export class Pool<Host extends FlowHost = FlowHost> {
  readonly #options: PoolOptions;
  readonly #spares: Lease<Host>[] = [];
  readonly #waiting: ((lease: Lease<Host>) => void)[] = [];
  #lent = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Boots spares now. Resolves when the first is ready; rejects when it cannot be. */
  async warm(): Promise<void> {
    this.#refill();
    const answer = await this.#spares[0]?.call((host) => host.ready());
    if (answer?.kind === 'gone') throw new FaultlineError('python-unavailable', answer.reason);
  }

  /** A worker that has never run anything. It may still be booting: calls to it wait for that. */
  take(): Promise<Lease<Host>> {
    if (this.#lent < this.#options.concurrent) return Promise.resolve(this.#lend());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Ends a worker that was taken. */
  giveBack(lease: Lease<Host>, reason: string): void {
    lease.end(reason);
    this.#lent -= 1;
    const next = this.#waiting.shift();
    if (next !== undefined) next(this.#lend());
  }

  /** Ends the spares. What is lent goes on. */
  drain(): void {
    for (const spare of this.#spares.splice(0)) spare.end('the pool was emptied');
  }

  #lend(): Lease<Host> {
    this.#lent += 1;
    const lease = this.#spares.shift() ?? this.#spawn();
    this.#refill();
    return lease;
  }

  #refill(): void {
    while (this.#spares.length < this.#options.spares) this.#spares.push(this.#spawn());
  }

  #spawn(): Lease<Host> {
    return new Lease<Host>(this.#options.spawn());
  }
}
