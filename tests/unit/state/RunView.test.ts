import { expect, test } from 'vitest';
import { instantOf } from '../../../src/model/time';
import { RunView } from '../../../src/state/RunView.svelte';
import { notesRun, until } from '../../support/fixtureRun';

/** A wall whose clock and frames a test moves. */
function handWall() {
  let callback: (() => void) | null = null;
  const wall = {
    ms: 0,
    now: () => wall.ms,
    nextFrame: (next: () => void) => {
      callback = next;
      return () => (callback = null);
    },
    frame(ms: number) {
      wall.ms = ms;
      const due = callback;
      callback = null;
      due?.();
    },
  };
  return wall;
}

const { run, events } = notesRun();
const runId = run.id;
const clock = (second: number, wallMs: number, pace: number, until: number | null = null) => {
  const bound = until === null ? null : instantOf(until * 1e6);
  return { kind: 'clock', runId, at: instantOf(second * 1e6), wallMs, pace, until: bound } as const;
};

function driven() {
  const wall = handWall();
  const view = new RunView(wall);
  view.hear({ kind: 'run-opened', run });
  return { wall, view };
}

test('the clock moves on between two marks, at its pace', () => {
  const { wall, view } = driven();
  view.hear(clock(3, 0, 2));
  wall.frame(500);
  expect(view.now).toBe(4e6);
  wall.frame(1000);
  expect(view.now).toBe(5e6);
});

test('the clock is not taken back: it stands until the run has caught up', () => {
  const { wall, view } = driven();
  view.hear(clock(3, 0, 10));
  wall.frame(500);
  expect(view.now).toBe(8e6);
  view.hear(clock(6, 500, 0));
  expect(view.now).toBe(8e6);
  view.hear(clock(9, 600, 0));
  expect(view.now).toBe(9e6);
});

test('the clock does not pass what it was told to stand at', () => {
  const { wall, view } = driven();
  view.hear(clock(3, 0, 2, 5));
  wall.frame(4000);
  expect(view.now).toBe(5e6);
});

test('events that come twice are folded once', () => {
  const { view } = driven();
  view.hear({ kind: 'events', runId, events: until(events, 6) });
  view.hear({ kind: 'events', runId, events: until(events, 9) });
  expect(view.events).toEqual(until(events, 9));
  expect(view.picture?.run.length).toBe(until(events, 9).length);
});

test('another run does not reach the one on screen', () => {
  const { view } = driven();
  view.hear({ kind: 'events', runId: 'other' as typeof runId, events });
  expect(view.events).toEqual([]);
});

test('a run is driven until it is closed', () => {
  const { view } = driven();
  expect([view.isDriven, view.isOver]).toEqual([true, false]);
  view.hear({ kind: 'events', runId, events });
  view.hear({ kind: 'run-closed', run: { ...run, outcome: 'succeeded' } });
  expect([view.isDriven, view.isOver, view.isInterrupted]).toEqual([false, true, false]);
  expect(view.now).toBe(24.6e6);
});

test('a stored run without an outcome was interrupted', () => {
  const view = new RunView(handWall());
  view.show({ run, events: until(events, 9) });
  expect(view.isInterrupted).toBe(true);
});

test('an instant of the past is drawn as it was then, and live again as it is now', () => {
  const { view } = driven();
  view.hear({ kind: 'events', runId, events });
  view.seek(instantOf(6.7e6));
  expect(view.now).toBe(6.7e6);
  expect(view.picture?.run.waiting).toHaveLength(1);
  expect(view.newest?.run.phase).toBe('succeeded');
  view.goLive();
  expect(view.picture?.run.phase).toBe('succeeded');
});
