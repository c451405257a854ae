import * as v from 'valibot';
import type { Json } from './json';
import {
  DEFAULT_MAX_WORKERS,
  DEFAULT_SEED,
  DEFAULT_USER,
  type Fault,
  type Platform,
  type PlatformFailure,
  type Service,
} from './scenario';

/*
 * What a scenario may hold, as programs, files, links and people give it. A schema's title says what would be right
 * where something else stands, its description what the field is for: errors, completion and hover text come from here.
 */

const SOURCE_LENGTH_MAX = 1_000_000;
const SECONDS_MAX = 1e9;

const text = v.pipe(v.string(), v.title('a text, in quotation marks'));
const name = v.pipe(v.string(), v.minLength(1), v.title('a name, in quotation marks'));
const seconds = v.pipe(
  v.number(),
  v.minValue(0),
  v.maxValue(SECONDS_MAX),
  v.title('a number of seconds, such as 10 or 0.5'),
);
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.title('a number from 0 to 1'));
const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.title('a whole number from 0 on'));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1), v.title('a whole number from 1 on'));
const flag = v.pipe(v.boolean(), v.title('true or false'));
const status = v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599), v.title('an HTTP status, 100 to 599'));

const json: v.GenericSchema<unknown, Json> = v.lazy(() =>
  v.union([v.null(), v.boolean(), v.number(), v.string(), v.array(json), v.record(v.string(), json)]),
);

const answer = v.pipe(
  v.union([status, v.picklist(['timeout', 'connection'])]),
  v.title('an HTTP status, "timeout" or "connection"'),
);

const moment = v.pipe(
  v.union([
    v.picklist(['before', 'during', 'after']),
    v.strictObject({
      at: v.pipe(seconds, v.description('Virtual seconds since the moment that `of` names.')),
      of: v.exactOptional(
        v.pipe(
          v.picklist(['code', 'launch', 'run']),
          v.description('Counted from the start of user code (the default), of the attempt, or of the run.'),
        ),
      ),
    }),
  ]),
  v.title('"before", "during", "after" or { "at": seconds }'),
);

const attempts = v.pipe(
  v.union([v.literal('every'), index, v.strictTuple([index, index])]),
  v.title('a number such as 0, a range such as [0, 2], or "every"'),
);

