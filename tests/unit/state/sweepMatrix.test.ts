import { describe, expect, test } from 'vitest';
import type { FaultKind } from '../../../src/model/scenario';
import type { SweepCell, SweepFacts, SweepMoment } from '../../../src/protocol/sweep';
import { matrixOf, neighbour, type MatrixView } from '../../../src/state/sweepMatrix';
import { cellName, cellTitle, factWords, variantWords } from '../../../src/state/sweepWords';
import { plain } from '../../../src/state/words';

const SURVIVED: SweepFacts = {
  outcome: 'succeeded',
  message: null,
  isStruck: true,
  caught: [],
  differing: [],
  repeated: [],
  retries: 1,
  duration: 4,
  irreproducible: null,
};
const FAILED: SweepFacts = { ...SURVIVED, outcome: 'failed', message: 'Step *work* (task-id 2) failed' };

type Aim = readonly [step: string, attempt: number, kind: FaultKind, moment: SweepMoment, more?: Partial<SweepCell>];

const planOf = (...aims: readonly Aim[]) => ({
  calm: [],
  cells: aims.map(([step, attempt, kind, moment, more], index): SweepCell => ({
    ...{ index, seed: 1, step, foreach: [], attempt, kind, moment, fault: { kind, step, attempts: attempt } },
    ...more,
  })),
});

const all: MatrixView = { ignored: new Set(), isShown: () => true };
const plan = planOf(
  ['start', 0, 'code-bug', 'start'],
  ['start', 0, 'eviction', 'after'],
  ['work', 0, 'eviction', 'before'],
  ['work', 0, 'eviction', 'before', { seed: 2 }],
  ['work', 1, 'code-bug', 'start'],
);

describe('a matrix', () => {
  const matrix = matrixOf(
    plan,
    new Map([
      [0, FAILED],
      [2, SURVIVED],
      [3, FAILED],
    ]),
    all,
  );

  test('has a row for each attempt, and a column for each kind and moment that occur, in the order of kinds', () => {
    expect(matrix.rows.map(({ key, isFirst }) => [key, isFirst])).toEqual([
      ['start/0', true],
      ['work/0', true],
      ['work/1', false],
    ]);
    expect(matrix.columns.map(({ key }) => key)).toEqual(['eviction before', 'eviction after', 'code-bug start']);
  });

  test('shows the worst of several runs, and the run that shows it', () => {
    const cell = matrix.cells[1]?.[0];
    expect(cell).toMatchObject({ verdict: 'failed', shown: { cell: { index: 3 } } });
    expect(cell?.runs).toHaveLength(2);
  });

  test('has nothing where no such failure makes sense, and no verdict where one is awaited', () => {
    expect(matrix.cells[0]?.[0]).toBeNull();
    expect(matrix.cells[2]?.[2]).toMatchObject({ verdict: null });
  });

  test('leaves out what is filtered', () => {
    const filtered = matrixOf(plan, new Map(), { ...all, isShown: ({ kind }) => kind === 'code-bug' });
    expect(filtered.columns).toHaveLength(1);
    expect(filtered.rows.map(({ key }) => key)).toEqual(['start/0', 'work/1']);
  });

  test.each<readonly [string, readonly [number, number], readonly [number, number] | null]>([
    ['ArrowRight', [0, 1], [0, 2]],
    ['ArrowDown', [0, 2], [2, 2]],
    ['ArrowLeft', [0, 1], null],
    ['ArrowUp', [2, 2], [0, 2]],
    ['Enter', [0, 1], null],
  ])('%s from %j leads to %j, past empty places', (key, at, to) => {
    expect(neighbour(matrix, at, key)).toEqual(to);
  });

  test('names its cells for those who do not see them', () => {
    const cell = matrix.cells[1]?.[0];
    if (cell == null) throw new TypeError('no cell');
    expect(cellName(cell)).toBe('work attempt 0, eviction before: run failed, worst of 2');
    expect(plain(cellTitle(cell))).toBe('Eviction before your code, in attempt 0 of work');
    expect(cell.runs.map((run) => variantWords(run, true))).toEqual(['seed 1', 'seed 2']);
    expect(plain(factWords(cell.shown))).toBe('Step work (task-id 2) failed.');
  });
});

test('what an input or a service was is said where several stand in one cell', () => {
  const { cells } = matrixOf(
    planOf(
      [
        'a',
        0,
        'bad-input',
        'before',
        { fault: { kind: 'bad-input', step: 'a', input: { name: 'rows', change: 'missing' } } },
      ],
      [
        'a',
        0,
        'service',
        'start',
        { fault: { kind: 'service', step: 'a', service: { name: 'api', answer: 'timeout' } } },
      ],
    ),
    new Map(),
    all,
  );
  expect(cells.flat().flatMap((cell) => cell?.runs.map((run) => variantWords(run, false)) ?? [])).toEqual([
    'api: no answer',
    'rows: does not arrive',
  ]);
});
