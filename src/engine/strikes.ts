import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { EXIT_KILLED, type Failure } from '../model/failure';
import type { TaskPlace } from '../model/ids';
import type { Fault, FaultKind, Platform } from '../model/scenario';
import {
  NO_STRIKES,
  type Bug,
  type Death,
  type Delay,
  type EndStrike,
  type InputChange,
  type Outage,
  type Strikes,
} from '../model/strikes';
import { instantOf, later, microseconds, type Instant } from '../model/time';

/** What of a scenario decides which failures strike. */
export interface Aims {
  readonly faults: readonly Fault[];
  readonly platform: Platform;
  readonly seed: number;
}

/** An attempt at its start: all that a fault's aim can depend on. `since` holds its slot; start-up comes after it. */
export interface Launch {
  readonly place: TaskPlace;
  readonly attempt: number;
  readonly since: Instant;
  readonly fallback: boolean;
}

/** How long a slowness lasts, or an outage of the run, whose fault does not say. */
export const SECONDS_UNSAID = 10;

/** A fault under the name that the log gives it. */
export type NamedFault = Fault & { readonly id: string };

/** Faults with ids; one that has none, or that of an earlier one, is named by its kind and its place in the plan. */
export function named(faults: readonly Fault[]): readonly NamedFault[] {
  const taken = new Set<string>();
  return faults.map((fault, i) => {
    const own = fault.id !== undefined && !taken.has(fault.id) ? fault.id : `${fault.kind}-${String(i + 1)}`;
    taken.add(own);
    return { ...fault, id: own };
  });
}

/** What the plan, and the platform by itself, do to an attempt. */
export function strikesOn(aims: Aims, launch: Launch): Strikes {
  const faults = faultsOf(aims).filter((fault) => isAimedAt(fault, launch) && isDrawn(fault, launch, aims.seed));
  if (faults.length === 0) return NO_STRIKES;
  const { startup, duration } = aims.platform;
  const codeStartsAt = later(launch.since, microseconds(startup));
  const moments: Moments = { ...launch, codeStartsAt, halfUs: Math.round(microseconds(duration) / 2) };
  const ofCode = launch.fallback ? [] : faults;
  return {
    death: earliest(faults.flatMap((fault) => deathsOf(fault, moments))),
    atEnd: ofCode.flatMap(endStrikesOf),
    outages: ofCode.flatMap((fault) => outagesOf(fault, moments)),
    inputs: ofCode.flatMap(inputsOf),
    bug: ofCode.flatMap(bugsOf)[0] ?? null,
    delays: ofCode.flatMap(delaysOf),
  };
}

/**
 * The death that an attempt dies which would otherwise end at `endsAt`: nothing that it does at or after that moment
 * stands. Null: it lives.
 */
export function deathBefore({ death, atEnd }: Strikes, endsAt: Instant): (Death & { readonly at: Instant }) | null {
  if (death !== null && death.at <= endsAt) return death;
  const strike = atEnd.find(({ from, until }) => from <= endsAt && (until === null || endsAt < until));
  return strike === undefined ? null : { fault: strike.fault, kind: strike.kind, at: endsAt };
}

/** How such an attempt fails. No user code sees it, and no artifact is left. */
export function failureBy({ kind, fault }: Death): Failure {
  const isPlatform = kind === 'metadata-unavailable' || kind === 'datastore-unavailable';
  return {
    cause: isPlatform ? 'platform' : 'killed',
    exception: null,
    message: LAST_WORDS[kind] ?? null,
    exitCode: isPlatform ? 1 : EXIT_KILLED,
    retry: true,
    fault,
  };
}

/** What the launcher, or the dying task, says last. */
const LAST_WORDS: Partial<Record<FaultKind, string>> = {
  'spot-interruption': 'The spot instance was reclaimed while the task was running.',
  eviction: 'The pod was evicted from its node.',
  // Source: Metaflow, plugins/kubernetes/kubernetes.py.
  'out-of-memory':
    'Task ran out of memory. Increase the available memory by specifying @resource(memory=...) for the step.',
  'metadata-unavailable': 'Metadata request failed (code 503): Service Unavailable',
  'datastore-unavailable': 'The artifact store could not be reached: nothing that this attempt made was saved.',
};

interface Moments extends Launch {
  readonly codeStartsAt: Instant;
  readonly halfUs: number;
}

const DEADLY: ReadonlySet<FaultKind> = new Set(['spot-interruption', 'eviction', 'out-of-memory']);

const known = new WeakMap<readonly Fault[], { readonly platform: Platform; readonly faults: readonly NamedFault[] }>();

/** The plan's failures and the platform's own: named once, since every attempt of every simulated run asks for them. */
function faultsOf({ faults: plan, platform }: Aims): readonly NamedFault[] {
  const last = known.get(plan);
  if (last?.platform === platform) return last.faults;
  const faults = [...named(plan), ...platformFaults(platform)];
  known.set(plan, { platform, faults });
  return faults;
}

const platformFaults = ({ failures = [] }: Platform): readonly NamedFault[] =>
  failures.map(({ kind, probability }) => ({
    id: `platform-${kind}`,
    kind,
    step: '*',
    attempts: 'every',
    probability,
  }));

/** The instant in the run that a fault is aimed at; null where it is aimed at a moment of each attempt. */
export const runSecondsOf = ({ moment }: Fault): number | null =>
  typeof moment === 'object' && moment.of === 'run' ? moment.at : null;

