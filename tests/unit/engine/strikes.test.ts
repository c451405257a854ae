import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { deathBefore, failureBy, named, strikesOn, type Launch } from '../../../src/engine/strikes';
import { PLATFORMS, type Fault, type Platform } from '../../../src/model/scenario';
import { NO_STRIKES } from '../../../src/model/strikes';
import { instantOf } from '../../../src/model/time';

/** Start-up 2 s, nominal duration 1 s. */
const { kubernetes } = PLATFORMS;

const launch = (more: Partial<Launch> = {}): Launch => ({
  place: { step: 'train', foreach: [], round: 0 },
  attempt: 0,
  since: instantOf(10e6),
  fallback: false,
  ...more,
});

const strikes = (fault: Fault, more: Partial<Launch> = {}, platform: Platform = kubernetes) =>
  strikesOn({ faults: [fault], platform, seed: 1 }, launch(more));

const spot = (more: Partial<Fault> = {}): Fault => ({ kind: 'spot-interruption', step: 'train', ...more });

describe('the moment of a death', () => {
  test.each<[string, Fault, number | undefined]>([
    ['before user code: when start-up ends', spot({ moment: 'before' }), 12e6],
    ['during: half the nominal duration into user code', spot({ moment: 'during' }), 12.5e6],
    ['during is what a fault means that does not say', spot(), 12.5e6],
    ['seconds since user code began', spot({ moment: { at: 0.25 } }), 12.25e6],
    ['the same, said in full', spot({ moment: { at: 0.25, of: 'code' } }), 12.25e6],
    ['seconds since launch', spot({ moment: { at: 0.25, of: 'launch' } }), 10.25e6],
    ['seconds in the run', spot({ moment: { at: 11, of: 'run' } }), 11e6],
    ['a moment of the run before the launch strikes nothing', spot({ moment: { at: 9, of: 'run' } }), undefined],
    ['the metadata service is missed when start-up ends', { kind: 'metadata-unavailable', step: 'train' }, 12e6],
    [
      'also when an outage of the run covers that instant',
      { kind: 'metadata-unavailable', step: '*', moment: { at: 5, of: 'run' }, seconds: 8 },
      12e6,
    ],
    [
      'not when the outage is over by then',
      { kind: 'metadata-unavailable', step: '*', moment: { at: 5, of: 'run' }, seconds: 7 },
      undefined,
    ],
  ])('%s', (_, fault, at) => {
    expect(strikes(fault).death?.at).toBe(at);
  });

  test('the earliest of several is the one that is died', () => {
    const faults = [spot({ id: 'late', moment: { at: 3 } }), spot({ id: 'soon', moment: { at: 1 } })];
    expect(strikesOn({ faults, platform: kubernetes, seed: 1 }, launch()).death?.fault).toBe('soon');
  });
});

describe('an aim', () => {
  test.each<[string, Partial<Fault>, Partial<Launch>, boolean]>([
    ['is the first attempt when nothing is said', {}, {}, true],
    ['and no later one', {}, { attempt: 1 }, false],
    ['is one attempt', { attempts: 2 }, { attempt: 2 }, true],
    ['is a range, both ends included', { attempts: [1, 2] }, { attempt: 2 }, true],
    ['is a range, and nothing beyond', { attempts: [1, 2] }, { attempt: 3 }, false],
    ['is every attempt', { attempts: 'every' }, { attempt: 5 }, true],
    ['at a moment of the run is whoever is in flight', { moment: { at: 11, of: 'run' } }, { attempt: 4 }, true],
    ['is another step', { step: 'end' }, {}, false],
    ['is every step', { step: '*' }, {}, true],
    ['is one task', { foreach: [2] }, { place: { step: 'train', foreach: [2], round: 0 } }, true],
    ['is another task', { foreach: [2] }, { place: { step: 'train', foreach: [1], round: 0 } }, false],
    [
      'is all that an outer foreach holds',
      { foreach: [2] },
      { place: { step: 'train', foreach: [2, 7], round: 0 } },
      true,
    ],
    ['is inside of a foreach only', { foreach: [2] }, {}, false],
  ])('%s', (_, fault, at, strikesIt) => {
    expect(strikes(spot(fault), at).death !== null).toBe(strikesIt);
  });

  test('of a probability is drawn anew for every attempt, task and seed, and the same way again', () => {
    const drawn = (seed: number): boolean[] =>
      Array.from({ length: 200 }, (_, i) => {
        const place = { step: 'train', foreach: [i % 20], round: 0 };
        const faults = [spot({ attempts: 'every', probability: 0.3 })];
        return (
          strikesOn({ faults, platform: kubernetes, seed }, launch({ place, attempt: Math.floor(i / 20) })).death !==
          null
        );
      });
    const struck = drawn(1).filter(Boolean).length;
    expect(struck).toBeGreaterThan(40);
    expect(struck).toBeLessThan(80);
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });

  test.each([['plain'], ['naïve 🌋'], ['long '.repeat(300)]])(
    'of a probability is drawn by SHA-256 of what it depends on: %.12s',
    (id) => {
      for (let attempt = 0; attempt < 50; attempt++) {
        const hash = createHash('sha256').update(JSON.stringify([1, 'fault', id, 'train', [], 0, attempt]));
        const isDrawn = hash.digest().readUInt32BE(0) / 2 ** 32 < 0.3;
        const { death } = strikes(spot({ id, attempts: 'every', probability: 0.3 }), { attempt });
        expect([attempt, death !== null]).toEqual([attempt, isDrawn]);
      }
    },
  );
});

