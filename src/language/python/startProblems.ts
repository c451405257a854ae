import type { Problem } from '../../model/problem';
import { problemAt, problemOfFlow } from '../../graph/problemAt';
import type { FlowClass } from './flowClass';
import type { Source } from '../source';

/** The file defines no flow. `likely` is a class that has steps without inheriting from FlowSpec. */
export function noFlow({ lines }: Source, likely: FlowClass | null): Problem {
  const words = { code: 'no-flow', severity: 'error', headline: 'No flow in this file' } as const;
  if (!likely) {
    const message = 'A flow is a class that inherits from FlowSpec, with its steps as methods under @step.';
    return problemOfFlow({ ...words, message });
  }
  const { name, nameRange } = likely.text;
  const message = `${name} has steps but does not inherit from FlowSpec. Write class ${name}(FlowSpec).`;
  return problemAt(lines.span(nameRange.from, nameRange.to), { ...words, message });
}

/** Python would read the file and end without having started the flow. */
export function notStarted({ text, lines }: Source, flow: FlowClass): Problem {
  const { name, nameRange } = flow.text;
  const title = `Start ${name} at the end of the file`;
  const gap = text.endsWith('\n') ? '\n' : '\n\n';
  return problemAt(lines.span(nameRange.from, nameRange.to), {
    code: 'flow-not-started',
    severity: 'error',
    headline: 'The flow is never started',
    message: `Nothing in this file starts ${name}. End it with: if __name__ == "__main__": ${name}()`,
    fix: title,
    quickFix: {
      title,
      edits: [{ from: text.length, to: text.length, text: `${gap}if __name__ == "__main__":\n    ${name}()\n` }],
    },
  });
}
