import type { CardRef } from '../model/events';
import type { ContentHash } from '../model/ids';
import type { Histories, TaskHistory } from './history';

/** A card that a task left. */
export interface ShelvedCard extends CardRef {
  readonly task: TaskHistory;
  readonly attempt: number;
}

/** Every card of a run so far, in the order in which their tasks started. */
export function cardsOf(histories: Histories): readonly ShelvedCard[] {
  return [...histories.values()].flatMap((task) =>
    task.attempts.flatMap(({ attempt, ending }) =>
      ending === null || ending.kind === 'failed' ? [] : ending.cards.map((card) => ({ ...card, task, attempt })),
    ),
  );
}

/** The HTML of cards, loaded when one is looked at. */
export class CardShelf {
  readonly #load: (hash: ContentHash) => Promise<string | null>;
  readonly #asked = new Set<ContentHash>();
  #html = $state.raw<ReadonlyMap<ContentHash, string | null>>(new Map());

  constructor(load: (hash: ContentHash) => Promise<string | null>) {
    this.#load = load;
  }

  /** Undefined until it has been loaded, null when it is not stored. */
  html(hash: ContentHash): string | null | undefined {
    return this.#html.get(hash);
  }

  async want(hash: ContentHash): Promise<void> {
    if (this.#asked.has(hash)) return;
    this.#asked.add(hash);
    const html = await this.#load(hash);
    this.#html = new Map([...this.#html, [hash, html]]);
  }
}
