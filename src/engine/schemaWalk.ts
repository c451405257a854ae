import * as v from 'valibot';

/** A schema as far as it can be walked: what valibot's objects, lists, unions and wrappers have in common. */
export interface SchemaNode extends v.GenericSchema {
  readonly entries?: Readonly<Record<string, SchemaNode>>;
  readonly item?: SchemaNode;
  readonly items?: readonly SchemaNode[];
  readonly options?: readonly (SchemaNode | string)[];
  readonly wrapped?: SchemaNode;
  readonly value?: unknown;
  readonly literal?: unknown;
  readonly pipe?: readonly unknown[];
}

/** Field names and places in lists, from the outside in. */
export type ValuePath = readonly (string | number)[];

/** `faults[2].probability`, and `files["my notes.txt"]`. */
export const pathText = (path: ValuePath): string => path.reduce<string>((text, key) => text + stepText(key, text), '');

function stepText(key: string | number, before: string): string {
  if (typeof key === 'number') return `[${String(key)}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${before && '.'}${key}` : `[${JSON.stringify(key)}]`;
}

/** The schemas that stand at a path: several where a union leaves it open, none where nothing may stand. */
export function schemasAt(root: v.GenericSchema, path: ValuePath): readonly SchemaNode[] {
  return path.reduce<readonly SchemaNode[]>(
    (nodes, key) => nodes.flatMap(alternatives).flatMap((node) => childOf(node, key)),
    [root],
  );
}

/** What a node comes to without wrappers, each option of a union by itself. */
export function alternatives(node: SchemaNode): readonly SchemaNode[] {
  if (node.wrapped !== undefined) return alternatives(node.wrapped);
  if (node.type !== 'union') return [node];
  return (node.options ?? []).flatMap((option) => (typeof option === 'string' ? [] : alternatives(option)));
}

/** The fields of an object, by name; empty for everything else. */
export const fieldsOf = (node: SchemaNode): Readonly<Record<string, SchemaNode>> =>
  Object.assign({}, ...alternatives(node).map(({ entries }) => entries ?? {})) as Readonly<Record<string, SchemaNode>>;

export const isRequired = ({ type }: SchemaNode): boolean => type !== 'exact_optional';

/** The values that may stand there, where they can be counted. */
export const valuesOf = (node: SchemaNode): readonly (string | boolean)[] =>
  alternatives(node).flatMap((one): readonly (string | boolean)[] => {
    if (one.type === 'picklist') return (one.options ?? []).filter((option) => typeof option === 'string');
    if (one.type === 'literal' && typeof one.literal === 'string') return [one.literal];
    return one.type === 'boolean' ? [true, false] : [];
  });

/** What would be right there, in words. */
export function expectedAt(node: SchemaNode): string {
  const unwrapped = node.wrapped ?? node;
  const values = valuesOf(unwrapped);
  return (
    v.getTitle(unwrapped) ??
    (values.length > 0 ? `one of ${values.map((value) => JSON.stringify(value)).join(', ')}` : 'another value')
  );
}

export const describe = (node: SchemaNode): string | null => v.getDescription(node.wrapped ?? node) ?? null;

function childOf(node: SchemaNode, key: string | number): readonly SchemaNode[] {
  const child = typeof key === 'number' ? (node.item ?? node.items?.[key]) : (node.entries?.[key] ?? recordValue(node));
  return child === undefined ? [] : [child];
}

const recordValue = ({ type, value }: SchemaNode): SchemaNode | undefined =>
  type === 'record' ? (value as SchemaNode) : undefined;
