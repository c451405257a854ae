import { deathBefore, failureBy } from '../../engine/strikes';
import type { Failure } from '../../model/failure';
import type { Strikes } from '../../model/strikes';
import { later, type Instant } from '../../model/time';
import type { AttemptOutcome, VoiceMessage } from '../../protocol/flowHost';
import { deathOf, endOf, saidOf, type AttemptPlace, type EndHappening, type SaidHappening } from './happenings';

export interface TestimonyOptions {
  readonly place: AttemptPlace;
  readonly codeStartsAt: Instant;
  /** Nominal, of the platform. */
  readonly durationUs: number;
  readonly strikes: Strikes;
}

/**
 * What one execution of an attempt says, held to the rules: its clock and its numbers only go up, no failure strikes it
 * but those that are planned for it, and nothing that it does at or after its death stands.
 */
export class Testimony {
  readonly #options: TestimonyOptions;
  #clock: Instant;
  #said = 0;

  constructor(options: TestimonyOptions) {
    this.#options = options;
    this.#clock = options.codeStartsAt;
  }

  /** Nothing earlier than this will be said. */
  get clock(): Instant {
    return this.#clock;
  }

  /** The event to come, `dead` when it has come to its death, null for what counts for nothing. */
  hear(message: VoiceMessage): SaidHappening | 'dead' | null {
    const { place, strikes } = this.#options;
    const isDead = strikes.death !== null && message.at >= strikes.death.at;
    if (isDead) return 'dead';
    if (message.at < this.#clock || message.kind === 'dead') return null; // A clock that goes back is a lie.
    this.#clock = message.at;
    if (message.kind === 'clock' || message.n !== this.#said + 1) return null;
    this.#said = message.n;
    // A failure that the plan does not hold for this attempt is a lie, too.
    if (message.kind === 'struck' && !isPlanned(strikes, message.fault)) return null;
    return saidOf(place, message);
  }

  /** The end that the plan sets, once the attempt has come to it. */
  death(): EndHappening | null {
    const { death } = this.#options.strikes;
    return death === null ? null : this.#ended(death.at, failureBy(death));
  }

  /** The end of an attempt that came to its own. */
  end(outcome: AttemptOutcome): EndHappening {
    const { place, durationUs, strikes } = this.#options;
    const codeEndedAt = outcome.codeEndedAt < this.#clock ? this.#clock : outcome.codeEndedAt;
    const death = deathBefore(strikes, later(codeEndedAt, durationUs));
    if (death !== null) return this.#ended(death.at, failureBy(death));
    return endOf(place, { ...outcome, codeEndedAt, said: this.#said }, durationUs);
  }

  /** The end of an attempt whose worker broke down. */
  brokeDown(failure: Failure): EndHappening {
    return this.death() ?? this.#ended(later(this.#clock, this.#options.durationUs), failure);
  }

  #ended(at: Instant, failure: Failure): EndHappening {
    return { happening: deathOf(this.#options.place, this.#said + 1, at, failure), artifacts: [], cards: [] };
  }
}

const isPlanned = ({ outages, inputs, bug, delays }: Strikes, fault: string): boolean =>
  [...outages, ...inputs, ...delays].some((strike) => strike.fault === fault) || bug?.fault === fault;
