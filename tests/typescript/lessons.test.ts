import { beforeAll, describe, expect, test } from 'vitest';
import { unmet } from '../../src/lessons/condition';
import { readTypeScript } from '../../src/language/typescript/read';
import { cameTrue, judged, lessonRun } from '../support/lessonRuns';
import type { Execute } from '../support/lessonRuns';
import { lessonFiles, lessonOf, lessonText } from '../support/lessons';
import { typescriptRuns } from '../support/typescriptRuns';

let begin: () => Promise<Execute>;
beforeAll(() => {
  begin = typescriptRuns;
});

const stepsOf = (source: string): readonly string[] =>
  readTypeScript(source, 'flow.ts').flow?.steps.map(({ name }) => name) ?? [];

describe.each(lessonFiles)('%s', (name) => {
  const lesson = lessonOf(lessonText(name), name.replace(/^\d-|\.md$/g, ''));
  const flow = lesson.flows.typescript?.source ?? expect.fail('the lesson has no flow in TypeScript');

  test('of the options, exactly one comes true', async () => {
    const record = await lessonRun(lesson, 'typescript', await begin());
    expect(cameTrue(lesson, record)).toHaveLength(1);
  });

  const solution = lesson.solutions.typescript?.source;
  test.skipIf(solution === undefined)('the flow as it is fails the check, and the solution passes it', async () => {
    const execute = await begin();
    const judge = (source: string) => judged(lesson, 'typescript', { source, steps: stepsOf(source), execute });
    expect(await judge(flow)).not.toEqual([]);
    expect(await judge(solution ?? '')).toEqual([]);
  });

  const { run } = lesson.check;
  test.skipIf(run === null)(
    'the run of the lesson does not pass the check, and a resume from the right step does',
    async () => {
      const execute = await begin();
      const first = await lessonRun(lesson, 'typescript', execute);
      expect(unmet(run ?? {}, first)).not.toEqual([]);
      const again = await execute(flow, ['resume', 'prepare'], first.scenario as never);
      expect(unmet(run ?? {}, again)).toEqual([]);
    },
  );
});
