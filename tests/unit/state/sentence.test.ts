import { expect, test } from 'vitest';
import { PLATFORMS } from '../../../src/model/scenario';
import { instantOf } from '../../../src/model/time';
import { advance, blankPicture } from '../../../src/state/picture';
import { sentenceOf } from '../../../src/state/sentence';
import type { Situation } from '../../../src/state/sentence';
import { displayAt, summarise } from '../../../src/state/stepDisplay';
import { plain } from '../../../src/state/words';
import { graphFrom, notesRun, until } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const graph = graphFrom(NOTES_FLOW);
const idle: Situation = {
  graph,
  picture: null,
  displays: [],
  now: instantOf(0),
  isInterrupted: false,
  brokenLine: null,
  isStale: false,
  python: null,
  watch: null,
};

function notesAt(second: number, isInterrupted = false): string {
  const { run, events } = notesRun();
  const now = instantOf(second * 1e6);
  const picture = until(events, second).reduce(advance, blankPicture(run.setup));
  const scene = { graph, picture, platform: PLATFORMS.kubernetes, faults: [], isOver: isInterrupted };
  const displays = summarise(scene).map((summary) => displayAt(summary, now));
  return plain(sentenceOf({ ...idle, picture, displays, now, isInterrupted }));
}

test.each([
  [0.5, 'start gets a pod; attempt 0 runs its code in 1.50 s.'],
  [2.5, 'start runs.'],
  [6.7, 'api_call waits 1.10 s more, then attempt 1 starts.'],
  [10, 'api_call runs again, attempt 1.'],
  [24.6, 'Succeeded in 24.60 s. api_call needed 3 attempts.'],
])('at %s s it says: %s', (second, words) => {
  expect(notesAt(second)).toBe(words);
});

test('an interrupted run can be continued', () => {
  expect(notesAt(10, true)).toMatch(/^Interrupted at 9\.80 s\. Continue/);
});

const FRESH = 'Nothing has run yet. Press Run:';

test.each<[string, Partial<Situation>, string]>([
  ['nothing has run', {}, 'Nothing has run yet. Press Run: when api_call fails, @retry brings it back.'],
  ['an example has steps to watch', { watch: [{ code: 'end' }, ' comes last.'] }, `${FRESH} end comes last.`],
  [
    'an example was rewritten',
    { watch: ['when ', { code: 'apiCall' }, ' fails, ', { code: '@retry' }, ' helps.'] },
    `${FRESH} when api_call fails, @retry brings it back.`,
  ],
  [
    'the text is broken',
    { brokenLine: 12, isStale: true },
    'Line 12 cannot be read; the graph is of the last text that could.',
  ],
  ['the text was never whole', { brokenLine: 12 }, 'Line 12 cannot be read; the graph is of what can be.'],
  [
    'there is no flow',
    { graph: null },
    'The graph appears as soon as the text has a class that derives from FlowSpec.',
  ],
  [
    'Python is awaited',
    { python: { kind: 'loading', fraction: 0.62, doing: '' } },
    'Python is still loading, 62 %. The run starts as soon as it is here.',
  ],
])('when %s it says so', (_, change, words) => {
  expect(plain(sentenceOf({ ...idle, ...change }))).toBe(words);
});