function isAimedAt(fault: Fault, { place, attempt }: Launch): boolean {
  if (fault.step !== '*' && fault.step !== place.step) return false;
  if (fault.foreach?.some((index, depth) => place.foreach[depth] !== index) === true) return false;
  // What is aimed at a moment of the run strikes whoever is in flight then.
  const { attempts = runSecondsOf(fault) === null ? 0 : 'every' } = fault;
  if (attempts === 'every') return true;
  const [from, to] = typeof attempts === 'number' ? [attempts, attempts] : attempts;
  return from <= attempt && attempt <= to;
}

function isDrawn({ id, probability = 1 }: NamedFault, { place, attempt }: Launch, seed: number): boolean {
  if (probability >= 1) return true;
  const { step, foreach, round } = place;
  return firstWord(JSON.stringify([seed, 'fault', id, step, foreach, round, attempt])) / 2 ** 32 < probability;
}

const fresh = sha256.create();
const hasher = sha256.create();
const scratch = new Uint8Array(1024);
const digest = new Uint8Array(sha256.outputLen);
const digestView = new DataView(digest.buffer);

/** The first 32 bits of a text's SHA-256. Simulated runs draw so often that they would feel new arrays for each. */
function firstWord(said: string): number {
  fresh._cloneInto(hasher).update(bytesOf(said)).digestInto(digest);
  return digestView.getUint32(0);
}

/** UTF-8; of a short text in ASCII, as nearly all are, good until the next call. */
function bytesOf(said: string): Uint8Array {
  if (said.length > scratch.length) return utf8ToBytes(said);
  for (let i = 0; i < said.length; i++) {
    const unit = said.charCodeAt(i);
    if (unit > 0x7f) return utf8ToBytes(said);
    scratch[i] = unit;
  }
  return scratch.subarray(0, said.length);
}

type TimedDeath = Death & { readonly at: Instant };

const earliest = (deaths: readonly TimedDeath[]): TimedDeath | null =>
  deaths.reduce<TimedDeath | null>((first, death) => (first === null || death.at < first.at ? death : first), null);

function deathsOf(fault: NamedFault, moments: Moments): readonly TimedDeath[] {
  const at = deathInstant(fault, moments);
  return at === null ? [] : [{ fault: fault.id, kind: fault.kind, at }];
}

function deathInstant(fault: NamedFault, moments: Moments): Instant | null {
  const { codeStartsAt, since, fallback } = moments;
  if (fault.kind === 'metadata-unavailable') return isDown(fault, codeStartsAt) ? codeStartsAt : null;
  if (!DEADLY.has(fault.kind)) return null;
  const { moment = 'during' } = fault;
  if (moment === 'before') return codeStartsAt;
  if (typeof moment === 'object' && moment.of === 'run') {
    const at = instantOf(microseconds(moment.at));
    return at > since ? at : null; // An attempt that begins at that very moment is not in flight yet.
  }
  if (typeof moment === 'object' && moment.of === 'launch') return later(since, microseconds(moment.at));
  if (fallback || moment === 'after') return null;
  return moment === 'during' ? later(codeStartsAt, moments.halfUs) : later(codeStartsAt, microseconds(moment.at));
}

/** Whether a service that the fault takes down is down at `at`. A fault without a moment in the run takes it always. */
function isDown(fault: NamedFault, at: Instant): boolean {
  const [from, until] = windowInRun(fault) ?? [at, null];
  return from <= at && (until === null || at < until);
}

function windowInRun(fault: NamedFault): readonly [from: Instant, until: Instant] | null {
  const seconds = runSecondsOf(fault);
  if (seconds === null) return null;
  const from = instantOf(microseconds(seconds));
  return [from, later(from, microseconds(fault.seconds ?? SECONDS_UNSAID))];
}

function endStrikesOf(fault: NamedFault): readonly EndStrike[] {
  const { id, kind, moment } = fault;
  if (kind !== 'datastore-unavailable' && !(DEADLY.has(kind) && moment === 'after')) return [];
  const [from, until] = windowInRun(fault) ?? [instantOf(0), null];
  return [{ fault: id, kind, from, until }];
}

function outagesOf(fault: NamedFault, moments: Moments): readonly Outage[] {
  const { id, kind, service, seconds } = fault;
  if (kind !== 'network-blip' && kind !== 'service') return [];
  const from = outageStart(fault, moments);
  const lasts = seconds ?? (runSecondsOf(fault) === null ? null : SECONDS_UNSAID);
  return [
    {
      fault: id,
      from,
      until: lasts === null ? null : later(from, microseconds(lasts)),
      service: service?.name ?? null,
      answer:
        kind === 'network-blip' ? 'connection' : (service?.answer ?? (service?.latency === undefined ? 503 : null)),
      latencyUs: microseconds(service?.latency ?? 0),
    },
  ];
}

/** From where calls fail: without a moment, from the start of user code, since most calls are made there. */
function outageStart({ moment }: Fault, { codeStartsAt, since, halfUs }: Moments): Instant {
  if (moment === 'during') return later(codeStartsAt, halfUs);
  if (typeof moment !== 'object') return codeStartsAt;
  const us = microseconds(moment.at);
  if (moment.of === 'run') return instantOf(us);
  return later(moment.of === 'launch' ? since : codeStartsAt, us);
}

const inputsOf = ({ id, kind, input }: NamedFault): readonly InputChange[] =>
  kind === 'bad-input' && input !== undefined ? [{ fault: id, ...input }] : [];

const bugsOf = ({ id, kind, exception }: NamedFault): readonly Bug[] =>
  kind === 'code-bug'
    ? [{ fault: id, type: exception?.type ?? 'RuntimeError', message: exception?.message ?? 'An injected bug.' }]
    : [];

const delaysOf = ({ id, kind, seconds = SECONDS_UNSAID }: NamedFault): readonly Delay[] =>
  kind === 'slow' ? [{ fault: id, us: microseconds(seconds) }] : [];
