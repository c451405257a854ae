import { describe, expect, test } from 'vitest';
import { instantOf } from '../../../src/model/time';
import { apply, startRun } from '../../../src/engine/run';
import { taskKeyOf } from '../../../src/model/ids';
import { transcriptsOf } from '../../../src/engine/transcript';
import { saidOf } from '../../../src/runtime/live/happenings';
import { voiceMessageOf } from '../../../src/runtime/live/hostile';
import { Replay } from '../../../src/runtime/live/replay';
import { cardsOf } from '../../../src/state/CardShelf.svelte';
import { advance, blankPicture } from '../../../src/state/picture';
import { failed, logOf, started, storedRun, succeeded } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const place = { step: 'start', foreach: [], round: 0, attempt: 0 };
const message = (html: string, n = 1) =>
  ({ kind: 'card', n, at: instantOf(2e6), id: null, type: 'default', html }) as const;
const said = (html: string) => saidOf(place, message(html));
const factOf = (html: string) => {
  const { happening } = said(html);
  if (happening.type !== 'card-refreshed') throw new TypeError(happening.type);
  return { type: happening.type, card: happening.card } as const;
};

test('a refreshed card is an event that refers to its HTML', () => {
  const { happening, cards } = said('<p>1</p>');
  const [{ hash, html } = { hash: null, html: null }] = cards;
  expect(html).toBe('<p>1</p>');
  expect(happening).toEqual({
    ...place,
    n: 1,
    at: 2e6,
    type: 'card-refreshed',
    card: { id: null, type: 'default', hash },
  });
});

test.each([
  ['a card', message('x'), true],
  ['a card without an id', { ...message('x'), id: undefined }, false],
  ['a card of which the HTML is no text', { ...message('x'), html: 3 }, false],
  ['a card above 20 MB', message('x'.repeat(20_000_001)), false],
])('%s from a worker is taken: %j', (_, value, isTaken) => {
  expect(typeof voiceMessageOf(value) !== 'string').toBe(isTaken);
});

const run = storedRun(NOTES_FLOW);
const log = (ending: ReturnType<typeof failed>) =>
  logOf([
    { at: 0, fact: { type: 'run-started', runId: run.id, flowName: run.flowName, originRunId: null, parameters: [] } },
    { at: 0, step: 'start', fact: started(1) },
    { at: 2, step: 'start', fact: factOf('<p>1</p>') },
    { at: 3, step: 'start', fact: factOf('<p>2</p>') },
    { at: 4, step: 'start', fact: ending },
  ]);
const shelf = (events: ReturnType<typeof log>) =>
  cardsOf(events.reduce(advance, blankPicture(run.setup)).histories).map(({ hash, slot }) => ({ hash, slot }));
const hashOf = (html: string) => factOf(html).card.hash;

describe('the card of a task', () => {
  const events = log(succeeded('api_call', 'f'.repeat(64)));

  test.each([
    [2, 'no card', []],
    [3, 'what was drawn first', [hashOf('<p>1</p>')]],
    [4, 'what was drawn next', [hashOf('<p>2</p>')]],
    [5, 'what was drawn at its end', ['f'.repeat(64)]],
  ])('after %i events is %s, always in one place', (count, _, hashes) => {
    expect(shelf(events.slice(0, count))).toEqual(hashes.map((hash) => ({ hash, slot: 'start 0 default  0' })));
  });

  test('of a failed attempt is the one that was refreshed last, in the record too', () => {
    const failing = log(failed('ValueError'));
    expect(shelf(failing)).toMatchObject([{ hash: hashOf('<p>2</p>') }]);
    expect(transcriptsOf(run.setup, failing)[0]?.attempts[0]?.cards).toMatchObject([{ hash: hashOf('<p>2</p>') }]);
  });

  test('does not move the run itself', () => {
    const before = events.slice(0, 2).reduce(apply, startRun(run.setup));
    const after = events.slice(2, 4).reduce(apply, before);
    const key = taskKeyOf({ step: 'start', foreach: [], round: 0 });
    expect(after.tasks.get(key)).toBe(before.tasks.get(key));
  });
});

test('a card that is drawn otherwise when an attempt is executed again does not make the run irreproducible', () => {
  const stored = log(failed('ValueError'))
    .slice(0, 3)
    .map((event, n) => (n === 2 ? { ...event, n: 1 } : event));
  const replay = new Replay(stored.reduce(apply, startRun(run.setup)), stored);
  expect(replay.check(said('<p>other</p>').happening)).toBe('same');
  expect(replay.check(saidOf(place, { ...message('<p>1</p>'), id: 'x' }).happening)).toBe('different');
});
