import type { FlowStep } from '../../model/flow';
import { renamedTargets, type Edit, type Fixable, type Writer } from '../writer';

/** How quick fixes write TypeScript. */
export const TYPESCRIPT_WRITER: Writer = {
  self: 'this',
  nothing: '',
  nextTo: (step) => `this.next(this.${step})`,
  plainName: (name) => name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^_+/, ''),
  otherName: (name) => `${name}Step`,
  nameBefore: (name) => `before${name.charAt(0).toUpperCase()}${name.slice(1)}`,
  numbered: (name, number) => `${name}${String(number)}`,
  retarget: (flow, step, from, to) => renamedTargets(flow, step, new RegExp(`(?<=\\bthis\\.)${from}\\b`, 'g'), to),
  newStep: (flow, spot, { name, next, inputs = false }) => {
    const { span } = 'before' in spot ? spot.before : spot.after;
    const indent = ' '.repeat(span.column - 1);
    const head = `@step() ${name}(${inputs ? inputsOf(flow) : ''}) {`;
    const step = [head, `  this.next(this.${next})`, '}'].join(`\n${indent}`);
    const imports = inputs ? importing(flow, 'Inputs') : [];
    if ('before' in spot) return [...imports, { from: span.from, to: span.from, text: `${step}\n\n${indent}` }];
    return [...imports, { from: span.to, to: span.to, text: `\n\n${indent}${step}` }];
  },
  withInputs: (flow, { nameSpan }, takesInputs) => {
    const from = nameSpan.to;
    const match = /^\s*\([^()\n]*\)/.exec(flow.text.slice(from));
    if (!match) return null;
    const text = takesInputs ? `(${inputsOf(flow)})` : '()';
    return [...(takesInputs ? importing(flow, 'Inputs') : []), { from, to: from + match[0].length, text }];
  },
  marked: ({ text }, { span, nameSpan }, which) => {
    const match = /@(?:\w+\.)?step\b(?:\(\s*\))?(?!\()/.exec(text.slice(span.from, nameSpan.from));
    if (!match) return null;
    const from = span.from + match.index + match[0].replace(/\(\s*\)$/, '').length;
    return [{ from, to: span.from + match.index + match[0].length, text: `({ ${which}: true })` }];
  },
  addedNext: ({ text }, { span }, target) => lastLine(text, span, `this.next(this.${target})`),
};

const inputsOf = ({ graph }: Fixable): string => `inputs: Inputs<${graph.flow.name}>`;

/** Adds a name to what the file imports from `faultline`; nothing where it is there, or all of it has a name. */
function importing({ text }: Fixable, name: string): readonly Edit[] {
  const match = /\bimport\s*\{([^}]*)\}\s*from\s*(['"])faultline\2/.exec(text);
  const [, names = ''] = match ?? [];
  if (!match || new RegExp(`\\b${name}\\b`).test(names)) return [];
  const at = match.index + match[0].indexOf('{') + 1 + names.trimEnd().replace(/,$/, '').length;
  return [{ from: at, to: at, text: `, ${name}` }];
}

/** A statement before the last bracket of a method: on a line of its own, unless all stands on one. */
function lastLine(text: string, { from, to }: FlowStep['span'], statement: string): Edit | null {
  const method = text.slice(from, to);
  const closing = method.lastIndexOf('}');
  if (closing < 0) return null;
  const before = method.slice(0, closing).trimEnd();
  const at = from + before.length;
  const lineStart = method.lastIndexOf('\n', closing) + 1;
  const indent = method.slice(lineStart, closing);
  if (lineStart > 0 && indent.trim() === '') return { from: at, to: at, text: `\n${indent}  ${statement}` };
  const isEmpty = before.endsWith('{');
  return { from: at, to: from + closing, text: `${isEmpty || before.endsWith(';') ? ' ' : '; '}${statement} ` };
}
