import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Draft } from '../../../src/state/Draft.svelte';
import { scenarioFrom } from '../../support/fixtureRun';
import { flowText, stepText } from '../../support/pythonFlow';

const REMARK_MS = 100;
const good = flowText(`${stepText('start', 'self.end')}\n\n${stepText('end', null)}`);
/** Its `start` goes on to a step that is not there. */
const astray = good.replace('self.next(self.end)', 'self.next(self.away)');
const edges = (draft: Draft) => draft.graph?.steps.flatMap(({ next }) => next);
const codes = (draft: Draft) => draft.problems.map(({ code }) => code);

let draft: Draft;

beforeEach(() => {
  vi.useFakeTimers();
  const { command: _, ...content } = scenarioFrom(good);
  draft = new Draft({ ...content, pace: 1 }, () => undefined);
});
afterEach(() => vi.useRealTimers());

test('the graph follows the text at once, and what there is to say of it a moment later', () => {
  draft.edit(astray);
  expect(edges(draft)).toEqual(['away']);
  expect(codes(draft)).toEqual([]);
  expect(draft.problemsNow).toMatchObject([{ code: 'unknown-step' }]);
  vi.advanceTimersByTime(REMARK_MS);
  expect(codes(draft)).toContain('unknown-step');
});

test('while one types nothing is said, and then of the last text only', () => {
  draft.edit(astray);
  vi.advanceTimersByTime(REMARK_MS - 1);
  draft.edit(good);
  vi.advanceTimersByTime(REMARK_MS - 1);
  expect(codes(draft)).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(codes(draft)).toEqual([]);
});

test('a line that cannot be read is known at once', () => {
  draft.edit(good.replace('def start(self):', 'def start(self:'));
  expect(draft.brokenLine).not.toBeNull();
});

test('of a flow that takes the place of another all is said at once', () => {
  draft.replace({ ...draft.content, source: astray });
  expect(codes(draft)).toContain('unknown-step');
});
