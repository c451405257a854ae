/**
 * What comes over a port from an attempt's worker is hostile input: user code shares that worker with our runtime
 * and may say anything. These schemas let through what the protocol allows and nothing else.
 */
import * as v from 'valibot';
import type { ArtifactPreview } from '../../model/artifact';
import type { Failure } from '../../model/failure';
import { asContentHash } from '../../model/ids';
import type { Json } from '../../model/json';
import { instantOf } from '../../model/time';
import type {
  AttemptOutcome,
  HookOutcome,
  LoadOutcome,
  ParametersOutcome,
  VoiceMessage,
} from '../../protocol/flowHost';

const LINE_LENGTH_MAX = 1_000_000;
const NAME_LENGTH_MAX = 1_000;
const LIST_LENGTH_MAX = 100_000;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const instant = v.pipe(count, v.transform(instantOf));
const text = v.pipe(v.string(), v.maxLength(LINE_LENGTH_MAX));
const name = v.pipe(v.string(), v.maxLength(NAME_LENGTH_MAX));
const lines = v.pipe(v.array(text), v.maxLength(LIST_LENGTH_MAX));
const json: v.GenericSchema<unknown, Json> = v.lazy(() =>
  v.union([v.null(), v.boolean(), v.number(), text, v.array(json), v.record(v.string(), json)]),
);
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.transform(asContentHash));
const bytes = v.instance(Uint8Array);

const card = v.object({ id: v.nullable(name), type: name, html: v.pipe(v.string(), v.maxLength(20_000_000)) });

const voice = v.variant('kind', [
  v.object({
    kind: v.literal('output'),
    n: count,
    at: instant,
    stream: v.picklist(['stdout', 'stderr']),
    by: v.picklist(['code', 'catch', 'timeout', 'metaflow', 'traceback']),
    lines,
  }),
  v.object({ kind: v.literal('metadata'), n: count, at: instant, key: name, value: json }),
  v.object({ kind: v.literal('card'), n: count, at: instant, ...card.entries }),
  v.pipe(
    v.object({
      kind: v.literal('call'),
      n: count,
      at: instant,
      service: name,
      request: text,
      answer: v.union([count, v.picklist(['timeout', 'connection'])]),
      tookUs: count,
      fault: v.optional(name),
    }),
    v.transform(({ fault, ...rest }) => (fault === undefined ? rest : { ...rest, fault })),
  ),
  v.object({ kind: v.literal('struck'), n: count, at: instant, fault: name }),
  v.object({ kind: v.literal('clock'), at: instant }),
  v.object({ kind: v.literal('dead'), at: instant }),
]);

const frame = v.object({ file: name, line: count, name, text, own: v.boolean() });
const failure: v.GenericSchema<unknown, Failure> = v.pipe(
  v.object({
    cause: v.picklist(['user', 'timeout', 'killed', 'platform', 'watchdog']),
    exception: v.nullable(name),
    message: v.nullable(text),
    exitCode: v.pipe(v.number(), v.integer()),
    retry: v.boolean(),
    fault: v.optional(name),
    traceback: v.optional(v.pipe(v.array(frame), v.maxLength(1_000))),
  }),
  v.transform(({ traceback, fault, ...rest }) => ({
    ...rest,
    ...(fault !== undefined && { fault }),
    ...(traceback !== undefined && { traceback }),
  })),
);
const content = v.object({ bytes, preview: json as v.GenericSchema<unknown, ArtifactPreview> });
const artifact = v.union([
  v.object({ name, type: name, content }),
  v.strictObject({ name, hash, sizeBytes: count, type: name }),
]);
const artifacts = v.pipe(v.array(artifact), v.maxLength(LIST_LENGTH_MAX));
const foreach = v.object({
  variable: name,
  values: v.pipe(v.array(name), v.maxLength(LIST_LENGTH_MAX)),
  numSplits: count,
});
const transition = v.object({ targets: v.pipe(v.array(name), v.maxLength(1_000)), foreach: v.nullable(foreach) });
const caught = v.object({ exception: name, message: text });

