import { readJson } from '../engine/jsonText';
import type { JsonText } from '../engine/jsonText';
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
export interface PlanReading extends JsonText {
  /** Null where the text is no plan. */
  readonly parts: PlanParts | null;
  readonly problems: readonly Problem[];
}

/** What a problem in a plan's text is called. */
export const PLAN_PROBLEM = 'failure-plan';
const PLAN = { code: PLAN_PROBLEM, empty: 'The plan is empty. Give { "faults": [] }.' } as const;

export function readPlan(text: string): PlanReading {
  const { value, tree, problems } = readJson(planSchema, text, PLAN);
  if (value === null) return { text, tree, parts: null, problems };
  const { faults, services, platform } = value;
  return { text, tree, parts: { faults, services, platform: platformOf(platform) }, problems };
}

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
