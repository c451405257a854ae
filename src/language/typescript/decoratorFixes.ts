import type { Decorator } from '../../model/flow';
import type { Problem } from '../../model/problem';
import type { Edit, Fixable } from '../writer';

/** Adds the edit that mends a decorator which Metaflow refuses, where there is one sensible way. */
export function withDecoratorFix({ graph, text }: Fixable, problem: Problem): Problem {
  const decorator = graph.steps
    .flatMap(({ decorators }) => decorators)
    .find(({ span }) => span.line === problem.line && span.column === problem.column);
  const mend = FIXES[problem.code];
  const edit = decorator && mend ? mend.edit(text, decorator) : null;
  return mend && edit ? { ...problem, fix: mend.title, quickFix: { title: mend.title, edits: [edit] } } : problem;
}

interface DecoratorFix {
  readonly title: string;
  readonly edit: (text: string, decorator: Decorator) => Edit | null;
}

const FIXES: Readonly<Record<string, DecoratorFix>> = {
  'retry-invalid': { title: 'Retry 4 times', edit: fourTimes },
  'catch-invalid': { title: 'Take @catchError away', edit: takenAway },
};

function fourTimes(text: string, { span }: Decorator): Edit | null {
  const match = /(?<=\btimes\s*:\s*)(["']?)[\d.]+\1/.exec(text.slice(span.from, span.to));
  if (!match) return null;
  const from = span.from + match.index;
  return { from, to: from + match[0].length, text: '4' };
}

/** The decorator with the blanks after it; with its line, where it has one of its own. */
function takenAway(text: string, { span }: Decorator): Edit {
  const [blanks = ''] = /^\s*/.exec(text.slice(span.to)) ?? [];
  return { from: span.from, to: span.to + blanks.length, text: '' };
}
