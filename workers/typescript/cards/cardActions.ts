import type { SavedArtifact, SavedCard } from '../../../src/protocol/flowHost';
import type { StepActions } from '../flow/decorator';
import { messageOf } from '../flow/errors';
import type { TaskView } from '../flow/taskView';
import { inspect } from '../run/inspect';
import { traceLines } from '../run/traces';
import { CardCollector, type CardManager } from './collector';
import { CARDS, errorCard } from './kinds';

type Attributes = Readonly<Record<string, unknown>>;

class CardProblem extends Error {}

/** Collectors by the attributes of the cards that are in them. */
const collectors = new WeakMap<TaskView, CardCollector>();
const actionsOf = new WeakMap<Attributes, CardActions>();

/** Draws a card when its task has ended well. A card that cannot be drawn is an error card, never a failed task. */
export class CardActions implements StepActions {
  readonly #attributes: Attributes;
  /** The clock when it was drawn last before the end. */
  #refreshedAt: number | null = null;

  constructor(attributes: Attributes) {
    this.#attributes = attributes;
    actionsOf.set(attributes, this);
  }

  /** The first card of a step sets up all of them. */
  preStep(task: TaskView): void {
    if (task.cards[0] !== this.#attributes) return;
    const cards = task.cards.map((card) => ({ ...card, id: idOf(card) }));
    const say = (text: string) => {
      task.say('stdout', 'code', [text]);
    };
    const collector = new CardCollector(cards, say, (place, isForced) => {
      const manager = collector.managers[place];
      const card = task.cards[place];
      if (manager && card) actionsOf.get(card)?.refresh(task, manager, isForced);
    });
    collectors.set(task, collector);
    task.tell('card', collector.view);
  }

  /** Shows the card while the task runs, not oftener than `refresh_interval`. What goes wrong is for the end. */
  refresh(task: TaskView, manager: CardManager, isForced: boolean): void {
    const kind = CARDS.get(this.#type);
    const now = task.now();
    const interval = Number(this.#attributes['refresh_interval']) * 1_000_000;
    if (!kind?.renderRuntime) return;
    if (this.#refreshedAt !== null && !isForced && now - this.#refreshedAt < interval) return;
    this.#refreshedAt = now;
    try {
      const html = kind.renderRuntime({ task, options: this.#options, components: manager.rendered() });
      task.showCard({ id: idOf(this.#attributes), type: this.#type, html });
    } catch {
      // Drawn again at the end, which says what is wrong.
    }
  }

  finished(task: TaskView, _artifacts: readonly SavedArtifact[]): readonly SavedCard[] {
    const manager = collectors.get(task)?.managers[task.cards.indexOf(this.#attributes)];
    const html = manager ? this.#drawn(task, manager) : null; // The attempt may have ended before any card was set up.
    return html === null ? [] : [{ id: idOf(this.#attributes), type: this.#type, html }];
  }

  get #type(): string {
    return String(this.#attributes['type']).slice(0, 1000);
  }

  get #options(): Attributes {
    const { options } = this.#attributes;
    return typeof options === 'object' && options !== null ? (options as Attributes) : {};
  }

  #drawn(task: TaskView, manager: CardManager): string | null {
    let problem: string;
    try {
      const html = this.#render(task, manager);
      if (html !== '') return html;
      problem = `No information rendered from card of type ${this.#type}`;
    } catch (error) {
      problem = error instanceof CardProblem ? messageOf(error) : this.#unable(error);
    }
    if (this.#attributes['save_errors'] === true) return errorCard(task, problem);
    task.say('stdout', 'metaflow', `Card render failed with error : ${problem}`.split('\n'));
    return null;
  }

  #render(task: TaskView, manager: CardManager): string {
    const kind = CARDS.get(this.#type);
    if (!kind)
      throw new CardProblem(`MetaflowCard named ${this.#type} not found. Check the \`type\` attribute in @card`);
    return kind.render({ task, options: this.#options, components: manager.rendered() });
  }

  #unable(error: unknown): string {
    const given = inspect(this.#options);
    const head = `Card of type ${this.#type} is unable to be rendered with arguments ${given}.`;
    return `${head}\nStack trace : ${traceLines(error).join('\n')}`;
  }
}

/** Null where there is none, and where it is no name. */
const idOf = ({ id }: Attributes): string | null =>
  id !== null && id !== undefined && /^[a-zA-Z0-9_]+$/.test(String(id)) ? String(id) : null;
