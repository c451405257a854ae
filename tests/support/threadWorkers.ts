import { expose } from 'comlink';
import { later } from '../../src/model/time';
import type { AttemptOrder, FlowHost, VoiceMessage } from '../../src/protocol/flowHost';
import { Lease } from '../../src/runtime/live/lease';
import type { Workers } from '../../src/runtime/live/liveWorld';

/**
 * A worker's side in this very thread: speaks once when its code begins, once after `sleepUs`, and succeeds. It falls
 * silent, never to answer, where the plan lets it die.
 */
function host(orders: AttemptOrder[], sleepUs: number): FlowHost {
  return {
    ready: () => Promise.resolve(),
    load: () => Promise.reject(new TypeError('not asked for')),
    parameters: () => Promise.reject(new TypeError('not asked for')),
    run: (order, port) => {
      orders.push(order);
      const says = (n: number, afterUs: number): void => {
        const at = later(order.codeStartsAt, afterUs);
        const message: VoiceMessage = {
          kind: 'output',
          n,
          at,
          stream: 'stdout',
          by: 'code',
          lines: [`line ${String(n)}`],
        };
        port.postMessage(message);
      };
      const death = order.strikes.death?.at ?? Infinity;
      says(1, 0);
      if (later(order.codeStartsAt, sleepUs) >= death) {
        port.postMessage({ kind: 'dead', at: order.strikes.death?.at } as VoiceMessage);
        return new Promise(() => undefined);
      }
      says(2, sleepUs);
      const transition = order.successors.length > 0 ? { targets: order.successors, foreach: null } : null;
      return Promise.resolve({
        end: { kind: 'succeeded', artifacts: [], transition, caught: null, cards: [] },
        codeEndedAt: later(order.codeStartsAt, sleepUs),
        said: 2,
        realMs: 0,
      });
    },
  };
}

/** Workers that keep the orders they get. */
export function threadWorkers(orders: AttemptOrder[], sleepUs: number): Workers {
  return {
    take: () => {
      const { port1, port2 } = new MessageChannel();
      expose(host(orders, sleepUs), port2);
      const kill = (): Promise<void> => {
        port1.close();
        return Promise.resolve();
      };
      return Promise.resolve(new Lease<FlowHost>({ port: port1, failed: new Promise(() => undefined), kill }));
    },
    giveBack: (lease, reason) => {
      lease.end(reason);
    },
  };
}
