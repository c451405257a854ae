import { beforeEach, describe, expect, test } from 'vitest';
import { FaultlineError } from '../../../src/model/assert';
import { Page } from '../../../src/state/Page.svelte';
import { EXAMPLES, FIRST_EXAMPLE } from '../../../src/state/examples';
import type { Example } from '../../../src/state/examples';
import type { DraftContent, Ports } from '../../../src/state/ports';
import { Theme } from '../../../src/state/Theme.svelte';
import { draftShelf } from '../../../src/storage/draftShelf';
import { memoryDrafts } from '../../../src/storage/memoryPage';
import type { Draft } from '../../../src/storage/schema';
import { fixturePorts } from '../../support/fixturePorts';
import { notesRun, scenarioFrom } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const [, SECOND = FIRST_EXAMPLE, THIRD = FIRST_EXAMPLE] = EXAMPLES;
const { command: _, ...notes } = scenarioFrom(NOTES_FLOW);

const textOfExample = (example: Example): string =>
  NOTES_FLOW.replaceAll('FailureHandlingFlow', example.title.replaceAll(/\W/g, ''));
const siteContent = (example: Example, fileName: string): DraftContent => ({
  ...notes,
  fileName,
  source: textOfExample(example),
  seed: example.seed,
  pace: example.pace,
});

let isOffline = false;
let page: Page;
let store: ReturnType<typeof memoryDrafts>;

function opened(own: Partial<Ports> = {}): Page {
  let clock = 0;
  let count = 0;
  store = memoryDrafts(() => (clock += 1));
  const content = siteContent(FIRST_EXAMPLE, FIRST_EXAMPLE.flows.python);
  const { pace, ...rest } = content;
  const scenario = { ...rest, command: ['run'] };
  const origin = { kind: 'example', name: scenario.fileName, original: scenario } as const;
  const first: Draft = { id: 'draft', scenario, pace, origin, revision: 0, updatedAt: 0 };
  const shelf = draftShelf(store, first, { delayMs: 1, onProblem: () => undefined });
  const ports = fixturePorts({
    saveDraft: ({ pace: changed, ...typed }) =>
      shelf.change({ pace: changed, scenario: { ...typed, command: ['run'] } }),
    drafts: {
      current: () => shelf.draft,
      list: () => shelf.list(),
      turnTo: (draft) => shelf.turnTo(draft),
      delete: (id) => shelf.delete(id),
      newId: () => `new-${String((count += 1))}`,
      fetchExample: (example, fileName) =>
        isOffline
          ? Promise.reject(new FaultlineError('example-unavailable', 'offline'))
          : Promise.resolve(siteContent(example, fileName)),
    },
    ...own,
  });
  return new Page(ports, content, new Theme(ports.settings, () => false));
}

const names = () => page.drafts.own.map(({ id }) => id);
const seesDraft = (id: string) => expect.poll(() => page.drafts.currentId).toBe(id);

async function looksAt(): Promise<void> {
  page.drafts.look();
  await new Promise((resolve) => setTimeout(resolve, 10));
}

beforeEach(() => {
  isOffline = false;
  page = opened();
});

