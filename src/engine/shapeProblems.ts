import * as v from 'valibot';
import { nearName } from '../graph/nearName';
import { alternatives, expectedAt, fieldsOf, schemasAt, valuesOf, type SchemaNode, type ValuePath } from './schemaWalk';

/** Something that does not fit its schema: where, and what is wrong and would be right, in sentences. */
export interface ShapeProblem {
  readonly path: ValuePath;
  readonly message: string;
  /** The field's name is what is wrong, not its value. */
  readonly ofKey: boolean;
}

export type Shaped<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly [ShapeProblem, ...ShapeProblem[]] };

/** Holds a value of unknown origin against a schema, and fills in defaults. All problems, in the schema's order. */
export function shaped<S extends v.GenericSchema>(schema: S, input: unknown): Shaped<v.InferOutput<S>> {
  const result = v.safeParse(schema, input);
  const issues = (result.issues ?? []).flatMap((issue) => problemsOf(schema, [], issue));
  const [first, ...rest] = [...issues, ...strayLists(schema, input, [])];
  return first === undefined && result.success
    ? { ok: true, value: result.output }
    : { ok: false, problems: [first ?? { path: [], message: 'It does not fit.', ofKey: false }, ...rest] };
}

const LISTS: ReadonlySet<string> = new Set(['array', 'tuple', 'strict_tuple', 'unknown', 'lazy']);

/** Lists where an object is wanted: valibot takes an empty one for an empty object. */
function strayLists(schema: v.GenericSchema, value: unknown, path: ValuePath): readonly ShapeProblem[] {
  const nodes = schemasAt(schema, path).flatMap(alternatives);
  if (typeof value !== 'object' || value === null || nodes.length === 0) return [];
  if (Array.isArray(value) && value.length === 0 && !nodes.some(({ type }) => LISTS.has(type))) {
    return [{ path, message: `A list does not go here. Give ${expectedOf(schemasAt(schema, path))}.`, ofKey: false }];
  }
  const children: (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown, i) => [i, item] as const)
    : Object.entries(value);
  return children.flatMap(([key, item]) => strayLists(schema, item, [...path, key]));
}

type Issue = v.BaseIssue<unknown>;

function problemsOf(schema: v.GenericSchema, above: ValuePath, issue: Issue): readonly ShapeProblem[] {
  const path = [...above, ...pathOf(issue)];
  const deeper = issue.type === 'union' ? deepest(issue.issues ?? []) : [];
  if (deeper.length > 0) return deeper.flatMap((inner) => problemsOf(schema, path, inner));
  return [problemOf(schema, path, issue)];
}

/** Of a union's options, the one that the value came nearest to: it fits on the outside and fails within. */
function deepest(issues: readonly Issue[]): readonly Issue[] {
  const inner = issues.filter((issue) => pathOf(issue).some((key) => typeof key === 'string'));
  return inner.slice(0, 1);
}

const pathOf = ({ path }: Issue): ValuePath =>
  ((path ?? []) as readonly { readonly key: string | number }[]).map(({ key }) => key);

function problemOf(schema: v.GenericSchema, path: ValuePath, issue: Issue): ShapeProblem {
  if (issue.expected === 'never') return { path, message: unknownField(schema, path), ofKey: true };
  const nodes = schemasAt(schema, path);
  const near = typeof issue.input === 'string' ? nearName(issue.input, textsOf(nodes)) : null;
  const right = near === null ? `Give ${expectedOf(nodes)}.` : `Did you mean ${JSON.stringify(near)}?`;
  return { path, message: `${whatIsWrong(issue)} ${right}`, ofKey: false };
}

const textsOf = (nodes: readonly SchemaNode[]): readonly string[] =>
  nodes.flatMap(valuesOf).filter((value) => typeof value === 'string');

const expectedOf = (nodes: readonly SchemaNode[]): string => [...new Set(nodes.map(expectedAt))].join(', or ');

function unknownField(schema: v.GenericSchema, path: ValuePath): string {
  const name = String(path.at(-1));
  const nodes = schemasAt(schema, path.slice(0, -1)).flatMap(alternatives);
  const known = nodes.flatMap((node) => Object.keys(fieldsOf(node)));
  const near = nearName(name, known);
  return near === null
    ? `There is no such field. Known here: ${known.join(', ')}.`
    : `There is no such field. Did you mean ${near}?`;
}

function whatIsWrong({ type, input, received, requirement, kind }: Issue & { readonly requirement?: unknown }): string {
  if (kind === 'schema' && received === 'undefined') return 'This is missing.';
  switch (type) {
    case 'min_value':
      return `${shown(input)} is less than ${String(requirement)}.`;
    case 'max_value':
      return `${shown(input)} is more than ${String(requirement)}.`;
    case 'integer':
      return `${shown(input)} is not a whole number.`;
    case 'picklist':
      return `${shown(input)} is not known here.`;
    default:
      return `${shown(input)} does not go here.`;
  }
}

const TEXT_SHOWN_MAX = 40;

function shown(input: unknown): string {
  if (Array.isArray(input)) return 'A list';
  if (typeof input === 'object' && input !== null) return 'An object';
  if (typeof input === 'string') {
    return JSON.stringify(input.length > TEXT_SHOWN_MAX ? `${input.slice(0, TEXT_SHOWN_MAX)}…` : input);
  }
  return String(input);
}
