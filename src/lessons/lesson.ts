import type { Prose, Inline } from '../model/prose';
import type { Language, Pace, Platform, Fault, Service } from '../model/scenario';
import type { Json } from '../model/json';
import type { Check, Condition } from './lessonSchema';

/** A flow's text, and where it stands in the lesson's file. */
export interface LessonFlow {
  readonly fileName: string;
  readonly source: string;
  /** The line of the file, from 1, on which the text begins. */
  readonly line: number;
}

/** The circumstances under which the lesson's flow runs. */
export interface LessonScenario {
  readonly seed: number;
  readonly pace: Pace;
  readonly faults: readonly Fault[];
  readonly services: readonly Service[];
  readonly platform: Platform;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly maxWorkers: number;
  /** What the lesson's Run does: a run, or a resume of the run of the earlier flow. */
  readonly command: readonly string[];
}

/** Something that may happen, and what to say to who expected it. */
export interface PredictOption {
  readonly says: readonly Inline[];
  /** Shown once the run is over, if it was chosen; empty where there is nothing to say. */
  readonly reply: Prose;
  readonly when: Condition;
}

/** One lesson, as its file says. Its texts hold the parts of both languages. */
export interface Lesson {
  readonly id: string;
  readonly title: string;
  /** What it shows, in one line. */
  readonly shows: readonly Inline[];
  /** At least one, the first of the file first. */
  readonly languages: readonly [Language, ...Language[]];
  readonly flows: Readonly<Partial<Record<Language, LessonFlow>>>;
  /** What an earlier run was of, where the lesson's run resumes it. */
  readonly earlier: Readonly<Partial<Record<Language, LessonFlow>>>;
  /** A text that passes the check, by language. */
  readonly solutions: Readonly<Partial<Record<Language, LessonFlow>>>;
  readonly scenario: LessonScenario;
  readonly intro: Prose;
  readonly question: Prose;
  readonly options: readonly PredictOption[];
  readonly explain: Prose;
  readonly task: Prose;
  readonly check: Check;
  /** Said with the solution, once the check has passed. */
  readonly afterwards: Prose;
}

/** Something wrong in a lesson's file, on a line of it (from 1), and what would be right. */
export interface LessonProblem {
  readonly line: number;
  readonly message: string;
}

export type LessonReading =
  | { readonly ok: true; readonly lesson: Lesson }
  | { readonly ok: false; readonly problems: readonly [LessonProblem, ...LessonProblem[]] };
