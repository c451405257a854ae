import * as v from 'valibot';
import { FaultlineError } from '../model/assert';
import type { Json } from '../model/json';
import type { ScenarioInput } from '../model/record';
import {
  DEFAULT_MAX_WORKERS,
  DEFAULT_SEED,
  DEFAULT_USER,
  PLATFORMS,
  type Fault,
  type Platform,
  type Scenario,
  type Service,
} from '../model/scenario';

const SOURCE_LENGTH_MAX = 1_000_000;

const seconds = v.pipe(v.number(), v.minValue(0), v.maxValue(1e9));
const json: v.GenericSchema<unknown, Json> = v.lazy(() =>
  v.union([v.null(), v.boolean(), v.number(), v.string(), v.array(json), v.record(v.string(), json)]),
);
const moment = v.union([
  v.picklist(['before', 'during', 'after']),
  v.object({ at: seconds, of: v.exactOptional(v.picklist(['code', 'launch', 'run'])) }),
]);
const attempt = v.pipe(v.number(), v.integer(), v.minValue(0));
const answer = v.union([v.number(), v.picklist(['timeout', 'connection'])]);

const fault = v.object({
  id: v.exactOptional(v.string()),
  kind: v.picklist([
    'spot-interruption',
    'eviction',
    'out-of-memory',
    'metadata-unavailable',
    'datastore-unavailable',
    'network-blip',
    'service',
    'bad-input',
    'code-bug',
    'slow',
  ]),
  step: v.string(),
  foreach: v.exactOptional(v.array(attempt)),
  attempts: v.exactOptional(v.union([v.literal('every'), attempt, v.tuple([attempt, attempt])])),
  moment: v.exactOptional(moment),
  probability: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  seconds: v.exactOptional(seconds),
  exception: v.exactOptional(v.object({ type: v.string(), message: v.string() })),
  input: v.exactOptional(
    v.object({
      name: v.string(),
      change: v.picklist(['null', 'missing', 'wrong-type', 'duplicate-rows', 'truncated']),
      key: v.exactOptional(v.string()),
    }),
  ),
  service: v.exactOptional(
    v.object({ name: v.string(), answer: v.exactOptional(answer), latency: v.exactOptional(seconds) }),
  ),
}) satisfies v.GenericSchema<unknown, Fault>;

const response = {
  status: v.exactOptional(v.number()),
  headers: v.exactOptional(v.record(v.string(), v.string())),
  body: v.exactOptional(json),
  cutAfter: v.exactOptional(attempt),
  cutRate: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
};

const service = v.object({
  name: v.string(),
  pattern: v.string(),
  latency: v.exactOptional(seconds),
  failureRate: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  failure: v.exactOptional(answer),
  rateLimit: v.exactOptional(v.object({ calls: v.pipe(v.number(), v.minValue(0)), per: seconds })),
  response: v.object(response),
  routes: v.exactOptional(v.array(v.object({ method: v.exactOptional(v.string()), path: v.string(), ...response }))),
}) satisfies v.GenericSchema<unknown, Service>;

const platform = v.object({
  name: v.exactOptional(v.string()),
  startup: v.exactOptional(seconds),
  duration: v.exactOptional(seconds),
  slots: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  waits: v.exactOptional(v.boolean()),
}) satisfies v.GenericSchema<unknown, Partial<Platform>>;

const FILE_NAMES = { python: 'flow.py', typescript: 'flow.ts' } as const;

const scenarioInput = v.object({
  language: v.picklist(['python', 'typescript']),
  fileName: v.exactOptional(v.pipe(v.string(), v.regex(/^[^/\\]+$/, 'a file name without a path'))),
  source: v.pipe(v.string(), v.maxLength(SOURCE_LENGTH_MAX)),
  parameters: v.exactOptional(v.record(v.string(), json), {}),
  seed: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff)), DEFAULT_SEED),
  faults: v.exactOptional(v.array(fault), []),
  services: v.exactOptional(v.array(service), []),
  platform: v.exactOptional(platform, {}),
  maxWorkers: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1)), DEFAULT_MAX_WORKERS),
  command: v.exactOptional(v.array(v.string()), ['run']),
  files: v.exactOptional(v.record(v.string(), v.pipe(v.string(), v.base64())), {}),
  user: v.exactOptional(v.pipe(v.string(), v.minLength(1)), DEFAULT_USER),
});

/**
 * A scenario as programs give it, checked and with its missing fields filled in.
 *
 * @throws {FaultlineError} `bad-scenario`, naming the path of what is wrong and what would be right.
 */
export function scenarioOf(input: ScenarioInput): Scenario {
  const result = v.safeParse(scenarioInput, input);
  if (!result.success) {
    const [issue] = result.issues;
    const path = v.getDotPath(issue) ?? 'the scenario';
    throw new FaultlineError('bad-scenario', `${path}: ${issue.message}`, { path });
  }
  const { platform: given, fileName, language, ...rest } = result.output;
  return { ...rest, language, fileName: fileName ?? FILE_NAMES[language], platform: platformOf(given) };
}

/** A known platform with what differs from it; without a name, `kubernetes` is what it differs from. */
export function platformOf(given: Partial<Platform>): Platform {
  const known = Object.values(PLATFORMS).find(({ name }) => name === given.name);
  return { ...(known ?? PLATFORMS.kubernetes), ...given };
}
