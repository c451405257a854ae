import type { SavedArtifact, SavedCard } from '../../../src/protocol/flowHost';
import type { TaskView } from './taskView';

export type Attributes = Readonly<Record<string, unknown>>;

/** What a kind of decorator is: its name and attributes in Metaflow's spelling, with its defaults. */
export interface DecoratorKind {
  readonly name: string;
  /** As TypeScript flows call it. */
  readonly alias: string;
  readonly defaults: Attributes;
  readonly allowMultiple?: boolean;
  /** What a real platform would do where this page does nothing; a sentence after "@name: ". */
  readonly notice?: string;
}

/** A decorator of a flow's class, or of a step that does nothing here. */
export interface GivenDecorator {
  readonly kind: DecoratorKind;
  /** As given, in Metaflow's spelling. */
  readonly given: Attributes;
  /** With the defaults. */
  readonly attributes: Attributes;
  readonly isStatic: boolean;
}

/** The moments of an attempt at which a step's decorator may act. */
export interface StepActions {
  /** Before user code. An exception here counts as the step's. */
  preStep?(task: TaskView): void;
  /** After user code that raised nothing. */
  postStep?(task: TaskView): void;
  /** After user code that raised. True when the attempt is to succeed nevertheless. */
  taskException?(task: TaskView, thrown: unknown): boolean;
  /** After the artifacts of an attempt that succeeded were saved. */
  finished?(task: TaskView, artifacts: readonly SavedArtifact[]): readonly SavedCard[];
}

export interface StepDecorator extends GivenDecorator {
  readonly actions: StepActions;
}
