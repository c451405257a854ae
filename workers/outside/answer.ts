import type { Service } from '../../src/model/scenario';
import type { Outage } from '../../src/model/strikes';
import { later, microseconds, type Instant } from '../../src/model/time';
import { randomWords } from '../world/randomWords';
import { addressOf, responseAt } from './match';
import { failureReply, replyOf, type Asked, type Reply } from './reply';

/** A call as it begins. Header names are in lower case. */
export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** After so long the caller itself gives up; null: never. */
  readonly timeoutUs: number | null;
  readonly at: Instant;
}

/** What the caller gets: `refused` at once, `reset` while it waits. Where no caller gives up, the network does. */
export type Got =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'timeout'; readonly by: 'caller' | 'network' }
  | { readonly kind: 'connection'; readonly how: 'refused' | 'reset' };

export interface Answer {
  readonly got: Got;
  readonly tookUs: number;
  /** How much of that an injected fault brought about. */
  readonly lateUs: number;
  /** The id of the injected fault that changed the answer or its time. */
  readonly fault: string | null;
  /** Whether the fault changed more than the time. */
  readonly isAltered: boolean;
  /** Whether it reached the service and used up some of its rate limit. */
  readonly counts: boolean;
}

/** All that an answer depends on besides the service and the call. */
export interface Circumstances {
  readonly seed: readonly number[];
  readonly outages: readonly Outage[];
  /** This attempt's calls to the service so far, whatever became of them. */
  readonly calls: number;
  /** When those began that counted for the rate limit. */
  readonly counted: readonly Instant[];
}

/** So long takes a host that is there and refuses. Not nothing, or a loop of calls would never end. */
const REFUSED_AFTER_US = 1_000;
/** Where nobody set a timeout: Linux gives up a connection after six packets without an answer. */
const NETWORK_GIVES_UP_AFTER_US = 127_000_000;
/** Latencies are up to this share shorter or longer, evenly spread. */
const JITTER = 0.2;

/**
 * What a service answers to one call, and when: a function of its arguments only. A fault in force when the call
 * begins comes first, then the rate limit, then the service's own failures. A call that is under way when the network
 * breaks down breaks with it.
 */
export function answer(service: Service, call: Call, circumstances: Circumstances): Answer {
  const outages = circumstances.outages.filter((one) => one.service === null || one.service === service.name);
  const inForce = outages.filter(({ from, until }) => from <= call.at && (until === null || call.at < until));
  const changing = inForce.find((one) => one.answer !== null);
  const slowing = inForce.find(({ latencyUs }) => latencyUs > 0);
  const lateUs = inForce.reduce((sum, { latencyUs }) => sum + latencyUs, 0);
  const drawn = drawnFor(service, circumstances);
  const limit = changing === undefined ? freeAfterUs(service, call.at, circumstances.counted) : 0;
  const come = arrival(changing?.answer ?? (drawn.fails && limit === 0 ? (service.failure ?? 503) : null), {
    service,
    call,
    limit,
    latencyUs: drawn.latencyUs + lateUs,
    breaks: drawn.breaks,
  });
  const planned: Answer = {
    ...come,
    lateUs: changing === undefined ? lateUs : come.tookUs,
    fault: (changing ?? slowing)?.fault ?? null,
    isAltered: changing !== undefined,
    counts: changing === undefined && limit === 0,
  };
  return brokenOff(givenUp(planned, call), call, outages);
}

interface Drawn {
  readonly latencyUs: number;
  readonly fails: boolean;
  readonly breaks: number;
}

/** All chance in a call. It depends on the call's number only, so that a fault in one call leaves the others alone. */
function drawnFor({ name, latency = 0, failureRate = 0 }: Service, { seed, calls }: Circumstances): Drawn {
  const next = randomWords([...seed, calls, ...Array.from(name, (letter) => letter.codePointAt(0) ?? 0)]);
  const [jitter = 0, failure = 0, breaks = 0] = Array.from({ length: 3 }, () => next() / 2 ** 32);
  const latencyUs = Math.round(microseconds(latency) * (1 - JITTER + 2 * JITTER * jitter));
  return { latencyUs, fails: failure < failureRate, breaks };
}

/** Microseconds until the rate limit lets a call through again; 0 where it does now. The window slides. */
function freeAfterUs({ rateLimit }: Service, at: Instant, counted: readonly Instant[]): number {
  if (rateLimit === undefined) return 0;
  const perUs = microseconds(rateLimit.per);
  if (rateLimit.calls === 0) return Math.max(perUs, 1);
  const inWindow = counted.filter((instant) => later(instant, perUs) > at);
  const oldest = inWindow.at(-rateLimit.calls);
  return oldest === undefined ? 0 : later(oldest, perUs) - at;
}

interface Planned {
  readonly service: Service;
  readonly call: Call;
  readonly limit: number;
  readonly latencyUs: number;
  readonly breaks: number;
}

/** What comes, and after how long, if the caller waits and the network holds. `failing` is null when all goes well. */
function arrival(
  failing: number | 'timeout' | 'connection' | null,
  { service, call, limit, latencyUs, breaks }: Planned,
): { readonly got: Got; readonly tookUs: number } {
  if (failing === 'timeout') return { got: { kind: 'timeout', by: 'network' }, tookUs: NETWORK_GIVES_UP_AFTER_US };
  if (failing === 'connection') return { got: { kind: 'connection', how: 'refused' }, tookUs: REFUSED_AFTER_US };
  return { got: { kind: 'reply', reply: replyTo(failing, service, call, limit, breaks) }, tookUs: latencyUs };
}

function replyTo(failing: number | null, service: Service, call: Call, limit: number, breaks: number): Reply {
  const method = call.method.toUpperCase();
  const address = addressOf(call.url);
  const response = address === null ? service.response : responseAt(service, method, address);
  const asked: Asked = { method, headers: call.headers, breaks: breaks < (response.cutRate ?? 1) };
  if (limit > 0) return failureReply(429, asked, [['Retry-After', String(Math.ceil(limit / 1e6))]]);
  return failing === null ? replyOf(response, asked) : failureReply(failing, asked);
}

function givenUp(answer: Answer, { timeoutUs }: Call): Answer {
  if (timeoutUs === null || answer.tookUs < timeoutUs) return answer;
  // A fault that only made it late is no reason where it would have been too late without.
  const isOwn = answer.tookUs - answer.lateUs >= timeoutUs;
  return {
    ...answer,
    got: { kind: 'timeout', by: 'caller' },
    tookUs: timeoutUs,
    lateUs: Math.min(answer.lateUs, timeoutUs),
    fault: isOwn ? null : answer.fault,
    isAltered: !isOwn && answer.fault !== null,
  };
}

/** A network that breaks down while the caller waits takes the connection with it. */
function brokenOff(answer: Answer, { at }: Call, outages: readonly Outage[]): Answer {
  const end = later(at, answer.tookUs);
  const breaks = outages.filter((one) => one.answer === 'connection' && at < one.from && one.from < end);
  const [first] = breaks.sort((a, b) => a.from - b.from);
  if (first === undefined) return answer;
  const tookUs = first.from - at;
  const lateUs = Math.min(answer.lateUs, tookUs);
  return { ...answer, got: { kind: 'connection', how: 'reset' }, tookUs, lateUs, fault: first.fault, isAltered: true };
}
