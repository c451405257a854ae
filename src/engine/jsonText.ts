import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import type * as v from 'valibot';
import type { Problem } from '../model/problem';
import type { ValuePath } from './schemaWalk';
import { shaped } from './shapeProblems';

/** A JSON text, and what could be made out of it. */
export interface JsonText {
  readonly text: string;
  /** With positions, also of a text that is not finished; null where it is empty. */
  readonly tree: Node | null;
}

/** What a JSON text comes to. */
export interface JsonReading<T> extends JsonText {
  /** Null where it is no JSON, or does not fit. */
  readonly value: T | null;
  /** Empty exactly where there is a value. Lines and columns count within the text. */
  readonly problems: readonly Problem[];
}

/** What a problem is called, and what an empty text lacks. */
interface JsonKind {
  readonly code: string;
  readonly empty: string;
}

/** Reads a text that somebody typed, and holds it against a schema. */
export function readJson<S extends v.GenericSchema>(
  schema: S,
  text: string,
  { code, empty }: JsonKind,
): JsonReading<v.InferOutput<S>> {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowEmptyContent: false }) ?? null;
  const [first] = errors;
  if (tree === null) {
    const problem = { ...PROBLEM, code, message: empty, ...spanOf(text, 0, text.length) };
    return { text, tree, value: null, problems: [problem] };
  }
  if (first !== undefined) return { text, tree, value: null, problems: [{ ...syntaxProblem(text, first), code }] };
  const result = shaped(schema, getNodeValue(tree) as unknown);
  if (result.ok) return { text, tree, value: result.value, problems: [] };
  const problems = result.problems.map(({ path, message, ofKey }) =>
    problemAt({ text, tree }, path, { severity: 'error', message, ofKey, code }),
  );
  return { text, tree, value: null, problems };
}

interface Words {
  readonly severity: Problem['severity'];
  readonly message: string;
  readonly code: string;
  readonly ofKey?: boolean;
}

/** A problem of a value, where the text has that value or, where it lacks it, what it is missing in. */
export function problemAt(
  { text, tree }: JsonText,
  path: ValuePath,
  { severity, message, code, ofKey = false }: Words,
): Problem {
  const node = nearestNode(tree, path);
  const marked = ofKey && node?.parent?.type === 'property' ? (node.parent.children?.[0] ?? node) : node;
  const from = marked?.offset ?? 0;
  const to = from + Math.max(1, Math.min(marked?.length ?? 1, lineEnd(text, from) - from));
  return { ...PROBLEM, code, severity, message, ...spanOf(text, from, to) };
}

function nearestNode(tree: Node | null, path: ValuePath): Node | undefined {
  if (tree === null) return undefined;
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node !== undefined) return node;
  }
  return tree;
}

/** Where a value stands: lines and columns from 1. */
export const lineOf = ({ text, tree }: JsonText, path: ValuePath): number =>
  spanOf(text, nearestNode(tree, path)?.offset ?? 0, 0).line;

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
};

function spanOf(text: string, from: number, to: number): Pick<Problem, 'line' | 'column' | 'endLine' | 'endColumn'> {
  const [start, end] = [positionOf(text, from), positionOf(text, to)];
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

function positionOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

const PROBLEM = { severity: 'error', headline: '' } as const;

/** What is expected, by the parser's code of error. Source: jsonc-parser, ParseErrorCode. */
const EXPECTED: Readonly<Record<number, string>> = {
  2: 'A number stands here that JSON does not know.',
  3: 'A field begins with its name in quotation marks.',
  4: 'A value is missing here.',
  5: 'A colon is missing after the name.',
  6: 'A comma is missing here.',
  7: 'A closing brace } is missing.',
  8: 'A closing bracket ] is missing.',
  9: 'The JSON ends before this.',
  10: 'JSON has no comments.',
  12: 'The quotation mark at the end of the text is missing.',
  13: 'This number does not end.',
};

function syntaxProblem(text: string, { error, offset, length }: ParseError): Omit<Problem, 'code'> {
  const from = Math.min(offset, Math.max(0, text.length - 1));
  const message = EXPECTED[error] ?? 'This is not JSON.';
  return { ...PROBLEM, message, ...spanOf(text, from, from + Math.max(1, length)) };
}
