import * as v from 'valibot';
import type { RunEvent } from '../model/events';
import type { Failure } from '../model/failure';
import type { Json } from '../model/json';
import type { ArtifactPreview } from '../model/artifact';
import type { RunSetup } from '../model/setup';

/*
 * What a record made elsewhere may hold. Events are strict: a field that we do not know would change their digest.
 * Elsewhere, fields of newer versions are let through and forgotten.
 */

const EVENTS_MAX = 200_000;
const LIST_MAX = 100_000;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const name = v.pipe(v.string(), v.maxLength(1_000));
const text = v.pipe(v.string(), v.maxLength(1_000_000));
const texts = v.pipe(v.array(text), v.maxLength(LIST_MAX));
const names = v.pipe(v.array(name), v.maxLength(10_000));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 in 64 lower-case hex digits is wanted'));
const json: v.GenericSchema<unknown, Json> = v.lazy(() =>
  v.union([v.null(), v.boolean(), v.number(), v.string(), v.array(json), v.record(v.string(), json)]),
);

const artifact = v.strictObject({ name, hash, sizeBytes: count, type: name });
const artifacts = v.pipe(v.array(artifact), v.maxLength(LIST_MAX));
const frame = v.strictObject({ step: name, variable: name, index: count, numSplits: count, value: name });
const frames = v.pipe(v.array(frame), v.maxLength(100));
const transition = v.strictObject({
  targets: names,
  foreach: v.nullable(
    v.strictObject({ variable: name, values: v.pipe(v.array(name), v.maxLength(LIST_MAX)), numSplits: count }),
  ),
});
const caught = v.strictObject({ exception: name, message: text });
const card = v.strictObject({ id: v.nullable(name), type: name, hash });
const cards = v.pipe(v.array(card), v.maxLength(1_000));
const answer = v.union([count, v.picklist(['timeout', 'connection'])]);
const traceback = v.strictObject({ file: name, line: count, name, text, own: v.boolean() });
const failure = v.strictObject({
  cause: v.picklist(['user', 'timeout', 'killed', 'platform', 'watchdog']),
  exception: v.nullable(name),
  message: v.nullable(text),
  exitCode: v.pipe(v.number(), v.integer()),
  retry: v.boolean(),
  fault: v.exactOptional(name),
  traceback: v.exactOptional(v.pipe(v.array(traceback), v.maxLength(1_000))),
}) satisfies v.GenericSchema<unknown, Failure>;

const indices = v.pipe(v.array(count), v.maxLength(100));
const place = {
  seq: count,
  at: count,
  step: v.nullable(name),
  foreach: indices,
  round: count,
  attempt: count,
  n: count,
};
const fact = <T extends string, E extends v.ObjectEntries>(type: T, entries: E) =>
  v.strictObject({ ...place, type: v.literal(type), ...entries });

const event = v.variant('type', [
  fact('run-started', { runId: id, flowName: id, originRunId: v.nullable(id), parameters: artifacts }),
  fact('task-cloned', {
    taskId: id,
    originTaskId: id,
    frames,
    artifacts,
    transition: v.nullable(transition),
    caught: v.nullable(caught),
  }),
  fact('attempt-started', { taskId: id, frames, fallback: v.boolean() }),
  fact('output', {
    stream: v.picklist(['stdout', 'stderr']),
    by: v.picklist(['code', 'catch', 'timeout', 'metaflow', 'traceback']),
    lines: texts,
  }),
  fact('metadata-set', { key: name, value: json }),
  fact('service-called', { service: name, request: text, answer, tookUs: count, fault: v.exactOptional(name) }),
  fact('fault-struck', { fault: name }),
  fact('card-refreshed', { card }),
  fact('attempt-succeeded', {
    artifacts,
    transition: v.nullable(transition),
    caught: v.nullable(caught),
    cards,
    exited: v.exactOptional(v.literal(true)),
  }),
  fact('attempt-failed', { failure, artifacts: v.nullable(artifacts) }),
  fact('wait-ended', {}),
  fact('exit-hook-called', { hook: name, error: v.nullable(text), stdout: texts, stderr: texts }),
  fact('run-succeeded', {}),
  fact('run-failed', { headline: text, message: text }),
  fact('run-cancelled', {}),
]);

