import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import type { ValuePath } from '../engine/schemaWalk';
import { shaped } from '../engine/shapeProblems';
import type { Problem } from '../model/problem';
import { PLATFORMS } from '../model/scenario';
import type { Fault, Platform, Service } from '../model/scenario';
import { planSchema } from '../model/scenarioSchema';
import { platformOf } from '../runtime/scenario';

/** A failure plan: what is aimed, at what world, on which platform. */
export interface PlanParts {
  readonly faults: readonly Fault[];
  readonly services: readonly Service[];
  readonly platform: Platform;
}

/** What a plan's text comes to. */
export interface PlanReading {
  readonly text: string;
  /** Null where the text is no plan. */
  readonly parts: PlanParts | null;
  readonly problems: readonly Problem[];
  /** What could be made out of the text, with positions; null where it is empty. */
  readonly tree: Node | null;
}

export function readPlan(text: string): PlanReading {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowEmptyContent: false }) ?? null;
  const [first] = errors;
  if (tree === null) return { text, tree, parts: null, problems: [emptyProblem(text)] };
  if (first !== undefined) return { text, tree, parts: null, problems: [syntaxProblem(text, first)] };
  const result = shaped(planSchema, getNodeValue(tree) as unknown);
  if (result.ok) {
    const { faults, services, platform } = result.value;
    return { text, tree, parts: { faults, services, platform: platformOf(platform) }, problems: [] };
  }
  const problems = result.problems.map(({ path, message, ofKey }) =>
    problemAt({ text, tree }, path, { severity: 'error', message, ofKey }),
  );
  return { text, tree, parts: null, problems };
}

interface Words {
  readonly severity: Problem['severity'];
  readonly message: string;
  readonly ofKey?: boolean;
}

/** A problem of a plan's value, where the text has that value or, where it lacks it, what it is missing in. */
export function problemAt(
  { text, tree }: Pick<PlanReading, 'text' | 'tree'>,
  path: ValuePath,
  { severity, message, ofKey = false }: Words,
): Problem {
  const node = nearestNode(tree, path);
  const marked = ofKey && node?.parent?.type === 'property' ? (node.parent.children?.[0] ?? node) : node;
  const from = marked?.offset ?? 0;
  const to = from + Math.max(1, Math.min(marked?.length ?? 1, lineEnd(text, from) - from));
  return { ...PROBLEM, severity, message, ...spanOf(text, from, to) };
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
export const lineOf = ({ text, tree }: Pick<PlanReading, 'text' | 'tree'>, path: ValuePath): number =>
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

const PROBLEM = { code: 'failure-plan', severity: 'error', headline: '' } as const;

/** What is expected, by the parser's code of error. Source: jsonc-parser, ParseErrorCode. */
const EXPECTED: Readonly<Record<number, string>> = {
  2: 'A number stands here that JSON does not know.',
  3: 'A field begins with its name in quotation marks.',
  4: 'A value is missing here.',
  5: 'A colon is missing after the name.',
  6: 'A comma is missing here.',
  7: 'A closing brace } is missing.',
  8: 'A closing bracket ] is missing.',
  9: 'The plan ends before this.',
  10: 'JSON has no comments.',
  12: 'The quotation mark at the end of the text is missing.',
  13: 'This number does not end.',
};

function syntaxProblem(text: string, { error, offset, length }: ParseError): Problem {
  const from = Math.min(offset, Math.max(0, text.length - 1));
  const message = EXPECTED[error] ?? 'This is not JSON.';
  return { ...PROBLEM, message, ...spanOf(text, from, from + Math.max(1, length)) };
}

const emptyProblem = (text: string): Problem => ({
  ...PROBLEM,
  message: 'The plan is empty. Give { "faults": [] }.',
  ...spanOf(text, 0, text.length),
});

const WIDTH_MAX = 100;

/** A plan as text: what is short stands on one line. */
export function planTextOf({ faults, services, platform }: PlanParts): string {
  return `${written({ faults, services, platform: whatDiffers(platform) }, 0, true)}\n`;
}

/** A platform's name, and what of it is not as ever there. */
export function whatDiffers(platform: Platform): Partial<Platform> {
  const known: Partial<Platform> = Object.values(PLATFORMS).find(({ name }) => name === platform.name) ?? {
    ...PLATFORMS.kubernetes,
    name: '',
  };
  const entries = Object.entries(platform).filter(
    ([key, value]) => key === 'name' || value !== known[key as keyof Platform],
  );
  return Object.fromEntries(entries) as Partial<Platform>;
}

function written(value: unknown, depth: number, isOpen = false): string {
  const line = inline(value);
  const isPlain = typeof value !== 'object' || value === null || line === '[]' || line === '{}';
  if (isPlain || (!isOpen && 2 * depth + line.length <= WIDTH_MAX)) return line;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((item: unknown) => written(item, depth + 1))
    : Object.entries(value).map(
        ([key, item]) => `${JSON.stringify(key)}: ${written(item, depth + 1, depth === 0 && Array.isArray(item))}`,
      );
  const inner = parts.map((part) => '  '.repeat(depth + 1) + part).join(',\n');
  const end = '  '.repeat(depth);
  return isList ? `[\n${inner}\n${end}]` : `{\n${inner}\n${end}}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