describe('choosing an example', () => {
  test('opens it as a draft of its own, with its seed, and leaves nothing of the one before behind', async () => {
    page.drafts.chooseExample(SECOND, 'python');
    await seesDraft('new-1');
    expect(page.draft.source).toBe(textOfExample(SECOND));
    expect(page.draft.seed).toBe(SECOND.seed);
    await looksAt();
    expect(names()).toEqual([]);
  });

  test('keeps what was typed, and the same example brings it back', async () => {
    page.draft.edit('# mine');
    page.drafts.chooseExample(SECOND, 'python');
    await seesDraft('new-1');
    await expect.poll(names).toEqual(['draft']);
    expect(page.drafts.changed.has(FIRST_EXAMPLE)).toBe(true);
    page.drafts.chooseExample(FIRST_EXAMPLE, 'python');
    await seesDraft('draft');
    expect(page.draft.source).toBe('# mine');
  });

  test('lists the drafts that were changed, the last one first', async () => {
    page.draft.edit('# first');
    page.drafts.chooseExample(SECOND, 'python');
    await seesDraft('new-1');
    page.draft.edit('# second');
    page.drafts.chooseExample(THIRD, 'python');
    await seesDraft('new-2');
    await expect.poll(names).toEqual(['new-1', 'draft']);
    page.drafts.choose('draft');
    await seesDraft('draft');
    expect(page.draft.source).toBe('# first');
  });

  test('of two in a row, the later one stays', async () => {
    page.drafts.chooseExample(SECOND, 'python');
    page.drafts.chooseExample(THIRD, 'python');
    await expect.poll(() => page.draft.source).toBe(textOfExample(THIRD));
    await looksAt();
    expect(page.draft.source).toBe(textOfExample(THIRD));
  });

  test('that cannot be fetched leaves the editor as it is, and says so', async () => {
    isOffline = true;
    page.draft.edit('# mine');
    page.drafts.chooseExample(SECOND, 'python');
    await expect.poll(() => page.workbench.notices.map(({ code }) => code)).toEqual(['example-unavailable']);
    expect(page.draft.source).toBe('# mine');
    expect(page.drafts.currentId).toBe('draft');
  });
});

describe('the original', () => {
  test('is offered once something was changed, and not for a pace', async () => {
    page.draft.setPace(100);
    await looksAt();
    expect(page.drafts.canRestore).toBe(false);
    page.draft.edit('# mine');
    await looksAt();
    expect(page.drafts.canRestore).toBe(true);
  });

  test('comes as a draft of its own, and the changed one stays among the drafts', async () => {
    page.draft.edit('# mine');
    page.drafts.restore();
    await seesDraft('new-1');
    expect(page.draft.source).toBe(textOfExample(FIRST_EXAMPLE));
    await expect.poll(names).toEqual(['draft']);
    expect(page.drafts.canRestore).toBe(false);
  });
});

test('a new flow is a draft of its own', async () => {
  page.draft.edit('# mine');
  page.drafts.startNew();
  await seesDraft('new-1');
  expect(page.draft.fileName).toBe('MyFlow.py');
  expect(page.draft.problems).toEqual([]);
  await expect.poll(names).toEqual(['draft']);
});

test('a deleted draft can be taken back', async () => {
  page.draft.edit('# mine');
  page.drafts.delete();
  await expect.poll(() => page.workbench.notices.map(({ code }) => code)).toEqual(['draft-deleted']);
  expect(page.draft.source).toBe(textOfExample(FIRST_EXAMPLE));
  expect(await store.get('draft')).toBeNull();
  page.workbench.notices[0]?.action?.act();
  await seesDraft('draft');
  expect(page.draft.source).toBe('# mine');
  await expect.poll(async () => (await store.get('draft'))?.scenario.source).toBe('# mine');
});

describe('the run on screen', () => {
  const { run, events } = notesRun('succeeded');

  test('gives way to the last one of the flow that is opened, or to none', async () => {
    page.hear({ kind: 'run-opened', run });
    page.hear({ kind: 'run-closed', run });
    page.drafts.chooseExample(SECOND, 'python');
    await seesDraft('new-1');
    expect(page.view.stored).toBeNull();
    expect(page.graph).toBe(page.draft.graph);
  });

  test('stays while it goes on, whatever is opened in the editor', async () => {
    page.hear({ kind: 'run-opened', run });
    page.hear({ kind: 'events', runId: run.id, events });
    page.drafts.chooseExample(SECOND, 'python');
    await seesDraft('new-1');
    expect(page.view.stored?.id).toBe(run.id);
    expect(page.draft.source).toBe(textOfExample(SECOND));
  });
});
