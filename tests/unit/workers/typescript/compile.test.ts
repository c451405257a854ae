import { typescript } from 'monaco-editor/languages/features/typescript/lib/typescriptServices.js';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../../workers/typescript/compiler/compile';
import { TICK } from '../../../../workers/typescript/compiler/words';

const compiled = (source: string) => {
  const outcome = compile(typescript, source, 'flow.ts');
  return outcome.ok ? outcome.compiled : expect.fail(outcome.refusal.message);
};

describe('a compiled flow', () => {
  test.each([
    'for (;;) f();',
    'while (1) { f(); }',
    'do f(); while (1);',
    'for (const x of []) f();',
    'for (const k in {}) f();',
  ])('asks the watchdog in every round: %s', (loop) => {
    expect(compiled(loop).code.split(`${TICK}();`)).toHaveLength(2);
  });

  test('knows the line that each of its lines comes from', () => {
    const { code, origins } = compiled(
      "import { step } from 'faultline';\n\nclass A {\n  @step()\n  go() {\n    throw 1;\n  }\n}\n",
    );
    const line = code.split('\n').findIndex((text) => text.includes('throw 1'));
    expect(origins[line]?.map(([, source]) => source)).toContain(6);
  });
});

describe('a text that does not compile', () => {
  test.each([
    ['const = 1', 1, /Syntax error/],
    ['\n\nfunction (', 3, /Syntax error/],
    ["\nimport fs from 'node:fs'", 2, /Module not found/],
    ["export * from './other'", 1, /Module not found/],
    ["const x = await import('left-pad')", 1, /Module not found/],
  ])('%j is refused on its line', (source, line, headline) => {
    const outcome = compile(typescript, source, 'flow.ts');
    if (outcome.ok) expect.fail('it compiled');
    expect(outcome.refusal.line).toBe(line);
    expect(outcome.refusal.headline).toMatch(headline);
  });
});
