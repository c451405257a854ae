import { Map } from 'immutable';
import { expect, test } from 'vitest';
import { taskKeyOf } from '../../../src/model/ids';
import type { TaskState } from '../../../src/model/run';
import { instantOf } from '../../../src/model/time';
import { pictureAt } from '../../../src/state/picture';
import { chooseTask, nothingToInspect } from '../../../src/state/taskChoice';
import { plain } from '../../../src/state/words';
import { log, opening, setupWith } from '../../support/inspectedRun';

const picture = pictureAt(setupWith({}), log(opening), instantOf(9e6));
const key = (step: string) => taskKeyOf({ step, foreach: [], round: 0 });

test('a step with one task shows it', () => {
  expect(chooseTask(picture, 'call', null)).toEqual({
    key: key('call'),
    number: 1,
    total: 1,
    previous: null,
    next: null,
  });
});

test.each([
  [null, 'Select a step to see its attempts, what they printed and what they left.'],
  ['end', 'end was not reached so far in this run.'],
])('of %j there is nothing to choose, and a sentence says why', (step, sentence) => {
  expect(chooseTask(picture, step, null)).toBeNull();
  expect(plain(nothingToInspect(picture, step))).toBe(sentence);
});

test('before the first run a step says how to get one', () => {
  expect(plain(nothingToInspect(null, 'call'))).toBe('call has not run yet. Press Run, and its attempts appear here.');
});

/** Tasks of one step by their states, in order. */
function tasksIn(...states: readonly TaskState[]) {
  const call = picture.run.tasks.get(key('call'));
  if (call === undefined) throw new TypeError('the opening starts it');
  const tasks = states.map((state, i) => ({
    ...call,
    key: taskKeyOf({ step: 'call', foreach: [i], round: 0 }),
    state,
  }));
  return { ...picture, run: { ...picture.run, tasks: Map(tasks.map((task) => [task.key, task])) } };
}
const at = instantOf(0);
const done: TaskState = { status: 'completed', by: 'attempt', at };
const running: TaskState = { status: 'running', attempt: 0, since: at, fallback: false };
const waiting: TaskState = { status: 'waiting', attempt: 1, since: at, until: at };

test.each([
  ['one that waits before one that runs', [done, running, waiting, done], 3],
  ['one that runs before those that are done', [done, running, done], 2],
  ['the newest of those that are done', [done, done], 2],
])('of several tasks %s is shown first', (_, states, number) => {
  expect(chooseTask(tasksIn(...states), 'call', null)?.number).toBe(number);
});

test('the selected task stands between its neighbours', () => {
  const one = (i: number) => taskKeyOf({ step: 'call', foreach: [i], round: 0 });
  expect(chooseTask(tasksIn(done, done, done), 'call', one(1))).toEqual({
    key: one(1),
    number: 2,
    total: 3,
    previous: one(0),
    next: one(2),
  });
});
