import { getLocation } from 'jsonc-parser';
import type { JSONPath, Location } from 'jsonc-parser';
import { describe, expectedAt, fieldsOf, isRequired, schemasAt, valuesOf } from '../engine/schemaWalk';
import type { SchemaNode } from '../engine/schemaWalk';
import type { FlowGraph } from '../model/graph';
import { PLATFORMS } from '../model/scenario';
import type { Fault, FaultKind, Platform, Service } from '../model/scenario';
import { planSchema } from '../model/scenarioSchema';
import { attemptChoices, KIND_WORDS } from './aims';

export interface PlanCompletion {
  readonly label: string;
  /** A snippet in Monaco's syntax. */
  readonly insert: string;
  readonly isField: boolean;
  /** Markdown. */
  readonly doc: string;
}

/** `from` and `to` are the part of the text that a choice replaces. */
export interface PlanCompletions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly PlanCompletion[];
}

/** What a plan's names are taken from. */
export interface PlanNames {
  readonly graph: FlowGraph | null;
  readonly faults: readonly Fault[];
  readonly services: readonly Service[];
  readonly platform: Platform;
  readonly artifacts: ReadonlySet<string>;
}

/** What may stand at a place of a plan's text. */
export function planCompletions(text: string, offset: number, names: PlanNames): PlanCompletions {
  const location = getLocation(text, offset);
  const { path, previousNode: node, isAtPropertyKey } = location;
  const isWithin = node !== undefined && node.offset <= offset && offset <= node.offset + node.length;
  const [from, to] = isWithin ? [node.offset, node.offset + node.length] : [offset, offset];
  const items = isAtPropertyKey ? fieldItems(location) : valueItems(path, names);
  return { from, to, items };
}

function fieldItems({ path }: Location): readonly PlanCompletion[] {
  const nodes = schemasAt(planSchema, path.slice(0, -1));
  return nodes.flatMap((node) =>
    Object.entries(fieldsOf(node)).map(([name, field]) => ({
      label: name,
      insert: `"${name}": ${SNIPPETS[name] ?? valueSnippet(field)}`,
      isField: true,
      doc: [describe(field), `Give ${expectedAt(field)}.`, isRequired(field) ? 'Required.' : '']
        .filter(Boolean)
        .join(' '),
    })),
  );
}

/** How a field's value begins. */
const SNIPPETS: Readonly<Record<string, string>> = {
  faults: '[$0]',
  services: '[$0]',
  platform: '{ "name": "$0" }',
  attempts: '$0',
  moment: '"$0"',
  exception: '{ "type": "${1:ValueError}", "message": "$0" }',
  input: '{ "name": "$1", "change": "${2:null}" }',
  service: '{ "name": "$1", "answer": ${2:503} }',
  rateLimit: '{ "calls": ${1:3}, "per": ${2:10} }',
  response: '{ "status": 200, "body": $0 }',
  foreach: '[$0]',
};

function valueSnippet(field: SchemaNode): string {
  const inner = field.wrapped ?? field;
  if (inner.type === 'string' || inner.type === 'picklist') return '"$0"';
  return inner.type === 'array' ? '[$0]' : inner.type === 'strict_object' ? '{ $0 }' : '$0';
}

function valueItems(path: JSONPath, names: PlanNames): readonly PlanCompletion[] {
  const own = namesAt(path, names);
  if (own !== null) return own.map((value) => item(value, describeAt(path)));
  return schemasAt(planSchema, path).flatMap((node) =>
    valuesOf(node).map((value) => item(value, kindDoc(value) ?? describe(node) ?? '')),
  );
}

const item = (value: string | number | boolean, doc: string): PlanCompletion => ({
  label: String(value),
  insert: JSON.stringify(value),
  isField: false,
  doc,
});

/** Values that come from the flow and the plan; null where the schema alone decides. */
function namesAt(path: JSONPath, names: PlanNames): readonly (string | number)[] | null {
  const { graph, faults, services, platform, artifacts } = names;
  const spelled = path.map((key) => (typeof key === 'number' ? '#' : key)).join('.');
  switch (spelled) {
    case 'faults.#.step':
      return [...(graph?.steps.map(({ name }) => name) ?? []), '*'];
    case 'faults.#.attempts': {
      const step = faults[Number(path[1])]?.step;
      return [...(graph === null || step === undefined ? [0] : attemptChoices(graph, step, platform)), 'every'];
    }
    case 'faults.#.service.name':
      return services.map(({ name }) => name);
    case 'faults.#.input.name':
      return [...artifacts];
    case 'platform.name':
      return Object.keys(PLATFORMS);
    default:
      return null;
  }
}

const kindDoc = (value: string | boolean): string | null =>
  typeof value === 'string' && value in KIND_WORDS
    ? KIND_WORDS[value as FaultKind].does.replace('@', 'the attempt')
    : null;

const describeAt = (path: JSONPath): string =>
  schemasAt(planSchema, path)
    .map(describe)
    .find((text) => text !== null) ?? '';

/** What the field or value at a place of a plan's text is for, as Markdown; null where there is nothing to say. */
export function explainPlan(text: string, offset: number): string | null {
  const { path, previousNode } = getLocation(text, offset);
  if (previousNode === undefined || path.length === 0) return null;
  const doc = describeAt(path);
  const value = previousNode.type === 'string' ? kindDoc(String(previousNode.value)) : null;
  const name = String(path.findLast((key) => typeof key === 'string') ?? '');
  return doc === '' && value === null ? null : [`**${name}**`, doc, value].filter(Boolean).join('\n\n');
}
