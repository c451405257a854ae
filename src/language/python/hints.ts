import type { FlowGraph, GraphStep } from '../../model/graph';
import type { Problem } from '../../model/problem';
import { problemAt } from '../../graph/problemAt';
import { Lines } from '../lines';

/** A place in a step's body that a hint is about, and what to say there. */
interface Remark {
  /** Offsets in the file. */
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** What a hint looks at: one step, its text, and the flow around it. */
interface StepText {
  readonly graph: FlowGraph;
  readonly step: GraphStep;
  /** The body's text, comments and decorators blanked out, so that offsets fit `step.source.span`. */
  readonly code: string;
}

interface Hint {
  readonly code: string;
  readonly severity: 'info' | 'warning';
  readonly headline: string;
  readonly find: (at: StepText) => readonly Remark[];
}

/** Each match of `pattern` in the step's code; `say` may decline with null. */
function matches(
  { step, code }: StepText,
  pattern: RegExp,
  say: (match: RegExpMatchArray) => string | null,
): readonly Remark[] {
  return [...code.matchAll(pattern)].flatMap((match) => {
    const message = say(match);
    const from = step.source.span.from + match.index;
    return message === null ? [] : [{ from, to: from + match[0].length, message }];
  });
}

/** Whether some step has `@catch(var=name)` and comes before `step`, or is it. */
function catcherOf({ graph, step }: StepText, name: string): string | null {
  const before = ancestorsOf(graph, step.name);
  const catcher = graph.steps.find(
    (other) => before.has(other.name) && other.decorators.some((decorator) => isCatchInto(decorator, name)),
  );
  return catcher?.name ?? null;
}

const isCatchInto = ({ name, attributes }: GraphStep['decorators'][number], variable: string): boolean =>
  name === 'catch' && attributes.var?.kind === 'literal' && attributes.var.value === variable;

function ancestorsOf(graph: FlowGraph, name: string): ReadonlySet<string> {
  const previous = new Map(graph.steps.map((step) => [step.name, step.previous]));
  const found = new Set<string>();
  const visit = (current: string): void => {
    for (const before of previous.get(current) ?? []) {
      if (found.has(before)) continue;
      found.add(before);
      visit(before);
    }
  };
  visit(name);
  return found;
}

const decoratorNamed = (step: GraphStep, name: string) => step.decorators.find((decorator) => decorator.name === name);

const HINTS: readonly Hint[] = [
  {
    code: 'hasattr-catch',
    severity: 'info',
    headline: 'Always true',
    find: (at) =>
      matches(at, /hasattr\(\s*self\s*,\s*["'](\w+)["']\s*\)/g, ([, name = '']) => {
        const catcher = catcherOf(at, name);
        return catcher === null
          ? null
          : `Always true: @catch on ${catcher} sets self.${name} to None when the step succeeds, so test ` +
              `"if self.${name}:" instead.`;
      }),
  },
  {
    code: 'timeout-swallowed',
    severity: 'warning',
    headline: 'Swallows the timeout',
    find: (at) =>
      decoratorNamed(at.step, 'timeout')
        ? matches(
            at,
            /^[ \t]*except(?:\s+(?:Base)?Exception(?:\s+as\s+\w+)?)?\s*:/gm,
            () =>
              '@timeout raises an ordinary exception, once: when it strikes in this try, the code goes on and the ' +
              'step may still succeed.',
          )
        : [],
  },
  {
    code: 'function-artifact',
    severity: 'info',
    headline: 'Not saved',
    find: (at) =>
      matches(at, /\bself\.(\w+)\s*=\s*lambda\b/g, ([, name = '']) => {
        return `Metaflow does not save functions: in the next step self.${name} will not be there.`;
      }),
  },
  {
    code: 'foreach-over-set',
    severity: 'warning',
    headline: 'A set has no order',
    find: (at) => {
      const name = at.step.foreachVariable;
      if (name === null || !/^\w+$/.test(name)) return [];
      return matches(
        at,
        new RegExp(`\\bself\\.${name}\\s*=\\s*(?:set\\(|\\{(?=[^:{}]+\\}))`, 'g'),
        () =>
          'Each task looks up its item in the set again, and the order may differ between processes: tasks can see ' +
          'one item twice and miss others. Use a list.',
      );
    },
  },
  {
    code: 'foreach-over-dict',
    severity: 'warning',
    headline: 'A dict has no items by index',
    find: (at) => {
      const name = at.step.foreachVariable;
      if (name === null || !/^\w+$/.test(name)) return [];
      return matches(
        at,
        new RegExp(`\\bself\\.${name}\\s*=\\s*(?:dict\\(|\\{\\}|\\{(?=[^{}]*:))`, 'g'),
        () => 'foreach counts the keys, but self.input looks up index 0, 1, … as keys and raises KeyError: 0.',
      );
    },
  },
  {
    code: 'len-of-inputs',
    severity: 'warning',
    headline: 'inputs has no length',
    find: (at) =>
      at.step.isJoin ? matches(at, /\blen\(\s*inputs\s*\)/g, () => 'Raises TypeError: use len(list(inputs)).') : [],
  },
];

/**
 * What one who knows Metaflow would say about code that lint lets pass: each with a sentence on what Metaflow will do.
 * In the order of the text.
 */
export function hintsFor(graph: FlowGraph, text: string, lines = new Lines(text)): readonly Problem[] {
  const problems = graph.steps.flatMap((step) => {
    const at: StepText = { graph, step, code: codeOf(step, text) };
    return HINTS.flatMap(({ find, ...words }) =>
      find(at).map(({ from, to, message }) => problemAt(lines.span(from, to), { ...words, message })),
    );
  });
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

/** Blanks out what runs before the body, and comments. A `#` in a string only hides the rest of its line. */
function codeOf({ source }: GraphStep, text: string): string {
  const { span, nameSpan } = source;
  const blank = (part: string): string => part.replace(/[^\n]/g, ' ');
  return blank(text.slice(span.from, nameSpan.from)) + text.slice(nameSpan.from, span.to).replace(/#.*/g, blank);
}
