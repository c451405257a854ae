import { expect, test } from 'vitest';
import { taskKeyOf } from '../../../src/model/ids';
import { bandOf, failingLineOf, marksOf } from '../../../src/state/codePicture';
import { advance, blankPicture } from '../../../src/state/picture';
import { failed, graphFrom, logOf, started, storedRun, succeeded } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const graph = graphFrom(NOTES_FLOW);
const run = storedRun(NOTES_FLOW);
const frame = (line: number, own: boolean) => ({ file: 'flow.py', line, name: 'api_call', text: '', own });
const events = logOf([
  { at: 0, fact: { type: 'run-started', runId: run.id, flowName: 'F', originRunId: null, parameters: [] } },
  { at: 0, step: 'start', fact: started(1) },
  { at: 3, step: 'start', fact: succeeded('api_call') },
  { at: 3, step: 'api_call', fact: started(2) },
  { at: 6, step: 'api_call', fact: failed('RuntimeError', { traceback: [frame(21, true), frame(99, false)] }) },
  { at: 7.8, step: 'api_call', fact: { type: 'wait-ended' } },
  { at: 7.8, step: 'api_call', attempt: 1, fact: started(2) },
]);
const pictureOf = (count: number) => events.slice(0, count).reduce(advance, blankPicture(run.setup));
const api = taskKeyOf({ step: 'api_call', foreach: [], round: 0 });
const all = { step: null, task: null, attempt: null };

test.each([
  ['of the newest attempt while it is the last word', 5, all, 21],
  ['no longer once another attempt runs', 7, all, undefined],
  ['of an attempt that is chosen, for as long as it is', 7, { step: 'api_call', task: api, attempt: 0 }, 21],
  ['not of another step', 5, { ...all, step: 'start' }, undefined],
])('a failing line is shown %s', (_, count, looked, line) => {
  expect(failingLineOf(pictureOf(count), looked)?.line).toBe(line);
});

test('the band of a step goes from its first decorator to its last line', () => {
  expect(bandOf(graph, 'api_call')).toEqual({ from: 16, to: 24 });
  expect(bandOf(graph, null)).toBeNull();
});

test('a status stands beside the def of its step, once something has run', () => {
  const looks = [{ step: 'api_call', look: 'waiting', word: 'Waiting for retry' }] as const;
  expect(marksOf(graph, looks, null)).toEqual([]);
  expect(marksOf(graph, looks, pictureOf(5))).toEqual([
    { line: 18, glyph: 'waiting', status: 'api_call: Waiting for retry' },
  ]);
});
