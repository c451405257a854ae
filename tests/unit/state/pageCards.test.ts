import { expect, test } from 'vitest';
import { Page } from '../../../src/state/Page.svelte';
import { Theme } from '../../../src/state/Theme.svelte';
import { asContentHash, asTaskId } from '../../../src/model/ids';
import { fixturePorts } from '../../support/fixturePorts';
import { notesRun, scenarioFrom } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const { run, events } = notesRun('succeeded');
const { command: _, ...content } = scenarioFrom(NOTES_FLOW);
const asked = { kind: 'show-card', runId: run.id, taskId: asTaskId('4'), hash: asContentHash('c'.repeat(64)) } as const;

function opened() {
  const ports = fixturePorts({ openRun: () => Promise.resolve({ run, events }) });
  return new Page(ports, { ...content, pace: 'instant' }, new Theme(ports.settings, () => false));
}

test('a card of a run that is not on screen opens the run, its task and the cards', async () => {
  const page = opened();
  page.hear(asked);
  await Promise.resolve();
  await Promise.resolve();
  expect(page.view.stored?.id).toBe(run.id);
  expect(page.selection.step).toBe('summarize');
  expect(page.workbench.lowerTab).toBe('cards');
  expect(page.shownCard?.hash).toBe(asked.hash);
});

test('a card of the run on screen is looked at where it stands', async () => {
  const page = opened();
  page.openRun(run.id);
  await Promise.resolve();
  await Promise.resolve();
  page.select('start');
  page.hear(asked);
  expect(page.selection.step).toBe('summarize');
  expect(page.workbench.lowerTab).toBe('cards');
});
