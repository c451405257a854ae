import type { FlowStep } from '../model/flow';
import type { FlowGraph, GraphStep } from '../model/graph';
import type { QuickFix } from '../model/problem';

export type Edit = QuickFix['edits'][number];

/** A graph with the text that its flow was read from. */
export interface Fixable {
  readonly graph: FlowGraph;
  readonly text: string;
}

/** Where a new step goes: right above one, or below it. */
export type StepSpot = { readonly before: FlowStep } | { readonly after: FlowStep };

export interface StepLines {
  readonly name: string;
  readonly next: string;
  readonly inputs?: boolean;
}

/** How quick fixes write in a language. Null stands for "not in this text". */
export interface Writer {
  /** What a flow calls itself: `self`, `this`. */
  readonly self: string;
  /** A statement that does nothing. */
  readonly nothing: string;
  /** The call that leads to one step. */
  readonly nextTo: (step: string) => string;
  /** A name with what is not allowed left out or written otherwise. */
  readonly plainName: (name: string) => string;
  /** Another name, for one that is taken by Metaflow. */
  readonly otherName: (name: string) => string;
  readonly nameBefore: (name: string) => string;
  /** A name with a number, for one that the flow has already. */
  readonly numbered: (name: string, number: number) => string;
  /** Writes another step where a step's transition names `from`. */
  readonly retarget: (flow: Fixable, step: FlowStep, from: string, to: string) => readonly Edit[];
  readonly newStep: (flow: Fixable, spot: StepSpot, lines: StepLines) => readonly Edit[];
  /** Makes a step take the inputs of a join, or not. */
  readonly withInputs: (flow: Fixable, step: FlowStep, takesInputs: boolean) => readonly Edit[] | null;
  /** Marks a step as the flow's first or last one. */
  readonly marked: (flow: Fixable, step: FlowStep, which: 'start' | 'end') => readonly Edit[] | null;
  /** Ends a step with a transition. */
  readonly addedNext: (flow: Fixable, step: FlowStep, target: string) => Edit | null;
}

export const stepNamed = ({ graph }: Fixable, name: string | null): GraphStep | undefined =>
  graph.steps.find((step) => step.name === name);

/** `wanted`, with a number where the flow has such a step already. */
export function freeName({ graph }: Fixable, wanted: string, { numbered }: Writer): string {
  const taken = new Set(graph.steps.map(({ name }) => name));
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = numbered(wanted, number);
  return name;
}

/** Writes another name where a step's transition has `self.from`. */
export function renamedTargets(
  { text }: Fixable,
  { transition }: FlowStep,
  pattern: RegExp,
  to: string,
): readonly Edit[] {
  if (!transition) return [];
  const { span } = transition;
  return [...text.slice(span.from, span.to).matchAll(pattern)].map((match) => {
    const from = span.from + match.index;
    return { from, to: from + match[0].length, text: to };
  });
}

/** How a text ends its lines. */
export const lineEndOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** A new line below the one that `offset` stands on. */
export function lineBelow(text: string, offset: number, line: string): Edit {
  const at = offset + text.slice(offset).search(/\r?\n|$/);
  return { from: at, to: at, text: `${lineEndOf(text)}${line}` };
}
