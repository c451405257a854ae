import { describe, expect, test } from 'vitest';
import { DEFAULT_PACE } from '../../../src/model/scenario';
import { commandsOf } from '../../../src/state/commands';
import { Page } from '../../../src/state/Page.svelte';
import { Theme } from '../../../src/state/Theme.svelte';
import { fixturePorts } from '../../support/fixturePorts';
import { notesRun, scenarioFrom } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const { run, events } = notesRun();

function pageOf(): Page {
  const { command: _, ...content } = scenarioFrom(NOTES_FLOW);
  const ports = fixturePorts({ openRun: () => Promise.resolve({ run, events }) });
  return new Page(ports, { ...content, pace: DEFAULT_PACE }, new Theme(ports.settings, () => false));
}

describe('the rooms of the page', () => {
  test('begin at the workbench, and are entered from the palette', () => {
    const page = pageOf();
    expect(page.rooms.room).toBe('workbench');
    commandsOf(page)
      .flatMap(({ commands }) => commands)
      .find(({ id }) => id === 'lab')
      ?.act();
    expect(page.rooms.room).toBe('lab');
    expect(page.workbench.phoneTab).toBe('lab');
  });

  test('a run that is asked for is followed to the workbench', () => {
    const page = pageOf();
    page.rooms.enter('lab');
    page.run();
    expect(page.rooms.room).toBe('workbench');
    expect(page.workbench.phoneTab).toBe('run');
  });

  test('a run typed at the prompt leaves a phone where it is', () => {
    const page = pageOf();
    page.workbench.openPhone('console');
    page.type('run');
    expect(page.workbench.phoneTab).toBe('console');
  });

  test('another draft leaves who is in the lab there, though its last run comes on screen', () => {
    const page = pageOf();
    page.rooms.enter('lab');
    page.drafts.startNew();
    expect(page.rooms.room).toBe('lab');
  });
});
