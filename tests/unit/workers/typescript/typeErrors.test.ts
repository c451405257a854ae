import { readFileSync } from 'node:fs';
import { libFileMap } from 'monaco-editor/languages/features/typescript/lib/lib.js';
import { typescript } from 'monaco-editor/languages/features/typescript/lib/typescriptServices.js';
import { expect, test, vi } from 'vitest';
import { TypeErrors } from '../../../../workers/typescript/compiler/typeErrors';

// The compiler reads its own declarations first.
vi.setConfig({ testTimeout: 60_000 });

const types = (name: string) => readFileSync(`src/language/typescript/${name}.d.ts`, 'utf8');
const errors = new TypeErrors(typescript, libFileMap, {
  '/node_modules/faultline/index.d.ts': types('faultline'),
  '/globals.d.ts': types('globals'),
});

const flow = (body: string) => `import { FlowSpec, step } from 'faultline';
export default class A extends FlowSpec {
  declare n: number;
  @step() start() {
    ${body}
    console.log(this.n);
    this.next(this.end);
  }
  @step() end() {}
}
`;

test('a flow without type errors needs no word', () => {
  expect(errors.notice(flow('this.n = 1;'), 'flow.ts')).toBeNull();
});

test('type errors are counted, and the first is told with its line', () => {
  expect(errors.notice(flow("this.n = 'one';"), 'flow.ts')).toBe(
    "flow.ts has a type error, which stops no run. Line 5: Type 'string' is not assignable to type 'number'.",
  );
  expect(errors.notice(flow("this.n = 'one'; this.m = 2;"), 'flow.ts')).toMatch(/^flow\.ts has 2 type errors/);
});