const kind = v.pipe(
  v.picklist([
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
  v.description('What happens.'),
);

export const faultSchema = v.pipe(
  v.strictObject({
    id: v.exactOptional(
      v.pipe(name, v.description('The name that the log gives it. Without one, its kind and place.')),
    ),
    kind,
    step: v.pipe(
      name,
      v.title('the name of a step, or "*"'),
      v.description('The step that it strikes; `*` is every step.'),
    ),
    foreach: v.exactOptional(
      v.pipe(
        v.array(index),
        v.title('a list of indices, such as [3]'),
        v.description('The task of a foreach, by its index, outermost first. Without it, every task of the step.'),
      ),
    ),
    attempts: v.exactOptional(
      v.pipe(attempts, v.description('Which attempts: `0` (the default), a range `[0, 2]`, or `"every"`.')),
    ),
    moment: v.exactOptional(
      v.pipe(moment, v.description('When in the attempt. Half its length into user code, if it does not say.')),
    ),
    probability: v.exactOptional(
      v.pipe(
        share,
        v.description('How likely it strikes each attempt that it aims at, drawn by the seed. 1 is always.'),
      ),
    ),
    seconds: v.exactOptional(
      v.pipe(seconds, v.description('How long an outage or a slowness lasts, in virtual seconds.')),
    ),
    exception: v.exactOptional(
      v.pipe(
        v.strictObject({ type: name, message: text }),
        v.title('{ "type": "ValueError", "message": "…" }'),
        v.description('What a code bug raises.'),
      ),
    ),
    input: v.exactOptional(
      v.pipe(
        v.strictObject({
          name: v.pipe(name, v.description('The artifact or parameter.')),
          change: v.picklist(['null', 'missing', 'wrong-type', 'duplicate-rows', 'truncated']),
          key: v.exactOptional(v.pipe(text, v.description('The column or key that is missing or altered.'))),
        }),
        v.title('{ "name": "data", "change": "missing" }'),
        v.description('Which artifact or parameter the step finds altered, and how.'),
      ),
    ),
    service: v.exactOptional(
      v.pipe(
        v.strictObject({
          name: v.pipe(name, v.title('the name of a service'), v.description('The name of one of `services`.')),
          answer: v.exactOptional(v.pipe(answer, v.description('What its calls get. 503, if it does not say.'))),
          latency: v.exactOptional(v.pipe(seconds, v.description('How much later it answers.'))),
        }),
        v.title('{ "name": "api", "answer": 503 }'),
        v.description('Which service fails, and how.'),
      ),
    ),
  }),
  v.title('a failure: { "kind": …, "step": … }'),
) satisfies v.GenericSchema<unknown, Fault>;

const response = {
  status: v.exactOptional(status),
  headers: v.exactOptional(v.pipe(v.record(v.string(), text), v.title('names and texts'))),
  body: v.exactOptional(v.pipe(json, v.description('A text is sent as it is, anything else as JSON.'))),
  cutAfter: v.exactOptional(
    v.pipe(index, v.description('The connection breaks after so many bytes of the body. `Range` is honoured then.')),
  ),
  cutRate: v.exactOptional(
    v.pipe(share, v.description('The share of its calls that break so. All, if it does not say.')),
  ),
};

export const serviceSchema = v.pipe(
  v.strictObject({
    name: v.pipe(name, v.description('What failures and the log call it.')),
    pattern: v.pipe(
      name,
      v.title('an address such as "https://api.example.com/*"'),
      v.description('The addresses that it answers; `*` stands for anything.'),
    ),
    latency: v.exactOptional(
      v.pipe(seconds, v.description('Virtual seconds until it answers, more or less, by the seed.')),
    ),
    failureRate: v.exactOptional(v.pipe(share, v.description('The share of its calls that fail, drawn by the seed.'))),
    failure: v.exactOptional(v.pipe(answer, v.description('How they fail. 503, if it does not say.'))),
    rateLimit: v.exactOptional(
      v.pipe(
        v.strictObject({
          calls: v.pipe(index, v.description('Calls that one attempt may make within `per` seconds.')),
          per: seconds,
        }),
        v.title('{ "calls": 5, "per": 1 }'),
        v.description('Calls beyond it are answered 429.'),
      ),
    ),
    response: v.pipe(
      v.strictObject(response),
      v.title('{ "status": 200, "body": … }'),
      v.description('What it answers when nothing goes wrong.'),
    ),
    routes: v.exactOptional(
      v.pipe(
        v.array(
          v.strictObject({
            method: v.exactOptional(v.pipe(name, v.title('a method such as "GET"'))),
            path: v.pipe(
              name,
              v.title('a path such as "/items/*"'),
              v.description('From the host on; `*` stands for anything.'),
            ),
            ...response,
          }),
        ),
        v.title('a list of { "path": …, "body": … }'),
        v.description('Other answers to some of the requests; the first that matches is given.'),
      ),
    ),
  }),
  v.title('a service: { "name": …, "pattern": …, "response": … }'),
) satisfies v.GenericSchema<unknown, Service>;

const platformFailure = v.pipe(
  v.strictObject({
    kind: v.picklist(['spot-interruption', 'eviction', 'out-of-memory']),
    probability: v.pipe(share, v.description('For each attempt that runs user code.')),
  }),
  v.title('{ "kind": "spot-interruption", "probability": 0.1 }'),
) satisfies v.GenericSchema<unknown, PlatformFailure>;

export const platformSchema = v.pipe(
  v.strictObject({
    name: v.exactOptional(v.pipe(name, v.description('`kubernetes`, `batch`, `local`, or a name of your own.'))),
    startup: v.exactOptional(v.pipe(seconds, v.description('Virtual seconds before user code begins.'))),
    duration: v.exactOptional(v.pipe(seconds, v.description('Virtual seconds of an attempt that does not sleep.'))),
    slots: v.exactOptional(v.pipe(positive, v.description('Attempts at once, besides `--max-workers`.'))),
    waits: v.exactOptional(v.pipe(flag, v.description('Whether `minutes_between_retries` is honoured.'))),
    failures: v.exactOptional(
      v.pipe(v.array(platformFailure), v.title('a list'), v.description('What happens there unasked, to any attempt.')),
    ),
  }),
  v.title('a platform: { "name": "kubernetes" }'),
) satisfies v.GenericSchema<unknown, Partial<Platform>>;

const faults = v.pipe(
  v.array(faultSchema),
  v.title('a list of failures'),
  v.description('The failures that are aimed.'),
);
const services = v.pipe(
  v.array(serviceSchema),
  v.title('a list of services'),
  v.description('The simulated outside world: code reaches these addresses and no others.'),
);
const platform = v.pipe(platformSchema, v.description('Where attempts run; what it does not say is as ever there.'));

/** The failure plan as people write it, beside the code. */
export const planSchema = v.pipe(
  v.strictObject({
    faults: v.exactOptional(faults, []),
    services: v.exactOptional(services, []),
    platform: v.exactOptional(platform, {}),
  }),
  v.title('an object: { "faults": […] }'),
);

/** A scenario as programs give it. */
export const scenarioSchema = v.pipe(
  v.strictObject({
    language: v.picklist(['python', 'typescript']),
    fileName: v.exactOptional(v.pipe(v.string(), v.regex(/^[^/\\]+$/), v.title('a file name without a path'))),
    source: v.pipe(
      v.string(),
      v.maxLength(SOURCE_LENGTH_MAX),
      v.title('the text of a flow, at most 1,000,000 characters'),
    ),
    parameters: v.exactOptional(v.pipe(v.record(v.string(), json), v.title('values by name')), {}),
    seed: v.exactOptional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(0),
        v.maxValue(0xffffffff),
        v.title('a whole number from 0 to 4294967295'),
      ),
      DEFAULT_SEED,
    ),
    faults: v.exactOptional(faults, []),
    services: v.exactOptional(services, []),
    platform: v.exactOptional(platform, {}),
    maxWorkers: v.exactOptional(positive, DEFAULT_MAX_WORKERS),
    command: v.exactOptional(v.pipe(v.array(text), v.title('a list of words, such as ["run"]')), ['run']),
    files: v.exactOptional(
      v.pipe(
        v.record(v.string(), v.pipe(v.string(), v.base64(), v.title('bytes in base64'))),
        v.title('files by path'),
      ),
      {},
    ),
    user: v.exactOptional(name, DEFAULT_USER),
    origin: v.exactOptional(v.unknown()),
    engine: v.exactOptional(text),
  }),
  v.title('a scenario: { "language": "python", "source": … }'),
);
