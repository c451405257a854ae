import type { FlowStep } from '../../model/flow';
import { renamedTargets, type Fixable, type Writer } from '../writer';

/** How quick fixes write Python. */
export const PYTHON_WRITER: Writer = {
  self: 'self',
  nothing: 'pass',
  nextTo: (step) => `self.next(self.${step})`,
  plainName: (name) =>
    name
      .toLowerCase()
      .replace(/[^a-z0-9_]/g, '_')
      .replace(/^_+/, ''),
  otherName: (name) => `${name}_step`,
  nameBefore: (name) => `before_${name}`,
  numbered: (name, number) => `${name}_${String(number)}`,
  retarget: (flow, step, from, to) => renamedTargets(flow, step, new RegExp(`(?<=\\bself\\.)${from}\\b`, 'g'), to),
  newStep: (_, spot, { name, next, inputs = false }) => {
    const { span } = 'before' in spot ? spot.before : spot.after;
    const indent = ' '.repeat(span.column - 1);
    const head = `def ${name}(self${inputs ? ', inputs' : ''}):`;
    const step = ['@step', head, `    self.next(self.${next})`].join(`\n${indent}`);
    if ('before' in spot) return [{ from: span.from, to: span.from, text: `${step}\n\n${indent}` }];
    return [{ from: span.to, to: span.to, text: `\n\n${indent}${step}` }];
  },
  withInputs: ({ text }, { nameSpan }, takesInputs) => {
    const from = nameSpan.to;
    const match = /^\s*\([^()\n]*\)/.exec(text.slice(from));
    return match ? [{ from, to: from + match[0].length, text: takesInputs ? '(self, inputs)' : '(self)' }] : null;
  },
  marked: ({ text }, { span, nameSpan }, which) => {
    const match = /@(?:\w+\.)?step\b(?:\(\s*\))?(?!\()/.exec(text.slice(span.from, nameSpan.from));
    if (!match) return null;
    const from = span.from + match.index + match[0].replace(/\(\s*\)$/, '').length;
    return [{ from, to: span.from + match.index + match[0].length, text: `(${which}=True)` }];
  },
  addedNext: (flow, step, target) => {
    const indent = bodyIndentOf(flow, step);
    const at = step.span.to;
    return indent === null ? null : { from: at, to: at, text: `\n${indent}self.next(self.${target})` };
  },
};

/** The indentation of a step's body; null where that stands on the line of `def`. */
function bodyIndentOf({ text }: Fixable, { nameSpan, span }: FlowStep): string | null {
  const body = /:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*([ \t]+)\S/.exec(text.slice(nameSpan.to, span.to));
  return body?.[1] ?? null;
}
