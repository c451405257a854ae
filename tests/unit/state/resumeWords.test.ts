import { describe, expect, test } from 'vitest';
import type { ResumePreview, TaskFate } from '../../../src/engine/resumePreview';
import { taskKeyOf } from '../../../src/model/ids';
import { changedSteps } from '../../../src/state/changedSteps';
import { resumeHeadline, stepFates } from '../../../src/state/resumeWords';
import { plain } from '../../../src/state/words';
import { graphFrom } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const task = (step: string, fate: TaskFate['fate'], reason: TaskFate['reason'], ...foreach: number[]): TaskFate => {
  const place = { step, foreach, round: 0 };
  return { key: taskKeyOf(place), place, fate, reason };
};

const preview: ResumePreview = {
  tasks: [task('start', 'cloned', 'finished'), task('api_call', 'again', 'failed')],
  newSteps: ['risky_logic', 'summarize', 'end'],
  first: [taskKeyOf({ step: 'api_call', foreach: [], round: 0 })],
  problems: [],
  failure: null,
};
const read = (source: string) => ({ source, graph: graphFrom(source) });
const edited = NOTES_FLOW.replace('Simulating API call', 'Calling the API');

describe('what a resume would do', () => {
  test('is one sentence, with what was edited since', () => {
    const changed = changedSteps(read(NOTES_FLOW), read(edited));
    const line = edited.split('\n').findIndex((text) => text.includes('Calling the API')) + 1;
    expect(plain(resumeHeadline(preview, changed))).toBe(
      `1 task is cloned, 1 runs again, 3 steps are new. Line ${String(line)} was edited since.`,
    );
  });

  test('is told step by step, with the reason', () => {
    const fates = stepFates(['start', 'api_call', 'end'], preview, []);
    expect(fates.map(({ sentence }) => plain(sentence))).toEqual([
      'Cloned. It finished; its artifacts and logs are shared, no code runs.',
      'Runs again. It failed, so there is nothing to clone: it starts from attempt 0.',
      'New. It was never reached.',
    ]);
  });

  test('says of a foreach how many of its tasks are cloned', () => {
    const tasks = [
      task('work', 'cloned', 'finished', 0),
      task('work', 'again', 'failed', 1),
      task('work', 'cloned', 'finished', 2),
    ];
    const [fate] = stepFates(['work'], { ...preview, tasks }, []);
    expect(plain(fate?.sentence ?? [])).toBe(
      '2 of 3 tasks are cloned. work[1] runs. It failed, so there is nothing to clone: it starts from attempt 0.',
    );
  });
});

test('a text that only moved has not changed', () => {
  expect(changedSteps(read(NOTES_FLOW), read(`# a comment\n\n${NOTES_FLOW}`))).toEqual([]);
});
