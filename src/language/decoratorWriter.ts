import type { Flow } from '../model/flow';
import type { NewOption, OptionList, OptionValue } from './optionList';
import type { Edit } from './writer';

/** How a language writes decorators. */
export interface DecoratorWriter {
  readonly read: (text: string) => Flow | null;
  /** A decorator without options. */
  readonly bare: (written: string) => string;
  /** The options in a decorator's text; null where it is half typed, or holds more than options: `**more`. */
  readonly optionsIn: (text: string) => OptionList | null;
  readonly option: (name: string, value: OptionValue) => NewOption;
  /** An option's name as the text has it. */
  readonly optionName: (name: string) => string;
  /** What the file calls a decorator of Metaflow's, and what must be imported for that. */
  readonly naming: (text: string, name: string) => Naming;
}

export interface Naming {
  readonly written: string;
  readonly edits: readonly Edit[];
}
