import { expect, test } from 'vitest';
import type { Lesson } from '../../../src/lessons/lesson';
import { lessonContent } from '../../../src/lessons/lessonContent';
import { secretSeed, TRIALS_MAX, trialCount, trialsOf } from '../../../src/lessons/tries';
import { lessonFiles, lessonOf, lessonText } from '../../support/lessons';

const lesson = (part: string): Lesson =>
  lessonOf(lessonText(lessonFiles.find((name) => name.includes(part)) ?? ''), part);
const lost = lesson('lost-machine');
const learner = lessonContent(lost, 'python');

test('a sweep is every kind at every moment of every step that the flow has now, after a run without failures', () => {
  const trials = trialsOf(lost, learner, ['start', 'mine', 'end']);
  expect(trials).toHaveLength(1 + 3 * 3);
  expect(trials.map(({ name }) => name).slice(0, 4)).toEqual([
    'no failure',
    'spot interruption in `start`, before user code',
    'spot interruption in `start`, during user code',
    'spot interruption in `start`, after user code, before saving',
  ]);
  expect(trials[5]?.scenario.faults).toEqual([
    { kind: 'spot-interruption', step: 'mine', attempts: 0, moment: 'during' },
  ]);
  expect(trials.map(({ calm }) => calm)).toEqual([null, ...Array<number>(9).fill(0)]);
});

test('trials are made where the lesson is, whatever the learner has changed around the code', () => {
  const cheat = {
    ...learner,
    seed: 9,
    faults: [],
    services: [],
    platform: { ...learner.platform, slots: 1 },
    maxWorkers: 1,
  };
  expect(trialsOf(lost, cheat, ['start'])).toEqual(trialsOf(lost, learner, ['start']));
});

test('each seed has a run without failures of its own', () => {
  const trials = trialsOf(lesson('lost-answer'), learner, []);
  const calm = trials.flatMap(({ calm: at }, i) => (at === null ? [i] : []));
  expect(calm).toEqual([0, trials.length / 2]);
  expect(new Set(trials.map(({ scenario }) => scenario.seed)).size).toBe(2);
});

test('what a try asks of a step joins what is asked of all', () => {
  const { check } = lost;
  const own = {
    ...check,
    sweep: null,
    holds: { steps: { start: { attempts: 1 } } },
    tries: [{ name: 'x', holds: { steps: { end: { tasks: 1 } } } }],
  };
  const [, trial] = trialsOf({ ...lost, check: own }, learner, []);
  expect(trial?.holds.steps).toEqual({ start: { attempts: 1 }, end: { tasks: 1 } });
});

test('seeds are secret, the same for everybody, and differ by lesson and number', () => {
  expect([secretSeed('a', 0), secretSeed('a', 1), secretSeed('b', 0)]).toEqual([1587836092, 1604613711, 995672317]);
});

test('however many steps a learner makes of it, no more runs than somebody waits for', () => {
  const steps = Array.from({ length: 200 }, (_, i) => `s${String(i)}`);
  expect(trialCount(lost.check, 200)).toBeGreaterThan(TRIALS_MAX);
  expect(trialsOf(lost, learner, steps)).toHaveLength(TRIALS_MAX);
});
