import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readLesson } from '../../../src/lessons/readLesson';
import type { Json } from '../../../src/model/json';
import type { RunRecord } from '../../../src/model/record';
import type { Scenario } from '../../../src/model/scenario';
import { Draft } from '../../../src/state/Draft.svelte';
import { LessonVisit } from '../../../src/state/LessonVisit.svelte';
import type { DraftContent } from '../../../src/state/ports';
import { fixtureLessons } from '../../support/fixturePorts';
import { scenarioFrom } from '../../support/fixtureRun';
import { notesRecord } from '../../support/notesRecord';
import { NOTES_FLOW } from '../../support/notesFlow';

const LESSON = `# A flaky call

> What retries do.

\`\`\`python flow Notes.py
${NOTES_FLOW}\`\`\`

\`\`\`python solution
${NOTES_FLOW}# mended
\`\`\`

## Predict

What comes of it?

- It fails.

  \`\`\`json when
  { "outcome": "failed" }
  \`\`\`

  It was retried.

- It succeeds.

  \`\`\`json when
  { "outcome": "succeeded" }
  \`\`\`

## Explain

Words.

## Repair

A task.

\`\`\`json check
{ "seeds": 1, "tries": [{ "name": "nothing" }], "holds": { "outcome": "succeeded" } }
\`\`\`
`;
const RESUMED = LESSON.replace(
  '## Predict',
  `\`\`\`json scenario\n{ "command": ["resume"] }\n\`\`\`\n\n\`\`\`python earlier\n${NOTES_FLOW}\`\`\`\n\n## Predict`,
);

let succeeded: RunRecord;
beforeAll(async () => {
  succeeded = await notesRecord();
});

const failed = (): RunRecord => ({
  ...succeeded,
  run: { ...succeeded.run, outcome: 'failed', message: 'Step end failed.' },
});

/** What one browser keeps, and what was executed in it. */
let kept: Map<string, Json>;
let executed: Scenario[];
let rehearsed: RunRecord;
let notices: string[];

function visitWith(text = LESSON): LessonVisit {
  const { command: _, ...content } = scenarioFrom(NOTES_FLOW);
  const draft = new Draft({ ...content, pace: 2 }, () => undefined);
  let lesson: string | null = null;
  const execute = (scenario: Scenario, next?: (record: RunRecord) => Scenario | null): Promise<RunRecord> => {
    executed.push(scenario);
    const record = { ...succeeded, run: { ...succeeded.run, command: scenario.command } };
    const then = next?.(record) ?? null;
    return then === null ? Promise.resolve(record) : execute(then);
  };
  const visit: LessonVisit = new LessonVisit({
    port: fixtureLessons({
      shipped: () => Promise.resolve([{ id: 'flaky', text }]),
      read: (read, id) => Promise.resolve(readLesson(read, id)),
      progress: () => Promise.resolve(new Map(kept)),
      keepProgress: (id, state) => void kept.set(id, state),
      forget: (id) => void kept.delete(id),
      rehearse: () => Promise.resolve(rehearsed),
    }),
    draft,
    drafts: {
      get lesson() {
        return lesson;
      },
      openLesson: (id: string, opened: DraftContent) => {
        lesson = id;
        draft.replace(opened);
        return Promise.resolve();
      },
    },
    execute,
    record: () => Promise.resolve(succeeded),
    clearRun: () => undefined,
    show: () => undefined,
    showRun: () => undefined,
    dismiss: (code) => void (notices = notices.filter((one) => one !== code)),
    notify: ({ code }) => notices.push(code),
    trying: async (promise) => {
      await promise;
    },
  });
  return visit;
}

async function opened(text = LESSON): Promise<LessonVisit> {
  const visit = visitWith(text);
  visit.open('flaky', 'python');
  await expect.poll(() => visit.lesson?.id).toBe('flaky');
  return visit;
}

/** With the run behind it: what comes next is the repair. */
async function predicted(place = 1): Promise<LessonVisit> {
  const visit = await opened();
  visit.choose(place);
  visit.run();
  await expect.poll(() => visit.stage).toBe('repair');
  return visit;
}

beforeEach(() => {
  kept = new Map();
  executed = [];
  notices = [];
  rehearsed = succeeded;
});

describe('before the run', () => {
  test('a run waits for the prediction, and says so; other commands do not', async () => {
    const visit = await opened();
    expect(visit.holdsBack(['run'])).toBe(true);
    expect(visit.holdsBack(['--config', 'c', 'c.json', 'resume'])).toBe(true);
    expect(visit.holdsBack(['check'])).toBe(false);
    expect(notices).toEqual(['predict-first', 'predict-first']);
    visit.choose(0);
    expect(visit.holdsBack(['run'])).toBe(false);
    expect(notices).toEqual([]);
  });

  test('a choice can be changed, and is kept', async () => {
    const visit = await opened();
    visit.choose(0);
    visit.choose(1);
    expect(visit.options.map(({ isChosen }) => isChosen)).toEqual([false, true]);
    expect((await opened()).stage).toBe('run');
  });

  test('without a choice nothing is run', async () => {
    const visit = await opened();
    visit.run();
    expect(executed).toEqual([]);
  });
});

