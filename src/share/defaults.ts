import type { ScenarioInput } from '../model/record';
import type { Platform, Scenario } from '../model/scenario';

/** What a link leaves out. */
interface Defaults extends Omit<Scenario, 'source' | 'fileName'> {
  readonly fileNames: Readonly<Record<Scenario['language'], string>>;
  readonly platforms: Readonly<Record<string, Platform>>;
}

const KUBERNETES_1: Platform = { name: 'kubernetes', startup: 2, duration: 1, slots: 16, waits: true };

/**
 * Table 1. Frozen: links that were made against it mean these values for ever, whatever a new flow begins with one day.
 * Another set of defaults is another table, with the next number.
 */
const TABLE_1: Defaults = {
  language: 'python',
  fileNames: { python: 'flow.py', typescript: 'flow.ts' },
  parameters: {},
  seed: 1,
  faults: [],
  services: [],
  platform: KUBERNETES_1,
  platforms: {
    kubernetes: KUBERNETES_1,
    batch: { name: 'batch', startup: 12, duration: 1, slots: 8, waits: true },
    local: { name: 'local', startup: 0.3, duration: 1, slots: 16, waits: false },
  },
  maxWorkers: 16,
  command: ['run'],
  files: {},
  user: 'tester',
};

/** The table that new links are made against, and its number. */
export const TABLE_NUMBER = 1;

/** What differs from the table, but for the flow's text. */
export type Difference = Omit<ScenarioInput, 'source' | 'language'> & Partial<Pick<ScenarioInput, 'language'>>;

export function differenceOf({ source: _, fileName, platform, ...scenario }: Scenario): Difference {
  const rest = Object.entries(scenario).filter(([name, value]) => !isSame(value, TABLE_1[name as keyof Defaults]));
  return {
    ...(fileName !== TABLE_1.fileNames[scenario.language] && { fileName }),
    ...(Object.fromEntries(rest) as Difference),
    ...(!isSame(platform, TABLE_1.platform) && { platform: platformDifference(platform) }),
  };
}

/** Nothing is left to the defaults of today. Shapes are not checked here. */
export function completed(given: Difference, source: string): ScenarioInput {
  const { platforms, fileNames, platform, ...table } = TABLE_1;
  const { platform: ownPlatform, language = table.language, ...own } = given;
  return {
    ...table,
    language,
    fileName: language === 'typescript' ? fileNames.typescript : fileNames.python,
    ...own,
    source,
    platform: ownPlatform === undefined ? platform : { ...baseOf(platforms, ownPlatform.name), ...ownPlatform },
  };
}

function platformDifference(platform: Platform): Partial<Platform> {
  const base: Partial<Platform> = baseOf(TABLE_1.platforms, platform.name);
  const own = Object.entries(platform).filter(([name, value]) => !isSame(value, base[name as keyof Platform]));
  return { name: platform.name, ...(Object.fromEntries(own) as Partial<Platform>) };
}

const baseOf = (platforms: Defaults['platforms'], name: unknown): Platform =>
  Object.values(platforms).find((platform) => platform.name === name) ?? KUBERNETES_1;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
