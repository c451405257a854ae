import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PythonReader, readPython } from '../../src/language/python/read';
import { readTypeScript, TypeScriptReader } from '../../src/language/typescript/read';
import { NOTES_FLOW } from '../support/notesFlow';

const NAMES = Array.from({ length: 24 }, (_, i) => `step_${String(i)}`);

const pythonFlow = `from metaflow import FlowSpec, step

class Long(FlowSpec):
${NAMES.map((name, i) => `    @step\n    def ${name}(self):\n        print("${name}", self.x)\n        self.next(self.${NAMES[i + 1] ?? 'end'})\n`).join('\n')}`;

const typescriptFlow = `import { FlowSpec, step } from 'faultline';

export default class Long extends FlowSpec {
${NAMES.map((name, i) => `  @step() ${name}() {\n    console.log('${name}');\n    this.next(this.${NAMES[i + 1] ?? 'end'});\n  }\n`).join('\n')}}
`;

/** What is typed, pasted or deleted somewhere. */
const edit = fc.record({
  at: fc.nat(),
  gone: fc.nat({ max: 12 }),
  text: fc.constantFrom(
    'x',
    '',
    '(',
    ')',
    '"',
    "'''",
    '\n',
    '    ',
    '@',
    'def f(self):\n        pass\n',
    '{',
    '}',
    '`',
    '#',
  ),
});

describe.each([
  ['Python', pythonFlow, () => new PythonReader(), readPython],
  ['the notes’ flow', NOTES_FLOW, () => new PythonReader(), readPython],
  ['TypeScript', typescriptFlow, () => new TypeScriptReader(), readTypeScript],
])('%s', (_, flow, newReader, readAnew) => {
  test('reads while it is typed as it does by itself', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
        const reader = newReader();
        reader.read(flow, 'flow');
        let text = flow;
        for (const { at, gone, text: typed } of edits) {
          const from = at % (text.length + 1);
          text = text.slice(0, from) + typed + text.slice(from + gone);
          expect(reader.read(text, 'flow')).toEqual(readAnew(text, 'flow'));
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
