import { expect, test } from 'vitest';
import { advance, blankPicture } from '../../../src/state/picture';
import { horizonOf, lanesOf } from '../../../src/state/lanes';
import { instantOf } from '../../../src/model/time';
import { graphFrom, logOf, notesRun, started, storedRun, until } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const { run, events } = notesRun();
const pictureAt = (second: number) => until(events, second).reduce(advance, blankPicture(run.setup));
const lanesAt = (second: number) =>
  lanesOf(graphFrom(NOTES_FLOW), pictureAt(second), { faults: [], unfolded: new Map(), task: null });

test('every step has a row, in the order of the graph', () => {
  expect(lanesAt(9).map(({ label }) => label)).toEqual(['start', 'api_call', 'risky_logic', 'summarize', 'end']);
});

test('every attempt has a bar for its start-up and one for its code, every wait one of its own', () => {
  const bars = lanesAt(12.5)[1]?.bars.map(({ kind, from, to, look }) => [kind, from / 1e6, to / 1e6, look]);
  expect(bars).toEqual([
    ['wait', 6, 7.8, 'waiting'],
    ['wait', 10.8, 12.6, 'waiting'],
    ['start-up', 3, 5, 'retried'],
    ['code', 5, 6, 'retried'],
    ['start-up', 7.8, 9.8, 'retried'],
    ['code', 9.8, 10.8, 'retried'],
  ]);
});

test('an attempt in flight has an open bar', () => {
  expect(
    lanesAt(9)[1]
      ?.bars.filter(({ isOpen }) => isOpen)
      .map(({ kind }) => kind),
  ).toEqual(['start-up', 'code']);
});

test('the ruler reaches beyond the clock and what is waited for, and ends with the run', () => {
  expect(horizonOf(pictureAt(11).run, instantOf(11e6))).toBe(18e6);
  expect(horizonOf(pictureAt(24).run, instantOf(24e6))).toBe(18e6 * 1.25 ** 2);
  expect(horizonOf(pictureAt(25).run, instantOf(24.6e6))).toBeCloseTo(24.6e6 * 1.04);
});

const WIDE = `from metaflow import FlowSpec, step
class Wide(FlowSpec):
    @step
    def start(self):
        self.next(self.work, foreach='items')
    @step
    def work(self):
        self.next(self.join)
    @step
    def join(self, inputs):
        self.next(self.end)
    @step
    def end(self):
        pass
`;

test('an attempt that queued has a bar for that, and its row says what was full', () => {
  const { setup } = storedRun(WIDE);
  const foreach = { variable: 'items', numSplits: 2, values: ['0', '1'] };
  const fanOut = { type: 'attempt-succeeded', artifacts: [], caught: null, cards: [] } as const;
  const log = logOf([
    { at: 0, fact: { type: 'run-started', runId: setup.runId, flowName: 'Wide', originRunId: null, parameters: [] } },
    { at: 0, step: 'start', fact: started(1) },
    { at: 3, step: 'start', fact: { ...fanOut, transition: { targets: ['work'], foreach } } },
    { at: 3, step: 'work', foreach: [0], fact: started(2) },
    { at: 8, step: 'work', foreach: [1], fact: started(3) },
  ]);
  const picture = log.reduce(advance, blankPicture({ ...setup, maxWorkers: 2 }));
  const lanes = lanesOf(graphFrom(WIDE), picture, { faults: [], unfolded: new Map(), task: null });
  const bars = lanes.map(({ label, bars }) => [label, bars.map(({ kind, from, to }) => [kind, from / 1e6, to / 1e6])]);
  expect(bars.slice(2, 4)).toEqual([
    [
      'work[0]',
      [
        ['start-up', 3, 5],
        ['code', 5, 5],
      ],
    ],
    [
      'work[1]',
      [
        ['max-workers', 3, 8],
        ['start-up', 8, 10],
        ['code', 10, 10],
      ],
    ],
  ]);
});

test('a folded foreach tells how many of its tasks had ended, and how many of those had failed', () => {
  const { setup } = storedRun(WIDE);
  const numSplits = 20;
  const foreach = { variable: 'items', numSplits, values: Array.from({ length: numSplits }, (_, i) => String(i)) };
  const done = { type: 'attempt-succeeded', artifacts: [], caught: null, cards: [] } as const;
  const failure = { cause: 'user', exception: 'E', message: null, exitCode: 1, retry: true } as const;
  const tasks = foreach.values.map(Number);
  const log = logOf([
    { at: 0, fact: { type: 'run-started', runId: setup.runId, flowName: 'Wide', originRunId: null, parameters: [] } },
    { at: 0, step: 'start', fact: started(1) },
    { at: 3, step: 'start', fact: { ...done, transition: { targets: ['work'], foreach } } },
    ...tasks.map((i) => ({ at: 3, step: 'work', foreach: [i], fact: started(2 + i) })),
    { at: 6, step: 'work', foreach: [0], fact: { ...done, transition: { targets: ['join'], foreach: null } } },
    { at: 7, step: 'work', foreach: [1], fact: { type: 'attempt-failed', failure, artifacts: null } },
  ]);
  const picture = log.reduce(advance, blankPicture({ ...setup, maxWorkers: numSplits }));
  const lanes = lanesOf(graphFrom(WIDE), picture, { faults: [], unfolded: new Map(), task: null });
  const points = lanes
    .find(({ crowd }) => crowd !== null)
    ?.crowd?.points.map(({ at, ...counts }) => [at / 1e6, counts]);
  expect(points).toEqual([
    [3, { started: 20, ended: 0, failed: 0 }],
    [6, { started: 20, ended: 1, failed: 0 }],
    [7, { started: 20, ended: 2, failed: 1 }],
  ]);
});
