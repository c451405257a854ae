import { pathText } from '../engine/schemaWalk';
import { shaped } from '../engine/shapeProblems';
import { FaultlineError } from '../model/assert';
import type { ScenarioInput } from '../model/record';
import { PLATFORMS, type Platform, type Scenario } from '../model/scenario';
import { scenarioSchema } from '../model/scenarioSchema';

const FILE_NAMES = { python: 'flow.py', typescript: 'flow.ts' } as const;

/**
 * A scenario as programs give it, checked and with its missing fields filled in.
 *
 * @throws {FaultlineError} `bad-scenario`, naming the path of what is wrong and what would be right.
 */
export function scenarioOf(input: ScenarioInput): Scenario {
  const result = shaped(scenarioSchema, input);
  if (!result.ok) {
    const [{ path, message }] = result.problems;
    const at = pathText(path) || 'the scenario';
    throw new FaultlineError('bad-scenario', `${at}: ${message}`, { path: at });
  }
  const { platform: given, fileName, language, origin: _, engine: __, ...rest } = result.value;
  return { ...rest, language, fileName: fileName ?? FILE_NAMES[language], platform: platformOf(given) };
}

/** A known platform with what differs from it; without a name, `kubernetes` is what it differs from. */
export function platformOf(given: Partial<Platform>): Platform {
  const known = Object.values(PLATFORMS).find(({ name }) => name === given.name);
  return { ...(known ?? PLATFORMS.kubernetes), ...given };
}
