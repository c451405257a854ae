import type { Flow } from '../../src/model/flow';
import { readTypeScript } from '../../src/language/typescript/read';

/** A whole file around the members of a flow class. */
export const flowText = (members: string, imports = 'FlowSpec, step'): string =>
  `import { ${imports} } from 'faultline'\n\nexport default class Some extends FlowSpec {\n${members}\n}\n`;

/** A step that goes on by `next`, the arguments of its `this.next`; none without. */
export const stepText = (name: string, next: string | null, { inputs = '', above = '' } = {}): string =>
  [
    ...(above === '' ? [] : [`  ${above}`]),
    `  @step() ${name}(${inputs}) {`,
    ...(next === null ? [] : [`    this.next(${next})`]),
    '  }',
  ].join('\n');

/** Reads a text that must hold a flow. */
export function flowOf(text: string): Flow {
  const { flow } = readTypeScript(text, 'flow.ts');
  if (!flow) throw new TypeError('the text holds no flow');
  return flow;
}
