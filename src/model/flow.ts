import type { Json } from './json';
import type { Problem } from './problem';
import type { Language } from './scenario';

/** Part of a source text. Offsets are UTF-16 positions, the end exclusive; lines and columns count from 1. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A value in the source: one that could be read without running it, or the text of one that could not. */
export type SourceValue =
  { readonly kind: 'literal'; readonly value: Json } | { readonly kind: 'code'; readonly text: string };

/** `@name(…)` as written. `name` is Metaflow's own, whatever the import called it. */
export interface Decorator {
  readonly name: string;
  /** Keyword arguments as given; defaults are not filled in. Positional ones, if any, are `0`, `1`, … */
  readonly attributes: Readonly<Record<string, SourceValue>>;
  readonly span: Span;
}

/** One case of a switch: the key as Python would show it (`repr`), and the step it leads to. */
export interface SwitchCase {
  readonly key: string;
  readonly target: string;
}

/** The last statement of a step, when it is `self.next(…)`. Source: Metaflow, graph.py, DAGNode._parse. */
export type Transition =
  | { readonly kind: 'linear'; readonly targets: readonly [string]; readonly span: Span }
  | { readonly kind: 'split'; readonly targets: readonly string[]; readonly span: Span }
  | { readonly kind: 'foreach'; readonly targets: readonly [string]; readonly variable: string; readonly span: Span }
  | { readonly kind: 'parallel'; readonly targets: readonly [string]; readonly span: Span }
  | {
      readonly kind: 'switch';
      readonly targets: readonly string[];
      readonly condition: string;
      readonly cases: readonly SwitchCase[];
      readonly span: Span;
    }
  /** `self.next(…)` in a form that Metaflow's parser does not take. `targets` are those that could be made out. */
  | { readonly kind: 'invalid'; readonly targets: readonly string[]; readonly span: Span };

/** One `@step` method as read from a text or from a loaded class. */
export interface FlowStep {
  readonly name: string;
  /** The line of `def`. */
  readonly line: number;
  /** All of the step: its decorators, its head and its body. */
  readonly span: Span;
  readonly nameSpan: Span;
  /** Counts `self`, in TypeScript `this`; 2 makes a join. */
  readonly argumentCount: number;
  /** In the order in which Metaflow applies them: the one nearest `def` first. Without `@step`. */
  readonly decorators: readonly Decorator[];
  readonly doc: string | null;
  /** Null where the last statement is no `self.next(…)`. */
  readonly transition: Transition | null;
  /** `@step(start=True)`, `@step(end=True)`. */
  readonly marked: { readonly start: boolean; readonly end: boolean };
  /** Where an inherited step was defined, when not in the flow's own class. */
  readonly inheritedFrom?: string;
}

export type ParameterType = 'str' | 'int' | 'float' | 'bool' | 'json' | 'file';

/** A Parameter, IncludeFile or Config of a flow. */
export interface FlowParameter {
  /** The class attribute, and so the artifact's name. */
  readonly attribute: string;
  /** The command-line option without its dashes, verbatim. */
  readonly name: string;
  readonly kind: 'parameter' | 'include-file' | 'config';
  readonly type: ParameterType;
  /** Absent: none given. `code`: an expression or a function, known once the flow is loaded. */
  readonly default?: SourceValue;
  readonly required: boolean;
  readonly help: string | null;
  readonly separator: string | null;
  readonly showDefault: boolean;
  readonly span: Span;
}

/**
 * A flow as it stands in a text (read without running it) or as a worker loaded it (`loaded`).
 * `steps` are in source order. Nothing here was checked: that is `graph/lint.ts`.
 */
export interface Flow {
  readonly name: string;
  readonly fileName: string;
  /** Absent: Python. It decides how messages spell, and which step names are valid; nothing else. */
  readonly language?: Language;
  readonly doc: string | null;
  readonly steps: readonly FlowStep[];
  readonly parameters: readonly FlowParameter[];
  /** Decorators above the class. */
  readonly decorators: readonly Decorator[];
  readonly span: Span;
  readonly nameSpan: Span;
  readonly loaded: boolean;
}

/** What reading a source text gives. `flow` is what could be made out, also of a half-typed text. */
export interface Reading {
  readonly flow: Flow | null;
  /** Syntax errors, a missing FlowSpec, names that Metaflow lacks: what stands in the way before lint. */
  readonly problems: readonly Problem[];
}