const policy = v.object({
  retryTimes: count,
  waitUs: count,
  catch: v.nullable(v.object({ variable: v.nullable(name) })),
  timeoutUs: v.nullable(count),
});
const step = v.object({
  name: id,
  type: v.picklist(['start', 'linear', 'split', 'foreach', 'split-switch', 'join', 'end']),
  order: count,
  next: names,
  previous: names,
  isJoin: v.boolean(),
  repeats: v.boolean(),
  splitParents: names,
  policy,
});
const clone = v.object({
  place: v.object({ step: name, foreach: indices, round: count }),
  originTaskId: id,
  frames,
  artifacts,
  transition: v.nullable(transition),
  caught: v.nullable(caught),
});
const platform = v.object({
  name: id,
  startup: v.number(),
  duration: v.number(),
  slots: count,
  waits: v.boolean(),
  failures: v.exactOptional(
    v.array(
      v.object({ kind: v.picklist(['spot-interruption', 'eviction', 'out-of-memory']), probability: v.number() }),
    ),
  ),
});

/** How the run was set up: {@link RunSetup}. */
export const setupSchema = v.object({
  runId: id,
  flowName: id,
  originRunId: v.nullable(id),
  start: name,
  end: name,
  steps: v.pipe(v.array(step), v.minLength(1), v.maxLength(10_000)),
  platform,
  maxWorkers: count,
  maxNumSplits: count,
  parameters: artifacts,
  clones: v.pipe(v.array(clone), v.maxLength(LIST_MAX)),
  cloneProblems: texts,
  tags: names,
  withDecorators: names,
  configs: v.record(v.string(), v.union([v.strictObject({ path: name }), v.strictObject({ json: text })])),
  maxLogBytes: count,
  namespace: v.exactOptional(name),
  project: v.exactOptional(v.object({ branch: v.nullable(name), production: v.boolean() })),
  exitHooks: v.exactOptional(v.object({ onSuccess: names, onError: names })),
});

/** The whole log, in order. */
export const eventsSchema = v.pipe(v.array(event), v.minLength(1), v.maxLength(EVENTS_MAX));

const task = v.object({
  id,
  artifacts: v.record(v.string(), json),
  cards: v.pipe(v.array(v.object({ id: v.nullable(name), type: name, html: v.string() })), v.maxLength(1_000)),
});

/** `faultline.run/1`, as far as anything in it is not told by its events. */
export const recordSchema = v.object({
  schema: v.literal('faultline.run/1', 'a record says "faultline.run/1" here'),
  scenario: v.record(v.string(), v.unknown()),
  run: v.object({
    id,
    flowName: id,
    command: v.pipe(v.array(text), v.maxLength(1_000)),
    originRunId: v.nullable(id),
    outcome: v.picklist(['succeeded', 'failed', 'cancelled', 'interrupted']),
    startedAt: v.pipe(v.string(), v.isoTimestamp()),
    output: texts,
    reproducible: v.boolean(),
    reason: v.exactOptional(text),
    digest: hash,
  }),
  tasks: v.pipe(v.array(task), v.maxLength(LIST_MAX)),
  setup: v.exactOptional(setupSchema),
});

export type ReadRecord = v.InferOutput<typeof recordSchema>;

/** Brands of ids and instants are given where the shape is known to fit. */
export const asEvents = (events: v.InferOutput<typeof eventsSchema>): readonly RunEvent[] =>
  events as unknown as readonly RunEvent[];
export const asSetup = (setup: v.InferOutput<typeof setupSchema>): RunSetup => setup as unknown as RunSetup;
export const asPreview = (value: Json): ArtifactPreview => value;
