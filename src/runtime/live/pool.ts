import { FaultlineError } from '../../model/assert';
import type { FlowHost, FlowSource } from '../../protocol/flowHost';
import { Lease } from './lease';
import type { SandboxWorker } from './sandbox';

export interface PoolOptions {
  /** Starts a worker that begins with this flow's code, or with none. */
  readonly spawn: (flow: string | null) => SandboxWorker;
  /** Booted workers kept ready. */
  readonly spares: number;
  /** Workers that compute at once; more attempts than that wait here, in real time only. */
  readonly concurrent: number;
}

interface Spare<Host extends FlowHost> {
  readonly flow: string | null;
  readonly lease: Lease<Host>;
}

interface Waiting<Host extends FlowHost> {
  readonly flow: string | null;
  readonly resolve: (lease: Lease<Host>) => void;
}

/**
 * Workers for attempts. Each is handed out once, and ended after its attempt: nothing of one attempt can reach
 * another. Spares are booted ahead, so that an attempt seldom waits for its interpreter: for the flow that was last
 * asked for, and one without a flow for the next flow to be loaded.
 */
export class Pool<Host extends FlowHost = FlowHost> {
  readonly #options: PoolOptions;
  #spares: readonly Spare<Host>[] = [];
  readonly #waiting: Waiting<Host>[] = [];
  #flow: string | null = null;
  #lent = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Boots spares now. Resolves when the first is ready; rejects when it cannot be. */
  async warm(): Promise<void> {
    this.#refill();
    const answer = await this.#spares[0]?.lease.call((host) => host.ready());
    if (answer?.kind === 'gone') throw new FaultlineError('python-unavailable', answer.reason);
  }

  /**
   * A worker that has never run anything. It may still be booting: calls to it wait for that.
   * @param source Of the flow whose compiled code it may begin with; a spare without a flow serves as well.
   */
  take(source?: Pick<FlowSource, 'compiled'>): Promise<Lease<Host>> {
    const flow = source?.compiled?.code ?? null;
    if (this.#lent < this.#options.concurrent) return Promise.resolve(this.#lend(flow));
    return new Promise((resolve) => this.#waiting.push({ flow, resolve }));
  }

  /** Ends a worker that was taken. */
  giveBack(lease: Lease<Host>, reason: string): void {
    lease.end(reason);
    this.#lent -= 1;
    const next = this.#waiting.shift();
    if (next !== undefined) next.resolve(this.#lend(next.flow));
  }

  /** Ends the spares. What is lent goes on. */
  drain(): void {
    this.#keep(() => false);
  }

  #lend(flow: string | null): Lease<Host> {
    this.#lent += 1;
    if (flow !== null && flow !== this.#flow) {
      this.#flow = flow;
      this.#keep((spare) => spare.flow === null);
    }
    const spare = this.#spares.find((one) => one.flow === flow) ?? this.#spares.find((one) => one.flow === null);
    this.#spares = this.#spares.filter((one) => one !== spare);
    const lease = spare?.lease ?? this.#spawn(flow);
    this.#refill();
    return lease;
  }

  #refill(): void {
    const { spares } = this.#options;
    if (spares === 0) return;
    this.#fill(null, this.#flow === null ? spares : 1);
    if (this.#flow !== null) this.#fill(this.#flow, spares);
  }

  /** With spares for a flow, up to so many. */
  #fill(flow: string | null, count: number): void {
    const missing = count - this.#spares.filter((spare) => spare.flow === flow).length;
    const made = Array.from({ length: Math.max(0, missing) }, () => ({ flow, lease: this.#spawn(flow) }));
    this.#spares = [...this.#spares, ...made];
  }

  #keep(isKept: (spare: Spare<Host>) => boolean): void {
    for (const spare of this.#spares) if (!isKept(spare)) spare.lease.end('no flow waits for it');
    this.#spares = this.#spares.filter(isKept);
  }

  #spawn(flow: string | null): Lease<Host> {
    return new Lease<Host>(this.#options.spawn(flow));
  }
}
