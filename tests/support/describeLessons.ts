import { describe, expect, test } from 'vitest';
import { FlowChecker } from '../../src/language/check';
import { unmet } from '../../src/lessons/condition';
import { lessonContent } from '../../src/lessons/lessonContent';
import type { Language } from '../../src/model/scenario';
import { cameTrue, judged, lessonRun } from './lessonRuns';
import type { Execute } from './lessonRuns';
import { lessonFiles, lessonOf, lessonText } from './lessons';

/** What every lesson promises, on runs that are really made. `begin` gives a place in which nothing has run. */
export function describeLessons(language: Language, begin: () => Promise<Execute>): void {
  const stepsOf = (source: string): readonly string[] => {
    const { graph } = new FlowChecker().check({ language, source, fileName: 'flow' });
    return graph?.steps.map(({ name }) => name) ?? [];
  };

  describe.each(lessonFiles)('%s', (name) => {
    const lesson = lessonOf(lessonText(name), name.replace(/^\d-|\.md$/g, ''));
    const { source } = lessonContent(lesson, language);
    const solution = lesson.solutions[language]?.source;
    const { run } = lesson.check;

    test('of the options, exactly one comes true', async () => {
      const record = await lessonRun(lesson, language, await begin());
      expect(record.run.message ?? '').not.toMatch(/syntax|import/i);
      expect(cameTrue(lesson, record)).toHaveLength(1);
    });

    test.skipIf(solution === undefined)('the flow as it is fails the check', async () => {
      const execute = await begin();
      expect(await judged(lesson, language, { source, steps: stepsOf(source), execute })).not.toEqual([]);
    });

    test.skipIf(solution === undefined)('the solution passes it', async () => {
      const execute = await begin();
      const text = solution ?? '';
      expect(await judged(lesson, language, { source: text, steps: stepsOf(text), execute })).toEqual([]);
    });

    test.skipIf(run === null)('its run does not pass the check, and a resume from the right step does', async () => {
      const execute = await begin();
      const first = await lessonRun(lesson, language, execute);
      expect(unmet(run ?? {}, first)).not.toEqual([]);
      const again = await execute(source, ['resume', 'prepare'], lessonContent(lesson, language));
      expect(unmet(run ?? {}, again)).toEqual([]);
    });
  });
}
