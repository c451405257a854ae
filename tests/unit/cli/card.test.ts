import { describe, expect, test } from 'vitest';
import * as card from '../../../src/cli/card';
import type { CommandOf } from '../../../src/cli/command';
import { parseCommand } from '../../../src/cli/parse';
import type { CardRef } from '../../../src/model/events';
import { asContentHash } from '../../../src/model/ids';
import { flow } from '../../support/goldensFlow';

const command = (line: string) => parseCommand(['card', ...line.split(' ')], flow()) as CommandOf<'card'>;
const ref = (id: string | null, type: string, hash: string): CardRef => ({ id, type, hash: asContentHash(hash) });
const cards = [ref(null, 'default', 'aaaaa11'), ref('x', 'default', 'bbbbb22'), ref('x', 'blank', 'ccccc33')];

test.each([
  ['train', { run: null, step: 'train', task: null }],
  ['17/train', { run: '17', step: 'train', task: null }],
  ['17/train/4', { run: '17', step: 'train', task: '4' }],
  ['F/17/train/4', null],
])('%s names a task', (text, path) => {
  expect(card.cardPathOf(text)).toEqual(path);
});

test.each([
  ['train', 'F/17', "Step train not found for Run('F/17')."],
  ['train', null, 'Step train not found'],
  ['17/train', 'F/17', 'Step pathspec 17/train not found.'],
  ['17/train/9', null, 'Task pathspec 17/train/9 not found.'],
])('why there is no %s', (text, run, message) => {
  const path = card.cardPathOf(text);
  expect(path && card.taskNotFound(text, path, run)).toBe(message);
});

describe('options', () => {
  test.each([
    ['get s', [0, 1, 2]],
    ['get s --type default', [0, 1]],
    ['get s --id x', [1, 2]],
    ['get s --type blank --id x', [2]],
    ['get s --hash bbbbb', [1]],
    ['get s --hash bbbbb --id none', [1]],
    ['get s --hash bbbbb --type blank', []],
  ])('%s fits', (line, fitting) => {
    expect(card.fittingCards(cards, command(line))).toEqual(fitting.map((index) => cards[index]));
  });

  test.each([
    ['get s', 'Card not found for pathspec F/17/s/1'],
    ['get s --id x', "Card with id 'x' not found for pathspec F/17/s/1"],
    ['get s --id x --type t', "Card with type 't' not found for pathspec F/17/s/1"],
    [
      'get s --type t --hash h',
      "Card with hash 'h' not found for pathspec F/17/s/1. When using `--hash` always ensure you have full hash or first five characters of the hash.",
    ],
  ])('%s says what it missed', (line, message) => {
    expect(card.cardNotFound('F/17/s/1', command(line))).toBe(message);
  });
});

const found = { pathspec: 'F/17/s/1', step: 's', cards: cards.slice(0, 2) };
const block = (id: string, hash: string, file: string) => [
  '\t',
  `        Card Id: ${id}`,
  '        Card Type: default',
  `        Card Hash: ${hash} `,
  `        Card Path: .metaflow/mf.cards/F/runs/17/steps/s/tasks/1/cards/${file}`,
  '        ',
];
const BLOCKS = [
  '',
  ...block('None', 'aaaaa11', 'default-aaaaa11.html'),
  ...block('x', 'bbbbb22', 'default-x-bbbbb22.html'),
  '',
];

test('several matches are listed with a command that names one of them', () => {
  expect(card.foundLines(found, 'get', 'flow.py')).toEqual([
    'Found 2 card matching for your query...',
    ...BLOCKS,
    '',
    '\tExample access from CLI via: ',
    '\t >>> python flow.py card get 17/s/1 --hash aaaaa',
    '',
  ]);
});

test('a run is listed by step and task', () => {
  const other = { ...found, pathspec: 'F/17/s/2', cards: [] };
  expect(card.listedLines('F/17', [found, other])).toEqual([
    'Listing cards for run F/17',
    'Step : s',
    '\tTask: 1',
    ...BLOCKS,
    '\tTask: 2',
    '',
    '',
  ]);
});

test('as JSON they stand as Python writes it', () => {
  const lines = card.jsonLines(card.cardsAsJson({ ...found, cards: cards.slice(0, 1) }));
  expect(lines.slice(0, 6)).toEqual([
    '{',
    '    "pathspec": "F/17/s/1",',
    '    "cards": [',
    '        {',
    '            "id": null,',
    '            "hash": "aaaaa11",',
  ]);
});
