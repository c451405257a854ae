import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { readTypeScript } from '../../../../src/language/typescript/read';
import { flowText, stepText } from '../../../support/typescriptFlow';

const inStep = (line: string): string =>
  flowText(`  @step() async start() {\n    ${line}\n    this.next(this.end)\n  }\n${stepText('end', null)}`);

const firstError = (text: string) =>
  readTypeScript(text, 'flow.ts').problems.find(({ code }) => code === 'syntax-error') ?? null;

const isRefusedByTypeScript = (text: string): boolean =>
  (ts.transpileModule(text, { reportDiagnostics: true, fileName: 'flow.ts' }).diagnostics ?? []).length > 0;

describe('what TypeScript takes is no syntax error', () => {
  test.each([
    '[this.a, this.b] = [1, 2]',
    '({ a: this.a, ...this.rest } = { a: 1, b: 2 });',
    '(this.a as unknown) = 3',
    'const f = <T,>(x: T): T => x',
    'const pattern = /[/"\']+(?<name>\\d)\\/}/gi',
    'const text = `a ${[1, `b ${2}`].join("}")} c`',
    'label: for (const [k, v] of new Map<string, number[]>()) { if (v) continue label }',
    'try { await Promise.all([]) } catch { } finally { }',
    'const x = a?.b?.[0] ?? c!.d satisfies unknown',
    'this.count ??= 0; this.count **= 2; this.count >>>= 1',
    'switch (x) { case 1: { break } default: }',
    'for await (const x of y) { void x }',
    'const big = 1_000n, hex = 0xff, e = 1e-3',
    'class Inner<T extends object = {}> implements A { static #x = 1; get y() { return Inner.#x } }',
    'function* g(): Generator<number> { yield* [1] }',
    'type Local = { readonly [K in keyof Some]?: Some[K] extends infer U ? U : never }',
    'let tuple: [first: string, ...rest: number[]] = ["a"]',
    'do { } while (false)',
    'const o = { async m() {}, get [k]() { return 1 }, "a-b": 1, shorthand }',
    'if (a) b(); else if (c) d()',
    'return',
  ])('%s', (line) => {
    const text = inStep(line);
    expect(isRefusedByTypeScript(text)).toBe(false);
    expect(firstError(text)).toBeNull();
  });
});

describe('what it refuses is one, on its line', () => {
  test.each([
    ['const x = (1 + 2', 5, "'(' is never closed"],
    ["const x = 'abc", 5, 'Unterminated string literal.'],
    ['const x = `abc', 5, 'Unterminated template literal.'],
    ['/* abc', 5, "'*/' expected."],
    ['const x = [1, 2', 5, "'[' is never closed"],
    ['const = 3', 5, 'Unexpected'],
    ['if x { }', 5, 'Unexpected'],
    ['} }', 7, 'Unexpected'],
  ])('%s', (line, at, message) => {
    const text = inStep(line);
    expect(isRefusedByTypeScript(text)).toBe(true);
    expect(firstError(text)?.line).toBe(at);
    expect(firstError(text)?.message).toContain(message);
  });
});
