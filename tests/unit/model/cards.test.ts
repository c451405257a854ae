import { expect, test } from 'vitest';
import { withFinal, withRefreshed } from '../../../src/model/cards';
import { asContentHash } from '../../../src/model/ids';

const card = (id: string | null, hash: string, type = 'default') => ({ id, type, hash: asContentHash(hash) });

test('a refreshed card takes its own place, a new one the last', () => {
  const cards = [card('a', '1'), card('b', '2')];
  expect(withRefreshed(cards, card('a', '3'))).toEqual([card('a', '3'), card('b', '2')]);
  expect(withRefreshed(cards, card('a', '3', 'blank'))).toEqual([...cards, card('a', '3', 'blank')]);
});

test('at its end an attempt keeps what was not drawn again, and both of two cards alike', () => {
  const twins = [card(null, '8'), card(null, '9')];
  expect(withFinal([card(null, '1'), card('b', '2')], twins)).toEqual([card('b', '2'), ...twins]);
});
