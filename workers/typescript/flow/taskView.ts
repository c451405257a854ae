import type { Flow } from '../../../src/model/flow';
import type { OutputAuthor } from '../../../src/model/events';
import type { AttemptOrder, SavedCard } from '../../../src/protocol/flowHost';
import type { EventLoop } from '../realm/eventLoop';

/** What a step's decorators see of the attempt. */
export interface TaskView {
  readonly order: AttemptOrder;
  readonly flow: object;
  readonly loop: EventLoop;
  readonly pathspec: string;
  /** The attributes of the step's cards, in the order of its decorators. */
  readonly cards: readonly Readonly<Record<string, unknown>>[];
  readonly parameterNames: readonly string[];
  /** As read from the text. */
  readonly graph: Flow | null;
  /** What `@catchError` handled; undefined where it handled nothing. */
  readonly caught: { readonly thrown: unknown } | undefined;
  now(): number;
  say(stream: 'stdout' | 'stderr', by: OutputAuthor, lines: readonly string[]): void;
  /** Sends every task that follows, as `this.next` would. */
  goOnTo(steps: readonly string[]): void;
  /** `current.name` from now on. */
  tell(name: string, value: unknown): void;
  /** Of a finished task: every artifact without an underscore, in alphabetical order. */
  shownValues(): readonly (readonly [name: string, value: unknown])[];
  showCard(card: SavedCard): void;
}
