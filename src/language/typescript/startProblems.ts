import type { Problem } from '../../model/problem';
import { problemAt, problemOfFlow } from '../../graph/problemAt';
import type { Source } from '../source';
import type { FlowClass } from './flowClass';

/** The file defines no flow. `likely` is a class that has steps without inheriting from FlowSpec. */
export function noFlow({ lines }: Source, likely: FlowClass | null): Problem {
  const words = { code: 'no-flow', severity: 'error', headline: 'No flow in this file' } as const;
  if (!likely) {
    const message = 'A flow is a class with a name that extends FlowSpec, with its steps as methods under @step().';
    return problemOfFlow({ ...words, message });
  }
  const { name, nameRange, base } = likely.text;
  const message = `${name} has steps but does not extend FlowSpec. Write class ${name} extends FlowSpec.`;
  const at = { from: nameRange.to, to: nameRange.to, text: ' extends FlowSpec' };
  const title = 'Extend FlowSpec';
  const fix = base === null ? { fix: title, quickFix: { title, edits: [at] } } : {};
  return problemAt(lines.span(nameRange.from, nameRange.to), { ...words, message, ...fix });
}

/** Nobody could find the flow in the file. */
export function notExported({ text, lines }: Source, flow: FlowClass): Problem {
  const { name, nameRange, range } = flow.text;
  const title = `Export ${name}`;
  const head = text.slice(range.from, nameRange.from);
  const written = /(?:export\s+)?(?=(?:abstract\s+)?class\s+$)/.exec(head);
  const from = range.from + (written?.index ?? 0);
  const to = from + (written?.[0].length ?? 0);
  return problemAt(lines.span(nameRange.from, nameRange.to), {
    code: 'flow-not-exported',
    severity: 'error',
    headline: 'The flow is never started',
    message: `The flow of a file is what it exports as its default. Write export default class ${name}.`,
    fix: title,
    quickFix: { title, edits: [{ from, to, text: 'export default ' }] },
  });
}
