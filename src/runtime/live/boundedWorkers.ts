import type { FlowHost, FlowSource } from '../../protocol/flowHost';
import type { Lease } from './lease';
import type { Workers } from './liveWorld';

/**
 * At most so many workers of `workers` at once. Whoever waits does so here and not in their queue, so that others who
 * ask there are served before all that is still to come from here.
 */
export function boundedWorkers(workers: Workers, concurrent: number): Workers {
  const waiting: (() => void)[] = [];
  let lent = 0;
  /** The place goes to the next in line, if there is one, before anybody else can see it free. */
  const free = (): void => {
    const next = waiting.shift();
    if (next === undefined) lent -= 1;
    else next();
  };
  const take = async (source?: FlowSource): Promise<Lease<FlowHost>> => {
    if (lent < concurrent) lent += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await workers.take(source);
    } catch (error) {
      free();
      throw error;
    }
  };
  return {
    take,
    giveBack: (lease, reason) => {
      workers.giveBack(lease, reason);
      free();
    },
    prepare: async (source) => (await workers.prepare?.(source)) ?? { ok: true, source },
  };
}
