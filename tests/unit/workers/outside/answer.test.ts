import { describe, expect, test } from 'vitest';
import type { Service } from '../../../../src/model/scenario';
import type { Outage } from '../../../../src/model/strikes';
import { instantOf } from '../../../../src/model/time';
import { answer, type Answer, type Call, type Circumstances } from '../../../../workers/outside/answer';

const api: Service = { name: 'api', pattern: 'https://a.b/*', latency: 1, response: { body: { ok: true } } };
const exact: Service = { ...api, latency: 0 };
const down: Outage = {
  fault: 'down',
  from: instantOf(10e6),
  until: instantOf(20e6),
  service: null,
  answer: 'connection',
  latencyUs: 0,
};

function called(service: Service, call: Partial<Call> = {}, circumstances: Partial<Circumstances> = {}): Answer {
  return answer(
    service,
    { method: 'GET', url: 'https://a.b/x', headers: {}, timeoutUs: null, at: instantOf(0), ...call },
    { seed: [1, 2], outages: [], calls: 0, counted: [], ...circumstances },
  );
}

const many = (service: Service, count = 2000): readonly Answer[] =>
  Array.from({ length: count }, (_, calls) => called(service, {}, { calls }));
const statusOf = ({ got }: Answer): number | string => (got.kind === 'reply' ? got.reply.status : got.kind);

describe('chance', () => {
  test('is the same for the same seed, service and number of the call, whatever the instant', () => {
    expect(called(api, { at: instantOf(5) })).toEqual(called(api, { at: instantOf(7e6) }));
    expect(called(api).tookUs).not.toBe(called(api, {}, { calls: 1 }).tookUs);
    expect(called(api).tookUs).not.toBe(called(api, {}, { seed: [2, 1] }).tookUs);
    expect(called(api).tookUs).not.toBe(called({ ...api, name: 'apj' }).tookUs);
  });

  test('spreads latency by a fifth around what is said; none stays none', () => {
    const took = many(api).map(({ tookUs }) => tookUs);
    expect(Math.min(...took)).toBeGreaterThanOrEqual(800_000);
    expect(Math.min(...took)).toBeLessThan(810_000);
    expect(Math.max(...took)).toBeLessThanOrEqual(1_200_000);
    expect(Math.max(...took)).toBeGreaterThan(1_190_000);
    expect(called(exact).tookUs).toBe(0);
  });

  test.each([
    [503, undefined, 503],
    [500, 500, 500],
    ['timeout', 'timeout' as const, 'timeout'],
    ['connection', 'connection' as const, 'connection'],
  ])('lets three calls in ten fail by %s', (_, failure, status) => {
    const failing: Service = { ...api, failureRate: 0.3, ...(failure !== undefined && { failure }) };
    const share = many(failing).filter((one) => statusOf(one) === status).length / 2000;
    expect(share).toBeGreaterThan(0.27);
    expect(share).toBeLessThan(0.33);
  });
});

describe('a rate limit', () => {
  const limited: Service = { ...exact, rateLimit: { calls: 2, per: 10 } };
  test.each([
    [[], 0, 200, null],
    [[0], 1, 200, null],
    [[0, 1], 1, 429, '9'],
    [[0, 1], 9.5, 429, '1'],
    [[0, 1], 10, 200, null],
    [[0, 8, 9], 10, 429, '8'],
  ])('of two in ten seconds, after calls at %j: at %d s %d', (counted, at, status, retryAfter) => {
    const given = called(limited, { at: instantOf(at * 1e6) }, { counted: counted.map((s) => instantOf(s * 1e6)) });
    expect(statusOf(given)).toBe(status);
    expect(given.counts).toBe(status === 200);
    const headers = given.got.kind === 'reply' ? new Map(given.got.reply.headers) : new Map<string, string>();
    expect(headers.get('Retry-After') ?? null).toBe(retryAfter);
  });

  test('of none lets nothing through', () => {
    expect(statusOf(called({ ...exact, rateLimit: { calls: 0, per: 10 } }))).toBe(429);
  });
});

describe('an outage', () => {
  const at = (seconds: number, outage: Partial<Outage>, service = api, timeoutUs: number | null = null) =>
    called(service, { at: instantOf(seconds * 1e6), timeoutUs }, { outages: [{ ...down, ...outage }] });

  test.each([
    [9.9999, {}, exact, 200, 0, null],
    [10, {}, exact, 'connection', 1000, 'down'],
    [19.999999, {}, exact, 'connection', 1000, 'down'],
    [20, {}, exact, 200, 0, null],
    [15, { service: 'other' }, exact, 200, 0, null],
    [15, { service: 'api', answer: 500 }, exact, 500, 0, 'down'],
    [15, { answer: null, latencyUs: 3e6 }, exact, 200, 3e6, 'down'],
    [15, { answer: 502, latencyUs: 3e6 }, exact, 502, 3e6, 'down'],
    [15, { answer: 'timeout' }, exact, 'timeout', 127e6, 'down'],
    [5000, { until: null }, exact, 'connection', 1000, 'down'],
  ] as const)('at %d s, %j', (seconds, outage, service, status, tookUs, fault) => {
    const given = at(seconds, outage, service);
    expect([statusOf(given), given.tookUs, given.fault]).toEqual([status, tookUs, fault]);
  });

  test('of the network breaks a call that is under way', () => {
    const given = at(9.5, {});
    expect(given).toMatchObject({ got: { kind: 'connection', how: 'reset' }, tookUs: 500_000, fault: 'down' });
    expect(at(9.5, { answer: 503 }).fault).toBeNull();
  });

  test('leaves the chance of later calls alone, and uses up no rate limit', () => {
    expect(at(15, {}).counts).toBe(false);
    expect(at(9, {}).counts).toBe(true);
  });
});

describe('a caller that gives up', () => {
  const slow: Outage = { ...down, answer: null, latencyUs: 3e6 };
  test.each([
    [2e6, [], 0, 'reply', null],
    [0.5e6, [], 0.5e6, 'timeout', null],
    [3e6, [slow], 3e6, 'timeout', 'down'],
    [0.5e6, [slow], 0.5e6, 'timeout', null],
    [5e6, [{ ...slow, answer: 'timeout' as const }], 5e6, 'timeout', 'down'],
  ])('after %d us', (timeoutUs, outages, tookUs, kind, fault) => {
    const given = called(api, { at: instantOf(15e6), timeoutUs }, { outages });
    expect([given.got.kind, given.fault]).toEqual([kind, fault]);
    if (kind === 'timeout') expect(given.tookUs).toBe(tookUs);
  });
});