describe('the run', () => {
  test('is of the lesson’s flow, and shows which option came true', async () => {
    const visit = await predicted(0);
    expect(executed).toMatchObject([{ source: NOTES_FLOW, command: ['run'], fileName: 'Notes.py' }]);
    expect(visit.options.map(({ cameTrue }) => cameTrue)).toEqual([false, true]);
    expect(visit.verdict).toBe('wrong');
    expect(visit.reply).toHaveLength(1);
  });

  test('settles the choice for good', async () => {
    const visit = await predicted(1);
    expect(visit.verdict).toBe('right');
    visit.choose(0);
    expect(visit.options[1]?.isChosen).toBe(true);
  });

  test('that resumes is made of an earlier one, which is run first', async () => {
    const visit = await opened(RESUMED);
    visit.choose(1);
    visit.run();
    await expect.poll(() => visit.stage).toBe('repair');
    expect(executed.map(({ command }) => command)).toEqual([['run'], ['resume', '--origin-run-id', succeeded.run.id]]);
  });

  test('is found again after the page was closed', async () => {
    await predicted(1);
    const again = await opened();
    expect([again.stage, again.verdict]).toEqual(['repair', 'right']);
  });
});

describe('the repair', () => {
  test('is passed when every trial is as it must be', async () => {
    const visit = await predicted();
    visit.judge();
    await expect.poll(() => visit.stage).toBe('done');
    expect(visit.check.rows.map(({ name, found }) => [name, found])).toEqual([
      ['no failure', []],
      ['nothing', []],
    ]);
    expect(visit.shelf.entries[0]?.stage).toBe('done');
    expect(visit.shelf.doneCount).toBe(1);
  });

  test('is not when one of them is otherwise, and that one can be looked at', async () => {
    const visit = await predicted();
    rehearsed = failed();
    visit.judge();
    await expect.poll(() => visit.check.state).toBe('failed');
    expect(visit.check.failed[0]?.found).toEqual(['The run failed: Step end failed.']);
    visit.look(visit.check.failed[0]?.scenario ?? expect.fail('nothing failed'));
    expect(executed.at(-1)?.seed).toBe(visit.check.rows[0]?.scenario.seed);
  });

  test('shows a solution once it has failed three times', async () => {
    const visit = await predicted();
    rehearsed = failed();
    for (const solved of [false, false, true]) {
      visit.judge();
      await expect.poll(() => visit.check.state).toBe('failed');
      expect(visit.solution !== null).toBe(solved);
      visit.check.forget();
    }
    expect(visit.solution).toContain('# mended');
  });

  test('that is stopped is no failure', async () => {
    const visit = await predicted();
    visit.judge();
    visit.check.stop();
    await expect.poll(() => visit.check.state).toBe('stopped');
    expect(visit.progress.checks).toBe(0);
  });
});

test('begun anew, a lesson has nothing left of the time before', async () => {
  const visit = await predicted();
  visit.restart();
  await expect.poll(() => visit.stage).toBe('predict');
  expect((await opened()).stage).toBe('predict');
});

describe('a file of one’s own', () => {
  test('is opened like any other lesson, is there again later, and can be taken off the list', async () => {
    const visit = visitWith();
    await visit.openFile('mine.md', LESSON.replace('# A flaky call', '# My own'));
    expect(visit.lesson?.title).toBe('My own');
    const again = visitWith();
    await again.shelf.load();
    expect(again.shelf.entries.map(({ title, isOwn }) => [title, isOwn])).toEqual([
      ['A flaky call', false],
      ['My own', true],
    ]);
    again.shelf.remove(again.shelf.entries[1]?.id ?? '');
    expect(again.shelf.entries).toHaveLength(1);
    expect(kept.size).toBe(0);
  });

  test('that has errors is refused line by line, and what was open stays', async () => {
    const visit = await opened();
    await visit.openFile('mine.md', LESSON.replace('"failed"', '"faild"'));
    expect(visit.refused).toMatchObject({
      name: 'mine.md',
      problems: [{ message: expect.stringContaining('Did you mean "failed"?') as string }],
    });
    expect(visit.lesson?.id).toBe('flaky');
    expect(visit.shelf.entries).toHaveLength(1);
  });
});

test('what an unknown version has stored begins anew', async () => {
  kept.set('flaky', { chosen: 'the first' });
  expect((await opened()).stage).toBe('predict');
});
