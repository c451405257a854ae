import type { CardRef } from '../model/events';
import type { ContentHash, TaskKey } from '../model/ids';
import { withCharts } from './charts';
import type { DrawChart } from './charts';
import { cardsOfAttempt } from './history';
import type { Histories, TaskHistory } from './history';

/** A card that a task left. */
export interface ShelvedCard extends CardRef {
  readonly task: TaskHistory;
  readonly attempt: number;
  /** Its place among the cards of the run, whatever is drawn on it. */
  readonly slot: string;
}

/** Every card of a run so far, in the order in which their tasks started. */
export function cardsOf(histories: Histories): readonly ShelvedCard[] {
  return [...histories.values()].flatMap((task) =>
    task.attempts.flatMap((span) =>
      cardsOfAttempt(span).map((card, index, all) => {
        const { attempt } = span;
        return { ...card, task, attempt, slot: `${task.key} ${String(attempt)} ${slotOf(card, all.slice(0, index))}` };
      }),
    ),
  );
}

/** What a card keeps while it is refreshed, and when it is drawn for the last time. */
function slotOf({ id, type }: CardRef, before: readonly CardRef[]): string {
  const twins = before.filter((card) => card.id === id && card.type === type).length;
  return `${type} ${id ?? ''} ${String(twins)}`;
}

/** What is selected, as far as it decides which card is looked at. */
export interface CardChoice {
  readonly slot: string | null;
  readonly step: string | null;
  readonly task: TaskKey | null;
}

/** The card to look at: the chosen one while its step is selected, else the last of the task, the step, the run. */
export function cardToShow(cards: readonly ShelvedCard[], { slot, step, task }: CardChoice): ShelvedCard | null {
  const ofStep = step === null ? cards : cards.filter((card) => card.task.place.step === step);
  const ofTask = task === null ? [] : ofStep.filter((card) => card.task.key === task);
  return ofStep.find((card) => card.slot === slot) ?? ofTask.at(-1) ?? ofStep.at(-1) ?? cards.at(-1) ?? null;
}

/** The HTML of cards, loaded when one is looked at, with its charts drawn. */
export class CardShelf {
  readonly #load: (hash: ContentHash) => Promise<string | null>;
  readonly #draw: DrawChart;
  readonly #asked = new Set<ContentHash>();
  #html = $state.raw<ReadonlyMap<ContentHash, string | null>>(new Map());
  #slot = $state.raw<string | null>(null);

  constructor(load: (hash: ContentHash) => Promise<string | null>, draw: DrawChart) {
    this.#load = load;
    this.#draw = draw;
  }

  /** Where the card stands that somebody chose. */
  get slot(): string | null {
    return this.#slot;
  }

  choose({ slot }: ShelvedCard): void {
    this.#slot = slot;
  }

  /** Undefined until it has been loaded, null when it is not stored. */
  html(hash: ContentHash): string | null | undefined {
    return this.#html.get(hash);
  }

  async want(hash: ContentHash): Promise<void> {
    if (this.#asked.has(hash)) return;
    this.#asked.add(hash);
    const stored = await this.#load(hash);
    const html = stored === null ? null : await withCharts(stored, this.#draw);
    this.#html = new Map([...this.#html, [hash, html]]);
  }
}
