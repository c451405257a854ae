import { FaultlineError } from '../model/assert';
import type { RunRecord, ScenarioInput } from '../model/record';
import type { Scenario } from '../model/scenario';
import { scenarioOf } from '../runtime/scenario';
import { contentOfLink, type LinkContent } from './link';
import { jsonOf } from './plainData';
import { recordedRunOf } from './recordedRun';

/** What somebody dropped, chose or pasted. */
export type Incoming =
  | { readonly kind: 'link'; readonly fragment: string; readonly content: LinkContent }
  | { readonly kind: 'scenario'; readonly scenario: Scenario }
  | { readonly kind: 'record'; readonly record: RunRecord };

/** Characters of a file that is read at all. */
const FILE_LENGTH_MAX = 50_000_000;

const SCHEMA = 'faultline.scenario/1';

/** A scenario as a file. */
export const scenarioFile = (scenario: Scenario): string =>
  `${JSON.stringify({ schema: SCHEMA, scenario }, null, 2)}\n`;

/**
 * Reads a text that came from outside: a link, a scenario, a run record, or a flow's own text where `name` ends in
 * `.py` or `.ts`. Null for a text that is none of them, to be taken as an ordinary file.
 *
 * @throws {FaultlineError} `link-broken`, `link-newer`, `bad-scenario`, `bad-record`
 */
export function incomingOf(text: string, name = ''): Incoming | null {
  const language = languageOf(name);
  if (language !== null) return { kind: 'scenario', scenario: scenarioOf({ language, source: text, fileName: name }) };
  const [fragment] = /#v\d+\.[\w-]*$/.exec(text.trim().slice(-2_100_000)) ?? [];
  if (fragment !== undefined && !/\s/.test(text.trim())) {
    return { kind: 'link', fragment, content: contentOfLink(fragment) };
  }
  if (text.length > FILE_LENGTH_MAX || !text.trimStart().startsWith('{')) return null;
  return incomingData(jsonOf(text));
}

function incomingData(value: unknown): Incoming | null {
  if (typeof value !== 'object' || value === null) return null;
  const { schema, scenario } = value as { readonly schema?: unknown; readonly scenario?: unknown };
  if (schema === SCHEMA) return { kind: 'scenario', scenario: scenarioOf(scenario as ScenarioInput) };
  if (typeof schema !== 'string' || !schema.startsWith('faultline.')) return null;
  if (!schema.startsWith('faultline.run/')) throw newerFile(schema);
  recordedRunOf(value);
  return { kind: 'record', record: value as RunRecord };
}

const newerFile = (schema: string): FaultlineError =>
  new FaultlineError('bad-scenario', `This file is “${schema.slice(0, 40)}”, which this version cannot read.`);

const languageOf = (name: string): Scenario['language'] | null => {
  if (/\.py$/i.test(name)) return 'python';
  return /(?<!\.d)\.ts$/i.test(name) ? 'typescript' : null;
};
