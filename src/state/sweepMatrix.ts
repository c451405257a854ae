import { SWEPT_KINDS, SWEPT_MOMENTS } from '../lab/singleFaults';
import { verdictOf, worstOf, type Verdict } from '../lab/verdict';
import type { FaultKind } from '../model/scenario';
import type { SweepCell, SweepFacts, SweepMoment, SweepPlan } from '../protocol/sweep';

/** A failure at a moment: what a column is about. */
export interface MatrixColumn {
  readonly key: string;
  readonly kind: FaultKind;
  readonly moment: SweepMoment;
}

/** An attempt of a step: what a row is about. `task` tells which one of a foreach: `[3]`. */
export interface MatrixRow {
  readonly key: string;
  readonly step: string;
  readonly task: string;
  readonly attempt: number;
  /** Rows of one step follow one another; this one is the first. */
  readonly isFirst: boolean;
}

/** One fault's run, and what came of it. */
export interface JudgedRun {
  readonly cell: SweepCell;
  readonly facts: SweepFacts | null;
  /** Null while it is awaited. */
  readonly verdict: Verdict | null;
}

/** Where a row and a column meet: one run, or several that differ in seed, in the service or in the input. */
export interface MatrixCell {
  readonly row: MatrixRow;
  readonly column: MatrixColumn;
  readonly runs: readonly JudgedRun[];
  /** The worst so far; null while nothing is judged. */
  readonly verdict: Verdict | null;
  /** The run that shows the verdict. */
  readonly shown: JudgedRun;
}

/** `cells` are by row, then by column; null where no such failure makes sense. */
export interface Matrix {
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly MatrixRow[];
  readonly cells: readonly (readonly (MatrixCell | null)[])[];
}

/** What is looked at; nothing in it hides nothing. */
export interface MatrixView {
  readonly ignored: ReadonlySet<string>;
  readonly isShown: (cell: SweepCell) => boolean;
}

const COLUMNS: readonly MatrixColumn[] = SWEPT_KINDS.flatMap((kind) =>
  SWEPT_MOMENTS[kind].map((moment) => ({ key: `${kind} ${moment}`, kind, moment })),
);

/** A plan and what is known of it as rows and columns, in their order; rows and columns without a fault are left out. */
export function matrixOf(plan: SweepPlan, facts: ReadonlyMap<number, SweepFacts>, view: MatrixView): Matrix {
  const runs = plan.cells
    .filter(view.isShown)
    .map((cell): JudgedRun => judged(cell, facts.get(cell.index) ?? null, view));
  const byPlace = new Map<string, JudgedRun[]>();
  const rows = new Map<string, MatrixRow>();
  for (const run of runs) {
    const row = rowOf(run.cell, rows);
    const key = `${row.key} ${run.cell.kind} ${run.cell.moment}`;
    byPlace.set(key, [...(byPlace.get(key) ?? []), run]);
  }
  const columns = COLUMNS.filter(({ kind, moment }) =>
    runs.some(({ cell }) => cell.kind === kind && cell.moment === moment),
  );
  const ordered = [...rows.values()];
  return {
    columns,
    rows: ordered,
    cells: ordered.map((row) =>
      columns.map((column) => cellOf(row, column, byPlace.get(`${row.key} ${column.key}`) ?? [])),
    ),
  };
}

const judged = (cell: SweepCell, facts: SweepFacts | null, { ignored }: MatrixView): JudgedRun => ({
  cell,
  facts,
  verdict: facts === null ? null : verdictOf(facts, ignored),
});

/** Under several seeds a step may have more attempts in one: all of them follow the step. */
function rowOf({ step, foreach, attempt }: SweepCell, rows: Map<string, MatrixRow>): MatrixRow {
  const key = `${step}/${String(attempt)}`;
  const known = rows.get(key);
  if (known !== undefined) return known;
  const isFirst = ![...rows.values()].some((row) => row.step === step);
  const row = { key, step, task: foreach.length === 0 ? '' : `[${foreach.join(',')}]`, attempt, isFirst };
  rows.set(key, row);
  return row;
}

function cellOf(row: MatrixRow, column: MatrixColumn, runs: readonly JudgedRun[]): MatrixCell | null {
  const [first] = runs;
  if (first === undefined) return null;
  const verdict = worstOf(runs.flatMap((run) => run.verdict ?? []));
  return { row, column, runs, verdict, shown: runs.find((run) => run.verdict === verdict) ?? first };
}

/** The cell that an arrow leads to from `at`, past places without one; null at the edge. */
export function neighbour(matrix: Matrix, at: readonly [row: number, column: number], key: string): typeof at | null {
  const by = STEPS[key];
  if (by === undefined) return null;
  let [row, column] = at;
  for (;;) {
    row += by[0];
    column += by[1];
    const cell = matrix.cells[row]?.[column];
    if (cell === undefined) return null;
    if (cell !== null) return [row, column];
  }
}

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
