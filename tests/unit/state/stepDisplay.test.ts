import { describe, expect, test } from 'vitest';
import { asTaskId } from '../../../src/model/ids';
import { PLATFORMS } from '../../../src/model/scenario';
import { instantOf } from '../../../src/model/time';
import { advance, blankPicture } from '../../../src/state/picture';
import { displayAt, summarise } from '../../../src/state/stepDisplay';
import type { Scene, StepDisplay } from '../../../src/state/stepDisplay';
import { failed, graphFrom, logOf, notesRun, started, storedRun, succeeded, until } from '../../support/fixtureRun';
import type { Said } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const displays = (scene: Scene, second: number): ReadonlyMap<string, StepDisplay> =>
  new Map(summarise(scene).map((summary) => [summary.display.step, displayAt(summary, instantOf(second * 1e6))]));

const notesAt = (second: number, isOver = false): ReadonlyMap<string, StepDisplay> => {
  const { run, events } = notesRun();
  const picture = until(events, second).reduce(advance, blankPicture(run.setup));
  return displays(
    { graph: graphFrom(NOTES_FLOW), picture, platform: PLATFORMS.kubernetes, faults: [], isOver },
    second,
  );
};

/** One step `work` between start and end, decorated, with what its log says of it. */
function workAfter(decorators: string, said: readonly Said[], isOver = false): StepDisplay | undefined {
  const source = [
    'from metaflow import FlowSpec, step, retry, catch, timeout',
    'class F(FlowSpec):',
    '    @step\n    def start(self):\n        self.next(self.work)',
    `${decorators}    @step\n    def work(self):\n        self.next(self.end)`,
    '    @step\n    def end(self):\n        pass',
    "if __name__ == '__main__':\n    F()",
  ].join('\n');
  const run = storedRun(source);
  const opened = { type: 'run-started', runId: run.id, flowName: 'F', originRunId: null, parameters: [] } as const;
  const events = logOf([
    { at: 0, fact: opened },
    { at: 0, step: 'start', fact: started(1) },
    { at: 3, step: 'start', fact: succeeded('work') },
    ...said,
  ]);
  const picture = events.reduce(advance, blankPicture(run.setup));
  const scene = { graph: graphFrom(source), picture, platform: PLATFORMS.kubernetes, faults: [], isOver };
  return displays(scene, (events.at(-1)?.at ?? 0) / 1e6).get('work');
}

const work = { step: 'work' };

describe('the notes flow', () => {
  test.each([
    [0.5, 'start', { look: 'starting', word: 'Starting', detail: '1.5 s' }],
    [2.5, 'start', { look: 'running', word: 'Running', detail: '0.5 s' }],
    [3.5, 'start', { look: 'succeeded', word: 'Succeeded', foot: '3.00 s' }],
    [6.7, 'api_call', { look: 'waiting', word: 'Waiting for retry', foot: '3 left' }],
    [10, 'api_call', { look: 'running', detail: 'attempt 1', foot: '2 left' }],
    [15.7, 'api_call', { look: 'succeeded', foot: '12.60 s' }],
    [6.7, 'end', { look: 'pending', word: 'Pending' }],
  ])('at %s s %s is drawn as %o', (second, step, shown) => {
    expect(notesAt(second).get(step)).toMatchObject(shown);
  });

  test('a waiting step tells how long, and which share of the wait that is', () => {
    const wait = notesAt(6.9).get('api_call')?.wait;
    expect(wait?.leftUs).toBe(900_000);
    expect(wait?.fraction).toBeCloseTo(0.5);
    expect(wait?.nextAttempt).toBe(1);
  });

  test('every attempt that is possible has a pip', () => {
    expect(
      notesAt(11)
        .get('api_call')
        ?.pips.map(({ look }) => look),
    ).toEqual(['retried', 'retried', 'waiting', 'pending']);
    expect(
      notesAt(16)
        .get('api_call')
        ?.pips.map(({ look }) => look),
    ).toEqual(['retried', 'retried', 'succeeded']);
  });

  test('what does not move is the very same object at the next frame', () => {
    const { run, events } = notesRun();
    const picture = until(events, 6.7).reduce(advance, blankPicture(run.setup));
    const graph = graphFrom(NOTES_FLOW);
    const summaries = summarise({ graph, picture, platform: PLATFORMS.kubernetes, faults: [], isOver: false });
    const at = (us: number) => summaries.map((summary) => displayAt(summary, instantOf(us)));
    const same = at(6.8e6).map((display, i) => display === at(6.9e6)[i]);
    expect(same).toEqual([true, false, true, true, true]);
  });

  test('an interrupted run stands still', () => {
    expect(notesAt(10, true).get('api_call')).toMatchObject({
      look: 'pending',
      word: 'Interrupted',
      detail: 'attempt 1',
    });
    expect(notesAt(10, true).get('end')).toMatchObject({ word: 'Not reached' });
  });
});

