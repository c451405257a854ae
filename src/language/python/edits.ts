import type { FlowStep, Span } from '../../model/flow';
import type { FlowGraph, GraphStep } from '../../model/graph';
import type { QuickFix } from '../../model/problem';

export type Edit = QuickFix['edits'][number];

/** A graph with the text that its flow was read from. */
export interface Fixable {
  readonly graph: FlowGraph;
  readonly text: string;
}

export const stepNamed = ({ graph }: Fixable, name: string | null): GraphStep | undefined =>
  graph.steps.find((step) => step.name === name);

/** Writes another step where a step's `self.next` names `from`. */
export function retarget({ text }: Fixable, step: FlowStep, from: string, to: string): readonly Edit[] {
  return step.transition ? replaced(text, step.transition.span, new RegExp(`(?<=\\bself\\.)${from}\\b`, 'g'), to) : [];
}

/** Writes `to` for each match within `span`. */
function replaced(text: string, span: Span, pattern: RegExp, to: string): readonly Edit[] {
  return [...text.slice(span.from, span.to).matchAll(pattern)].map((match) => {
    const from = span.from + match.index;
    return { from, to: from + match[0].length, text: to };
  });
}

/** Puts a new step into the text right above `before`, or below `after`. */
export function newStep(place: { readonly before: FlowStep } | { readonly after: FlowStep }, lines: StepLines): Edit {
  const neighbour = 'before' in place ? place.before : place.after;
  const indent = ' '.repeat(neighbour.span.column - 1);
  const head = `def ${lines.name}(self${lines.inputs === true ? ', inputs' : ''}):`;
  const body = ['@step', head, `    self.next(self.${lines.next})`].join(`\n${indent}`);
  if ('before' in place) return { from: neighbour.span.from, to: neighbour.span.from, text: `${body}\n\n${indent}` };
  return { from: neighbour.span.to, to: neighbour.span.to, text: `\n\n${indent}${body}` };
}

interface StepLines {
  readonly name: string;
  readonly next: string;
  readonly inputs?: boolean;
}

/** `wanted`, with a number where the flow has such a step already. */
export function freeName({ graph }: Fixable, wanted: string): string {
  const taken = new Set(graph.steps.map(({ name }) => name));
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}_${String(number)}`;
  return name;
}

/** Writes a step's argument list anew; null where its head is not on one line. */
export function withArguments({ text }: Fixable, step: FlowStep, list: string): readonly Edit[] | null {
  const from = step.nameSpan.to;
  const match = /^\s*\([^()\n]*\)/.exec(text.slice(from));
  return match ? [{ from, to: from + match[0].length, text: `(${list})` }] : null;
}

/** Writes the step's `@step` as `@step(start=True)`; null where it has arguments already. */
export function marked({ text }: Fixable, step: FlowStep, which: 'start' | 'end'): readonly Edit[] | null {
  const head = text.slice(step.span.from, step.nameSpan.from);
  const match = /@(?:\w+\.)?step\b(?:\(\s*\))?(?!\()/.exec(head);
  if (!match) return null;
  const from = step.span.from + match.index + match[0].replace(/\(\s*\)$/, '').length;
  return [{ from, to: step.span.from + match.index + match[0].length, text: `(${which}=True)` }];
}

/** The indentation of a step's body; null where that stands on the line of `def`. */
export function bodyIndentOf({ text }: Fixable, { nameSpan, span }: FlowStep): string | null {
  const body = /:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*([ \t]+)\S/.exec(text.slice(nameSpan.to, span.to));
  return body?.[1] ?? null;
}
