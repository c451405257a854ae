import type { Service } from '../../src/model/scenario';
import type { Outage } from '../../src/model/strikes';
import type { Instant } from '../../src/model/time';
import { answer, type Answer, type Call } from './answer';
import { addressOf, serviceAt } from './match';
import { requestText, unknownHostText } from './texts';

/** The outside world as an attempt's order describes it. */
export interface OutsideOptions {
  readonly services: readonly Service[];
  readonly seed: readonly number[];
  readonly outages: readonly Outage[];
}

/** An answer, with what the log says of its call; or why there is nobody to answer. */
export type OutsideAnswer =
  | ({ readonly kind: 'answered'; readonly service: string; readonly request: string } & Answer)
  | { readonly kind: 'unknown'; readonly reason: string };

/** All services as one attempt meets them: it counts that attempt's calls, and keeps nothing else. */
export class Outside {
  readonly #options: OutsideOptions;
  readonly #calls = new Map<string, number>();
  readonly #counted = new Map<string, Instant[]>();

  constructor(options: OutsideOptions) {
    this.#options = options;
  }

  answer(call: Call): OutsideAnswer {
    const { services, seed, outages } = this.#options;
    const address = addressOf(call.url);
    const service = address === null ? null : serviceAt(services, address);
    if (service === null) return { kind: 'unknown', reason: unknownHostText(call.url) };
    const { name } = service;
    const calls = this.#calls.get(name) ?? 0;
    const counted = this.#counted.get(name) ?? [];
    const given = answer(service, call, { seed, outages, calls, counted });
    this.#calls.set(name, calls + 1);
    if (given.counts && service.rateLimit !== undefined) this.#counted.set(name, [...counted, call.at]);
    return { kind: 'answered', service: name, request: requestText(call), ...given };
  }
}

/** What the log's event says that the caller got. */
export function answerWord({ got }: Answer): number | 'timeout' | 'connection' {
  return got.kind === 'reply' ? got.reply.status : got.kind;
}
