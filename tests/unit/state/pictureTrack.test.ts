import { expect, test } from 'vitest';
import { instantOf } from '../../../src/model/time';
import { pictureAt } from '../../../src/state/picture';
import { PictureTrack } from '../../../src/state/PictureTrack';
import { setupWith } from '../../support/inspectedRun';
import { failed, logOf, started, succeeded } from '../../support/fixtureRun';

/** A step that fails a thousand times over is no run of Metaflow's; its log is long all the same. */
const printed = { type: 'output', stream: 'stdout', by: 'code', lines: ['a line'] } as const;
const LINES = 1000;
const setup = setupWith({});
const events = logOf([
  { at: 0, fact: { type: 'run-started', runId: setup.runId, flowName: 'F', originRunId: null, parameters: [] } },
  { at: 0, step: 'start', fact: started(1) },
  ...Array.from({ length: LINES }, (_, i) => ({ at: 3 + i, step: 'start', fact: printed })),
  { at: 3 + LINES, step: 'start', fact: failed('ValueError') },
]);
const track = () => {
  const made = new PictureTrack(setup);
  made.push(events);
  return made;
};
const at = (second: number) => instantOf(second * 1e6);

test.each([0, 1, 3, 201.5, 202, 203, 700, 1002, 1003, 9999])('second %d is as it was when it was new', (second) => {
  expect(track().at(at(second)).run.toString()).toBe(pictureAt(setup, events, at(second)).run.toString());
  expect(track().at(at(second)).run.length).toBe(pictureAt(setup, events, at(second)).run.length);
});

test('forwards, backwards and to and fro come to the same', () => {
  const walked = track();
  for (const second of [900, 100, 101, 901, 5, 1003]) {
    expect(walked.at(at(second)).run.length).toBe(pictureAt(setup, events, at(second)).run.length);
    expect(walked.at(at(second)).histories.toJS()).toEqual(pictureAt(setup, events, at(second)).histories.toJS());
  }
});

test('between two events the picture is the very same', () => {
  const walked = track();
  expect(walked.at(at(500.2))).toBe(walked.at(at(500.8)));
});

test('a log that grows keeps its past', () => {
  const growing = new PictureTrack(setup);
  growing.push(events.slice(0, 450));
  const before = growing.at(at(300));
  growing.push(events.slice(450));
  expect(growing.at(at(300)).run.length).toBe(before.run.length);
  expect(growing.newest.run.length).toBe(events.length);
});

test('an attempt that succeeded is in flight at an earlier instant', () => {
  const short = new PictureTrack(setup);
  short.push([
    ...events.slice(0, 3),
    ...logOf([{ at: 5, step: 'start', fact: succeeded('work') }]).map((event) => ({ ...event, seq: 3 })),
  ]);
  expect(short.at(at(4)).run.running).toHaveLength(1);
  expect(short.at(at(5)).run.running).toHaveLength(0);
});
