import { describe, expect, test } from 'vitest';
import { DEFAULT_PACE } from '../../../src/model/scenario';
import { instantOf } from '../../../src/model/time';
import { Page } from '../../../src/state/Page.svelte';
import type { Ports } from '../../../src/state/ports';
import { Theme } from '../../../src/state/Theme.svelte';
import { fixturePorts } from '../../support/fixturePorts';
import { notesRun, scenarioFrom, until } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const { run, events } = notesRun();

/** A page whose frames come when a test says so. */
function open(second: number, isDriven: boolean, own: Partial<Ports> = {}) {
  let due: (() => void) | null = null;
  const wall = {
    ms: 0,
    now: () => wall.ms,
    nextFrame: (callback: () => void) => {
      due = callback;
      return () => (due = null);
    },
    frames(count: number, ms: number) {
      for (let i = 0; i < count; i++) {
        wall.ms += ms;
        const callback = due;
        due = null;
        callback?.();
      }
    },
  };
  const { command: _, ...content } = scenarioFrom(NOTES_FLOW);
  const ports = fixturePorts({ wall, ...own });
  const page = new Page(ports, { ...content, pace: DEFAULT_PACE }, new Theme(ports.settings, () => false));
  page.hear({ kind: 'run-opened', run });
  page.hear({ kind: 'events', runId: run.id, events: until(events, second) });
  page.hear({ kind: 'clock', runId: run.id, at: instantOf(second * 1e6), wallMs: 0, pace: 0, until: null });
  if (!isDriven) page.hear({ kind: 'run-closed', run: { ...run, outcome: 'succeeded' } });
  return { page, wall, transport: page.transport, now: () => page.view.now / 1e6 };
}
const finished = () => open(24.6, false);

describe('stepping', () => {
  test('goes from event to event, and back to the end', () => {
    const { transport, now } = finished();
    transport.previous();
    expect(now()).toBe(21.6);
    transport.previous();
    expect(now()).toBe(18.6);
    transport.next();
    transport.next();
    expect([now(), transport.isLookingBack]).toEqual([24.6, false]);
  });

  test('ends at the start', () => {
    const { transport, now } = finished();
    transport.toStart();
    expect([now(), transport.hasPrevious, transport.hasNext]).toEqual([0, false, true]);
  });

  test('goes from failure to failure, then to the first one again', () => {
    const { transport, now } = finished();
    const visited = [1, 2, 3].map(() => {
      transport.nextFailure();
      return now();
    });
    expect(visited).toEqual([6, 10.8, 6]);
    transport.previousFailure();
    expect(now()).toBe(10.8);
  });

  test('tells a screen reader what happened there', () => {
    const { page, transport } = finished();
    transport.nextFailure();
    expect(page.view.announcement).toBe(
      'At 6.00 s. Attempt 0 of api_call failed with RuntimeError. Attempt 1 starts after 1.80 s.',
    );
  });
});

describe('playing back', () => {
  test('begins again at the start of a run that is over, and ends at its end', () => {
    const { transport, wall, now } = finished();
    transport.setSpeed(10);
    transport.toggle();
    wall.frames(10, 100);
    expect(now()).toBeCloseTo(10);
    expect(transport.isPlaying).toBe(true);
    wall.frames(20, 100);
    expect([now(), transport.isPlaying, transport.isLookingBack]).toEqual([24.6, false, false]);
  });

  test('goes on from the cursor, and stands still when asked to', () => {
    const { transport, wall, now } = finished();
    transport.seek(5e6);
    transport.setSpeed(1);
    transport.toggle();
    wall.frames(10, 100);
    transport.toggle();
    wall.frames(10, 100);
    expect(now()).toBeCloseTo(6);
  });

  test('waits while the playhead is dragged', () => {
    const { transport, wall, now } = finished();
    transport.seek(5e6);
    transport.toggle();
    transport.hold(true);
    transport.seek(9e6);
    wall.frames(10, 100);
    expect(now()).toBe(9);
  });

  test('does not leap over the time that a page was put away', () => {
    const { transport, wall, now } = finished();
    transport.seek(5e6);
    transport.setSpeed(1);
    transport.toggle();
    wall.frames(1, 60_000);
    expect(now()).toBeLessThan(6);
  });

  test('another run ends it', () => {
    const { page, transport } = finished();
    transport.seek(5e6);
    transport.toggle();
    const next = notesRun().run;
    page.hear({ kind: 'run-opened', run: { ...next, id: 'another' as typeof next.id } });
    expect([transport.isPlaying, transport.isLookingBack]).toEqual([true, false]);
    expect(page.view.now).toBe(0);
  });
});

describe('a run that is driven', () => {
  test('stands still itself at its newest moment', () => {
    const paces: unknown[] = [];
    const { transport } = open(9, true, {
      setPace: (pace) => {
        paces.push(pace);
        return Promise.resolve();
      },
    });
    transport.toggle();
    expect([paces, transport.isPlaying, transport.isLive]).toEqual([[0], false, true]);
  });

  test('goes on while somebody looks back, and nothing on screen moves', () => {
    const { page, transport, now } = open(9, true);
    transport.previous();
    const before = page.view.picture;
    page.hear({ kind: 'events', runId: run.id, events: until(events, 13) });
    expect([now(), page.view.picture === before]).toEqual([7.8, true]);
    transport.goLive();
    expect(page.view.picture?.run.length).toBe(until(events, 13).length);
  });

  test('looked back at, it is played up to its newest moment, and lived with from there', () => {
    const { transport, wall } = open(9, true);
    transport.seek(8e6);
    transport.setSpeed(2);
    transport.toggle();
    wall.frames(10, 100);
    expect([transport.isLive, transport.isLookingBack]).toEqual([true, false]);
  });
});

test('the console, the cards and the sentence are those of the moment', () => {
  const { page, transport } = finished();
  const all = page.consoleLines.length;
  transport.seek(6.5e6);
  expect(page.consoleLines.length).toBeLessThan(all);
  expect(page.consoleLines.at(-1)?.text).toBe('Sleeping 0.03 minutes before the next retry');
  expect(page.shelved).toHaveLength(0);
  expect(page.displays.find(({ step }) => step === 'api_call')?.word).toBe('Waiting for retry');
  transport.goLive();
  expect([page.consoleLines.length, page.shelved.length]).toEqual([all, 1]);
});

test('lines that commands print while one looks back are shown', () => {
  const { page, transport } = finished();
  transport.seek(6.5e6);
  page.hear({ kind: 'printed', lines: ['Step start'], stream: 'stdout' });
  expect(page.consoleLines.at(-1)?.text).toBe('Step start');
});
