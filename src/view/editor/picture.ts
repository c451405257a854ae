import type { Flow } from '../../model/flow';
import type { Problem, QuickFix } from '../../model/problem';
import type { Language } from '../../model/scenario';
import type { DecoratorKnobs } from '../../state/decoratorKnobs';
import type { PlanCompletions } from '../../state/planCompletion';
import type { Look } from '../../state/look';

/** A glyph beside a line, with its words: `api_call: Waiting for retry`. */
export interface EditorMark {
  readonly line: number;
  readonly glyph: Look;
  readonly status: string;
}

/** A line with a few words at its end: `RuntimeError`. */
export interface LineNote {
  readonly line: number;
  readonly note?: string;
}

export interface LineBand {
  readonly from: number;
  readonly to: number;
}

/** What a text that is no flow has to say of itself. `offset` counts UTF-16 positions. */
export interface Assistant {
  readonly complete: (text: string, offset: number) => PlanCompletions;
  /** Markdown; null where there is nothing to say. */
  readonly explain: (text: string, offset: number) => string | null;
}

/** Decorators whose values can be turned: all of them, and those whose control is open. */
export interface Turnable {
  readonly all: readonly DecoratorKnobs[];
  readonly open: readonly DecoratorKnobs[];
}

/** All that an editor draws. Lines count from 1. */
export interface EditorPicture {
  readonly text: string;
  readonly language: Language | 'json';
  readonly fileName: string;
  /** What could be read of the text: step names to complete, decorators to explain. */
  readonly flow: Flow | null;
  readonly problems: readonly Problem[];
  readonly marks: readonly EditorMark[];
  readonly failing: LineNote | null;
  /** The lines of what runs now, step by step. */
  readonly running: readonly LineBand[];
  /** The selected step's lines. */
  readonly band: LineBand | null;
  readonly readonly: boolean;
  /** Absent where nothing can be turned. */
  readonly turnable?: Turnable | undefined;
  /** Absent where the language has its own. */
  readonly assistant?: Assistant | undefined;
}

/** What an editor tells. */
export interface EditorEvents {
  readonly onchange: (text: string) => void;
  readonly oncursor: (line: number, column: number) => void;
  readonly onrun: () => void;
  readonly onfix: (problem: Problem) => void;
  /** What the compiler has against the types of a text in TypeScript. */
  readonly ontypes?: (problems: readonly Problem[]) => void;
  /** A decorator's control is to open. */
  readonly onadjust?: (control: DecoratorKnobs) => void;
  readonly onturn?: (control: DecoratorKnobs, option: string, value: number) => void;
  /** Escape: the focus is to go on, so that Tab no longer indents. */
  readonly onleave: () => void;
}

/** Where somebody is in a text: carried over when one editor takes another's place. */
export interface EditorPlace {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly backward: boolean;
  readonly scrollTop: number;
  readonly scrollLeft: number;
  readonly focused: boolean;
}

/** An editor as its component sees it: the plain one at first, then Monaco. */
export interface EditorFace {
  readonly show: (picture: EditorPicture) => void;
  readonly place: () => EditorPlace;
  /** Puts the cursor on a line, in view, and takes the focus. */
  readonly goTo: (line: number) => void;
  /** Takes the focus to the control above a line, where there is one. */
  readonly goToControl: (line: number) => void;
  readonly apply: (fix: QuickFix) => void;
}

/** What a screen reader calls an editor. */
export const labelOf = ({ language, fileName }: Pick<EditorPicture, 'language' | 'fileName'>): string =>
  `${language === 'json' ? 'Failure plan' : `Code of ${fileName}`}. Control or Command and Enter runs it, Escape leaves the editor.`;

/** Monaco and browsers disagree on carriage returns, so that no text here has any. */
export const withoutCarriageReturns = (text: string): string => text.replace(/\r\n?/g, '\n');
