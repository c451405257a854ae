import type { RunEvent } from '../model/events';
import type { EngineNews } from '../protocol/engine';

/** What the queue needs of the world outside. */
export interface NewsQueueOptions {
  /** Milliseconds, only ever compared with each other. */
  readonly now: () => number;
  readonly later: (act: () => void, ms: number) => void;
  /** Resolves when the page has been brought in line with what it heard. */
  readonly drawn: () => Promise<void>;
}

/** Events of one portion and the lines in them, together: some milliseconds of work. */
const PORTION_MAX = 2_000;
/** A frame: what comes in between is heard together. */
const REST_MS_MIN = 16;
const REST_MS_MAX = 400;
/** The page rests this much longer than it was busy with a portion, however much is waiting. */
const REST_RATIO = 3;

/**
 * Hands the engine's news to the page in portions, in order, with rests in between: so a flow that floods its output
 * costs the page a quarter of its time and no more, and keys and clicks come through. The first after a rest is heard at
 * once.
 */
export class NewsQueue {
  readonly #options: NewsQueueOptions;
  #waiting: EngineNews[] = [];
  #hear: ((news: EngineNews) => void) | null = null;
  #isResting = false;

  constructor(options: NewsQueueOptions) {
    this.#options = options;
  }

  add(news: EngineNews): void {
    this.#waiting.push(news);
    this.#next();
  }

  /** From now on somebody listens. What came before is heard first. */
  open(hear: (news: EngineNews) => void): void {
    this.#hear = hear;
    this.#next();
  }

  #next(): void {
    if (!this.#isResting && this.#hear !== null && this.#waiting.length > 0) void this.#portion(this.#hear);
  }

  async #portion(hear: (news: EngineNews) => void): Promise<void> {
    const { now, later, drawn } = this.#options;
    this.#isResting = true;
    const begun = now();
    try {
      for (const news of this.#taken()) hear(news);
      await drawn();
    } finally {
      const busyMs = now() - begun;
      later(
        () => {
          this.#isResting = false;
          this.#next();
        },
        Math.min(REST_MS_MAX, Math.max(REST_MS_MIN, REST_RATIO * busyMs)),
      );
    }
  }

  /** Takes out the next portion, in which events of one run that follow each other are one piece of news. */
  #taken(): readonly EngineNews[] {
    const taken: EngineNews[] = [];
    let weight = 0;
    let used = 0;
    for (const news of this.#waiting) {
      if (weight >= PORTION_MAX) break;
      const { events, rest } = split(news, PORTION_MAX - weight);
      weight += events.reduce((sum, event) => sum + weightOf(event), 1);
      join(taken, news.kind === 'events' ? { ...news, events } : news);
      if (rest !== null) {
        this.#waiting[used] = rest;
        break;
      }
      used += 1;
    }
    this.#waiting = this.#waiting.slice(used);
    return taken;
  }
}

/** The events that fit, at least one, and the news of those that do not; no events where the news is of another kind. */
function split(news: EngineNews, room: number): { events: readonly RunEvent[]; rest: EngineNews | null } {
  if (news.kind !== 'events') return { events: [], rest: null };
  let weight = 0;
  const end = news.events.findIndex((event) => (weight += weightOf(event)) > room);
  if (end < 0) return { events: news.events, rest: null };
  const fitting = Math.max(1, end);
  const left = news.events.slice(fitting);
  return { events: news.events.slice(0, fitting), rest: left.length === 0 ? null : { ...news, events: left } };
}

function join(taken: EngineNews[], news: EngineNews): void {
  const last = taken.at(-1);
  if (last?.kind === 'events' && news.kind === 'events' && last.runId === news.runId) {
    taken[taken.length - 1] = { ...last, events: [...last.events, ...news.events] };
  } else taken.push(news);
}

const weightOf = (event: RunEvent): number => 1 + (event.type === 'output' ? event.lines.length : 0);