describe('before the first run', () => {
  const scene = {
    graph: graphFrom(NOTES_FLOW),
    picture: null,
    platform: PLATFORMS.kubernetes,
    faults: [],
    isOver: false,
  };

  test('a step says how many attempts it may have', () => {
    const shown = displays(scene, 0).get('api_call');
    expect(shown).toMatchObject({ word: 'Not run yet', foot: 'up to 4' });
    expect(shown?.pips).toHaveLength(4);
  });
});

describe('the end of a task', () => {
  const caught = { ...succeeded('end'), caught: { exception: 'KeyError', message: 'x' } } as Said['fact'];

  test.each<[string, string, readonly Said[], Partial<StepDisplay>]>([
    [
      'fails for good',
      '',
      [{ at: 6, ...work, fact: failed('KeyError') }],
      { look: 'failed', word: 'Failed', detail: 'KeyError' },
    ],
    [
      'is caught',
      '    @catch(var="oops")\n',
      [{ at: 6, ...work, fact: caught }],
      { look: 'caught', word: 'Caught', detail: 'in oops' },
    ],
    [
      'times out',
      '    @timeout(seconds=8)\n',
      [{ at: 6, ...work, fact: failed('TimeoutException', { cause: 'timeout' }) }],
      { look: 'timed-out', word: 'Timed out', detail: '8.00 s' },
    ],
    [
      'is killed',
      '',
      [{ at: 6, ...work, fact: failed('', { cause: 'killed', exception: null, exitCode: 137 }) }],
      { look: 'killed', word: 'Killed' },
    ],
    [
      'asks not to be retried',
      '',
      [{ at: 6, ...work, fact: failed('', { exception: null, exitCode: 202 }) }],
      { word: 'Dropped' },
    ],
  ])('a task that %s says so', (_, decorators, said, shown) => {
    expect(workAfter(decorators, [{ at: 3, ...work, fact: started(2) }, ...said])).toMatchObject(shown);
  });

  test('the last of several attempts leaves none', () => {
    const said = [0, 1].flatMap((attempt): readonly Said[] => [
      { at: 3 + attempt * 3, ...work, attempt, fact: started(2) },
      { at: 6 + attempt * 3, ...work, attempt, fact: failed('KeyError') },
    ]);
    const shown = workAfter('    @retry(times=1, minutes_between_retries=0)\n', said);
    expect(shown).toMatchObject({ look: 'failed', foot: '0 left' });
    expect(shown?.pips.map(({ look }) => look)).toEqual(['retried', 'failed']);
  });

  test('a clone names the task it was cloned from', () => {
    const fact = {
      type: 'task-cloned',
      taskId: asTaskId('2'),
      originTaskId: asTaskId('7'),
      frames: [],
      artifacts: [],
      transition: null,
      caught: null,
    } as const;
    const run = { ...storedRun(NOTES_FLOW) };
    const place = { step: 'start', foreach: [], round: 0 };
    const setup = {
      ...run.setup,
      clones: [{ place, originTaskId: asTaskId('7'), frames: [], artifacts: [], transition: null, caught: null }],
    };
    const events = logOf([
      { at: 0, fact: { type: 'run-started', runId: run.id, flowName: 'F', originRunId: run.id, parameters: [] } },
      { at: 0, step: 'start', fact: { ...fact, transition: { targets: ['api_call'], foreach: null } } },
    ]);
    const picture = events.reduce(advance, blankPicture(setup));
    const scene = { graph: graphFrom(NOTES_FLOW), picture, platform: PLATFORMS.kubernetes, faults: [], isOver: false };
    expect(displays(scene, 0).get('start')).toMatchObject({ look: 'cloned', detail: 'from task 7', foot: '0.00 s' });
  });
});
