import { describe, expect, test } from 'vitest';
import { factsOf, repeatedWork, type EndedRun } from '../../../src/lab/facts';
import type { ArtifactRef } from '../../../src/model/artifact';
import type { EventFact, RunEvent } from '../../../src/model/events';
import { asTaskId } from '../../../src/model/ids';
import { instantOf } from '../../../src/model/time';
import type { SingleFault } from '../../../src/protocol/sweep';
import { hashOf, newRun } from '../../support/storedRuns';

const { setup } = newRun('1');

type Said = readonly [step: string, attempt: number, fact: EventFact];

const log = (...said: readonly Said[]): readonly RunEvent[] =>
  said.map(([step, attempt, fact], seq) => ({
    ...{ seq, at: instantOf(seq * 1e6), step, foreach: [], round: 0, attempt, n: 1 },
    ...fact,
  }));

const run = (events: readonly RunEvent[], outcome: 'succeeded' | 'failed' = 'succeeded'): EndedRun => ({
  stored: { setup, outcome, irreproducible: null },
  events,
});

const start = (fallback = false): EventFact => ({
  type: 'attempt-started',
  taskId: asTaskId('1'),
  frames: [],
  fallback,
});
const called = (request: string, answer: number | 'timeout' = 200): EventFact => ({
  ...{ type: 'service-called', service: 'api', request, answer, tookUs: 0 },
});
const died = (fault?: string): EventFact => ({
  type: 'attempt-failed',
  artifacts: null,
  failure: {
    ...{ cause: 'killed', exception: null, message: null, exitCode: 137, retry: true },
    ...(fault === undefined ? {} : { fault }),
  },
});
const left = (artifacts: Readonly<Record<string, string>>, isCaught = false): EventFact => ({
  type: 'attempt-succeeded',
  artifacts: Object.entries(artifacts).map(([name, letter]): ArtifactRef => ({
    name,
    hash: hashOf(letter),
    sizeBytes: 1,
    type: 'int',
  })),
  transition: null,
  caught: isCaught ? { exception: 'ValueError', message: 'no' } : null,
  cards: [],
});

const aimed = (moment: SingleFault['moment']): SingleFault => ({
  ...{ step: 'start', foreach: [], attempt: 0, kind: 'eviction', moment },
  fault: { kind: 'eviction', step: 'start', attempts: 0 },
});

const calm = run(
  log(
    ['start', 0, start()],
    ['start', 0, left({ x: 'a' })],
    ['end', 0, start()],
    ['end', 0, left({ x: 'a', y: 'b', _hidden: 'c' })],
  ),
);

describe('the result of a run', () => {
  test.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
    ['is the same', { x: 'a', y: 'b' }, []],
    ['has another value', { x: 'a', y: 'z', _hidden: 'z' }, ['y']],
    ['lacks one', { x: 'a' }, ['y']],
    ['has one more', { x: 'a', y: 'b', z: 'z' }, ['z']],
  ])('%s', (_, artifacts, differing) => {
    const other = run(log(['end', 0, start()], ['end', 0, left(artifacts)]));
    expect(factsOf(other, calm, aimed('before')).differing).toEqual(differing);
  });

  test('is not asked for where the run failed', () => {
    expect(factsOf(run(log(['start', 0, start()]), 'failed'), calm, aimed('before'))).toMatchObject({
      outcome: 'failed',
      differing: [],
    });
  });
});

test('what the calm run catches by itself is not held against a failure', () => {
  const caught = run(log(['start', 0, start()], ['start', 0, left({}, true)]));
  expect(factsOf(caught, calm, aimed('before')).caught).toEqual(['start']);
  expect(factsOf(caught, caught, aimed('before')).caught).toEqual([]);
});

test('a failure that no event tells of has struck nothing', () => {
  const struck = run(log(['start', 0, start()], ['start', 0, died('eviction-1')]));
  expect(factsOf(struck, calm, aimed('before')).isStruck).toBe(true);
  expect(factsOf(calm, calm, aimed('before')).isStruck).toBe(false);
});

test('retries are counted without fallback attempts', () => {
  const tried = run(log(['start', 0, start()], ['start', 1, start()], ['start', 2, start(true)]));
  expect(factsOf(tried, calm, aimed('before')).retries).toBe(1);
});

describe('work is repeated', () => {
  const again = (...first: readonly EventFact[]): readonly RunEvent[] =>
    log(...first.map((fact): Said => ['start', 0, fact]), ['start', 1, start()], ['start', 1, left({})]);

  test('where a request was answered that is not idempotent', () => {
    expect(repeatedWork(again(start(), called('POST https://x/'), died('eviction-1')), aimed('during'))).toEqual([
      { task: 'start', attempt: 0, request: 'POST https://x/' },
    ]);
  });

  test.each([
    ['GET https://x/', 200],
    ['PUT https://x/', 200],
    ['POST https://x/', 503],
    ['POST https://x/', 'timeout'],
  ] as const)('not by %s that was answered %s', (request, answer) => {
    expect(repeatedWork(again(start(), called(request, answer), died('eviction-1')), aimed('during'))).toEqual([]);
  });

  test('where code had run to its end and could not be saved', () => {
    expect(repeatedWork(again(start(), died('eviction-1')), aimed('after'))).toEqual([
      { task: 'start', attempt: 0, request: null },
    ]);
    expect(repeatedWork(again(start(), died('eviction-1')), aimed('during'))).toEqual([]);
    expect(repeatedWork(again(start(), died()), aimed('after'))).toEqual([]);
  });

  test('only by an attempt that came again, with its code', () => {
    const once = log(['start', 0, start()], ['start', 0, called('POST https://x/')], ['start', 0, died('eviction-1')]);
    expect(repeatedWork(once, aimed('after'))).toEqual([]);
    const fallback = log(['start', 0, start()], ['start', 0, died('eviction-1')], ['start', 1, start(true)]);
    expect(repeatedWork(fallback, aimed('after'))).toEqual([]);
  });

  test('beyond what the calm run repeats', () => {
    const usual = run(again(start(), called('POST https://x/'), died()));
    expect(factsOf(usual, calm, aimed('before')).repeated).toHaveLength(1);
    expect(factsOf(usual, usual, aimed('before')).repeated).toEqual([]);
  });
});
