import { expect } from 'vitest';
import { holds, unmet } from '../../src/lessons/condition';
import type { Lesson } from '../../src/lessons/lesson';
import { earlierScenario, lessonContent } from '../../src/lessons/lessonContent';
import { trialsOf } from '../../src/lessons/tries';
import type { RunRecord } from '../../src/model/record';
import type { Language, Scenario } from '../../src/model/scenario';

/** One command on one scenario, for real. */
export type Execute = (source: string, command: readonly string[], fields: Partial<Scenario>) => Promise<RunRecord>;

/** The run that the lesson asks to predict, as the page makes it. */
export async function lessonRun(lesson: Lesson, language: Language, execute: Execute): Promise<RunRecord> {
  const earlier = earlierScenario(lesson, language);
  if (earlier !== null) {
    const origin = await execute(earlier.source, ['run'], earlier);
    expect(origin.run.outcome).toBe('failed');
  }
  const content = lessonContent(lesson, language);
  return execute(content.source, lesson.scenario.command, content);
}

/** The texts of the options that came true. */
export const cameTrue = ({ options }: Lesson, record: RunRecord): readonly number[] =>
  options.flatMap(({ when }, place) => (holds(when, record) ? [place] : []));

/** What a text fails in, trial by trial: empty where it passes the lesson's check. */
export async function judged(
  lesson: Lesson,
  language: Language,
  { source, steps, execute }: { readonly source: string; readonly steps: readonly string[]; readonly execute: Execute },
): Promise<readonly string[]> {
  const trials = trialsOf(lesson, { ...lessonContent(lesson, language), source }, steps);
  const records: RunRecord[] = [];
  const found: string[] = [];
  for (const { name, scenario, holds: asked, calm } of trials) {
    const record = await execute(source, scenario.command, scenario);
    records.push(record);
    found.push(
      ...unmet(asked, record, { calm: calm === null ? null : (records[calm] ?? null) }).map((one) => `${name}: ${one}`),
    );
  }
  return found;
}
