import { describe, expect, test } from 'vitest';
import { cardsOf, cardToShow } from '../../../src/state/CardShelf.svelte';
import type { ShelvedCard } from '../../../src/state/CardShelf.svelte';
import { blankPicture, advance } from '../../../src/state/picture';
import { asContentHash, taskKeyOf } from '../../../src/model/ids';
import { notesRun } from '../../support/fixtureRun';

const { run, events } = notesRun();
const histories = events.reduce(advance, blankPicture(run.setup)).histories;

test('a card stands on the shelf once its task has ended well', () => {
  expect(cardsOf(histories)).toMatchObject([{ slot: 'summarize 0 default  0', hash: 'c'.repeat(64), attempt: 0 }]);
});

describe('the card to look at', () => {
  const taskOf = (step: string) => {
    const task = histories.get(taskKeyOf({ step, foreach: [], round: 0 }));
    if (task === undefined) throw new TypeError(`${step} has no history`);
    return task;
  };
  const card = (step: string, slot: string): ShelvedCard => ({
    slot,
    task: taskOf(step),
    attempt: 0,
    id: null,
    type: 'default',
    hash: asContentHash(slot),
  });
  const cards = [card('start', 's0'), card('start', 's1'), card('end', 'e0')];
  const none = { slot: null, step: null, task: null };

  test.each([
    ['nothing is selected', none, 'e0'],
    ['a step is selected', { ...none, step: 'start' }, 's1'],
    ['a card of the step was chosen', { ...none, step: 'start', slot: 's0' }, 's0'],
    ['a card of another step was chosen', { ...none, step: 'end', slot: 's0' }, 'e0'],
    ['a step without a card is selected', { ...none, step: 'summarize' }, 'e0'],
    ['a task is selected', { ...none, step: 'start', task: taskOf('start').key }, 's1'],
  ])('where %s', (_, choice, slot) => {
    expect(cardToShow(cards, choice)?.slot).toBe(slot);
  });

  test('is none where there are none', () => {
    expect(cardToShow([], none)).toBeNull();
  });
});
