import * as v from 'valibot';
import type { Json } from '../model/json';

/** How far somebody has come in a lesson. */
export interface LessonProgress {
  /** The place of the option that was chosen; null before. */
  readonly chosen: number | null;
  /** What the run that was predicted came to; null before it. */
  readonly result: { readonly run: string; readonly came: readonly number[] } | null;
  /** How often the repaired flow was judged. */
  readonly checks: number;
  readonly isPassed: boolean;
  /** Of a lesson that came as a file, all of it. */
  readonly text: string | null;
}

export const NO_PROGRESS: LessonProgress = { chosen: null, result: null, checks: 0, isPassed: false, text: null };

const place = v.pipe(v.number(), v.integer(), v.minValue(0));
const schema = v.object({
  chosen: v.nullable(place),
  result: v.nullable(v.object({ run: v.string(), came: v.array(place) })),
  checks: place,
  isPassed: v.boolean(),
  text: v.nullable(v.string()),
});

/** What was stored, by whichever version; one that cannot be read begins anew. */
export function progressOf(stored: Json | undefined): LessonProgress {
  const read = v.safeParse(schema, stored);
  return read.success ? read.output : NO_PROGRESS;
}

/** As it is stored. */
export const storedProgress = ({ chosen, result, checks, isPassed, text }: LessonProgress): Json => ({
  chosen,
  result: result === null ? null : { run: result.run, came: [...result.came] },
  checks,
  isPassed,
  text,
});

/** What comes next in a lesson. */
export type Stage = 'predict' | 'run' | 'repair' | 'done';

export function stageOf({ chosen, result, isPassed }: LessonProgress): Stage {
  if (isPassed) return 'done';
  if (result !== null) return 'repair';
  return chosen === null ? 'predict' : 'run';
}

export const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  predict: 'Predict',
  run: 'Run',
  repair: 'Repair',
  done: 'Done',
};
