declare const runId: unique symbol;
declare const taskId: unique symbol;
declare const taskKey: unique symbol;
declare const contentHash: unique symbol;

/** What Metaflow's commands call a run; 16 digits, or `ID~2` for a second run with that id in one browser. */
export type RunId = string & { readonly [runId]: true };
/** What user code sees as `current.task_id`: decimal digits from 1, in the order of the first attempts. */
export type TaskId = string & { readonly [taskId]: true };
/** A task's identity within its run: `step`, its foreach indices, its round. See {@link taskKeyOf}. */
export type TaskKey = string & { readonly [taskKey]: true };
/** SHA-256 of an artifact's bytes, 64 lower-case hex digits. */
export type ContentHash = string & { readonly [contentHash]: true };

/** Where a task stands: its step, foreach indices (outermost first) and the round of a step that repeats itself. */
export interface TaskPlace {
  readonly step: string;
  readonly foreach: readonly number[];
  readonly round: number;
}

/** `train`, `train[2,0]`, `refine#3`: unique within a run, readable in a log. */
export function taskKeyOf({ step, foreach, round }: TaskPlace): TaskKey {
  const indices = foreach.length > 0 ? `[${foreach.join(',')}]` : '';
  return `${step}${indices}${round > 0 ? `#${String(round)}` : ''}` as TaskKey;
}

export const asRunId = (text: string): RunId => text as RunId;
export const asTaskId = (text: string): TaskId => text as TaskId;
export const asContentHash = (text: string): ContentHash => text as ContentHash;