describe('a fallback attempt', () => {
  test.each<[string, Fault, boolean]>([
    ['is struck before user code', spot({ moment: 'before' }), true],
    ['is struck at a moment of its launch', spot({ moment: { at: 1, of: 'launch' } }), true],
    ['is struck at a moment of the run', spot({ moment: { at: 11, of: 'run' } }), true],
    ['runs no user code in which it could be struck', spot({ moment: 'during' }), false],
    ['has no moment of user code', spot({ moment: { at: 0 } }), false],
    ['saves nothing that user code made', spot({ moment: 'after' }), false],
    ['is not slowed down', { kind: 'slow', step: 'train' }, false],
    ['has no bug', { kind: 'code-bug', step: 'train' }, false],
  ])('%s', (_, fault, isStruck) => {
    expect(JSON.stringify(strikes(fault, { fallback: true })) !== JSON.stringify(NO_STRIKES)).toBe(isStruck);
  });
});

describe('what ends an attempt', () => {
  const at = (seconds: number) => instantOf(seconds * 1e6);

  test('is its death, when that comes first or at the same instant', () => {
    const dying = strikes(spot({ moment: { at: 3 } }));
    expect(deathBefore(dying, at(14.999999))).toBeNull();
    expect(deathBefore(dying, at(15))).toMatchObject({ at: at(15) });
    expect(deathBefore(dying, at(99))).toMatchObject({ at: at(15) });
  });

  test.each<[string, Fault]>([
    ['a death after user code', spot({ moment: 'after' })],
    ['a store that cannot be reached', { kind: 'datastore-unavailable', step: 'train' }],
  ])('is the end itself: %s', (_, fault) => {
    expect(deathBefore(strikes(fault), at(42))).toMatchObject({ at: at(42) });
  });

  test('is a store that is down just then', () => {
    const down = strikes({ kind: 'datastore-unavailable', step: '*', moment: { at: 20, of: 'run' } });
    expect([19.9, 20, 29.9, 30].map((seconds) => deathBefore(down, at(seconds)) !== null)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test.each<[Fault['kind'], string, number]>([
    ['eviction', 'killed', 137],
    ['out-of-memory', 'killed', 137],
    ['metadata-unavailable', 'platform', 1],
    ['datastore-unavailable', 'platform', 1],
  ])('%s: cause %s', (kind, cause, exitCode) => {
    expect(failureBy({ kind, fault: 'x' })).toMatchObject({
      cause,
      exitCode,
      fault: 'x',
      retry: true,
      exception: null,
    });
  });
});

describe('outages', () => {
  test.each<[string, Fault, object]>([
    [
      'a network blip lasts from the start of user code to its end',
      { kind: 'network-blip', step: 'train' },
      { from: 12e6, until: null, service: null, answer: 'connection' },
    ],
    [
      'or as long as it says',
      { kind: 'network-blip', step: 'train', seconds: 4, moment: { at: 1 } },
      { from: 13e6, until: 17e6 },
    ],
    [
      'a moment of the run is an outage for all',
      { kind: 'service', step: '*', moment: { at: 11, of: 'run' }, service: { name: 'api', answer: 'timeout' } },
      { from: 11e6, until: 21e6, service: 'api', answer: 'timeout' },
    ],
    [
      'a service fails with 503 when nothing is said',
      { kind: 'service', step: '*', service: { name: 'api' } },
      { answer: 503 },
    ],
    [
      'a late service answers as ever',
      { kind: 'service', step: '*', service: { name: 'api', latency: 2 } },
      { answer: null, latencyUs: 2e6 },
    ],
  ])('%s', (_, fault, outage) => {
    expect(strikes(fault).outages).toMatchObject([outage]);
  });
});

test('a platform kills by itself, whatever the plan says', () => {
  const batch: Platform = { ...PLATFORMS.batch, failures: [{ kind: 'spot-interruption', probability: 1 }] };
  expect(strikesOn({ faults: [], platform: batch, seed: 1 }, launch({ attempt: 3 })).death).toEqual({
    fault: 'platform-spot-interruption',
    kind: 'spot-interruption',
    at: 22.5e6,
  });
});

test('faults have names of their own', () => {
  const ids = named([spot(), spot({ id: 'mine' }), spot({ id: 'mine' }), spot({ id: 'spot-interruption-1' })]);
  expect(ids.map(({ id }) => id)).toEqual([
    'spot-interruption-1',
    'mine',
    'spot-interruption-3',
    'spot-interruption-4',
  ]);
});