const outcome = v.object({
  end: v.variant('kind', [
    v.object({
      kind: v.literal('succeeded'),
      artifacts,
      transition: v.nullable(transition),
      caught: v.nullable(caught),
      cards: v.pipe(v.array(card), v.maxLength(1_000)),
      exited: v.exactOptional(v.boolean()),
    }),
    v.object({ kind: v.literal('failed'), failure, artifacts: v.nullable(artifacts) }),
  ]),
  codeEndedAt: instant,
  said: count,
  realMs: v.number(),
});

const refusal = v.object({
  headline: text,
  message: text,
  line: count,
  traceback: v.pipe(v.array(frame), v.maxLength(1_000)),
});
const parameters = v.variant('ok', [
  v.object({ ok: v.literal(true), artifacts, stdout: v.exactOptional(lines) }),
  v.object({ ok: v.literal(false), refusal, stdout: v.exactOptional(lines) }),
]);

/** The message, or what is wrong with it in words. */
export const voiceMessageOf = (value: unknown): VoiceMessage | string => parsed(voice, value);

/** The outcome, or what is wrong with it in words. */
export const attemptOutcomeOf = (value: unknown): AttemptOutcome | string => parsed(outcome, value);
export const parametersOutcomeOf = (value: unknown): ParametersOutcome | string => parsed(parameters, value);

function parsed<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T | string {
  try {
    const result = v.safeParse(schema, value);
    if (result.success) return result.output;
    const [issue] = result.issues;
    return `${v.getDotPath(issue) ?? 'answer'}: ${issue.message}`;
  } catch (error) {
    // A value may be nested deeper than any stack is, or hold itself.
    if (error instanceof RangeError) return 'answer: nested too deeply';
    throw error;
  }
}

const span = v.object({ from: count, to: count, line: count, column: count, endLine: count, endColumn: count });
const sourceValue = v.variant('kind', [
  v.object({ kind: v.literal('literal'), value: json }),
  v.object({ kind: v.literal('code'), text }),
]);
const decorator = v.object({ name, attributes: v.record(v.string(), sourceValue), span });
const targets = v.array(name);
const one = v.tuple([name]);
const flowTransition = v.variant('kind', [
  v.object({ kind: v.literal('linear'), targets: one, span }),
  v.object({ kind: v.literal('split'), targets, span }),
  v.object({ kind: v.literal('foreach'), targets: one, variable: name, span }),
  v.object({ kind: v.literal('parallel'), targets: one, span }),
  v.object({
    kind: v.literal('switch'),
    targets,
    condition: name,
    cases: v.array(v.object({ key: name, target: name })),
    span,
  }),
  v.object({ kind: v.literal('invalid'), targets, span }),
]);
const flowStep = v.object({
  name,
  line: count,
  span,
  nameSpan: span,
  argumentCount: count,
  decorators: v.array(decorator),
  doc: v.nullable(text),
  transition: v.nullable(flowTransition),
  marked: v.object({ start: v.boolean(), end: v.boolean() }),
  inheritedFrom: v.exactOptional(name),
});
const flowParameter = v.object({
  attribute: name,
  name,
  kind: v.picklist(['parameter', 'include-file', 'config']),
  type: v.picklist(['str', 'int', 'float', 'bool', 'json', 'file']),
  default: v.exactOptional(sourceValue),
  required: v.boolean(),
  help: v.nullable(text),
  separator: v.nullable(text),
  showDefault: v.boolean(),
  span,
});
const flow = v.object({
  name,
  fileName: name,
  language: v.exactOptional(v.picklist(['python', 'typescript'])),
  doc: v.nullable(text),
  steps: v.pipe(v.array(flowStep), v.maxLength(10_000)),
  parameters: v.array(flowParameter),
  decorators: v.array(decorator),
  span,
  nameSpan: span,
  loaded: v.boolean(),
});
const names = v.pipe(v.array(name), v.maxLength(1_000));
const exitHooks = v.object({ onSuccess: names, onError: names });
const load = v.variant('ok', [
  v.object({ ok: v.literal(true), flow, notices: lines, stdout: lines, exitHooks: v.exactOptional(exitHooks) }),
  v.object({ ok: v.literal(false), refusal, stdout: lines }),
]);

const hook = v.object({ exitCode: v.pipe(v.number(), v.integer()), stdout: lines, stderr: lines, endedAt: instant });

export const hookOutcomeOf = (value: unknown): HookOutcome | string => parsed(hook, value);
export const loadOutcomeOf = (value: unknown): LoadOutcome | string => parsed(load, value);
