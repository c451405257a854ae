import { describe, expect, test } from 'vitest';
import { accept, ghostOf, pressTab, withoutCommand } from '../../../src/view/console/promptLine';

const at = (line: string, cursor = line.length) => ({ line, cursor });
const items = (...texts: readonly string[]) => texts.map((text) => ({ text }));

describe('Tab', () => {
  test.each([
    ['does nothing where nothing fits', 'x', items(), { kind: 'nothing' }],
    ['takes the only one, with a space', 're', items('resume'), { kind: 'line', to: at('resume ') }],
    ['goes as far as all agree', 'r', items('run', 'runs'), { kind: 'line', to: at('run') }],
    ['offers a choice where they agree no further', 'r', items('run', 'resume'), { kind: 'choose' }],
  ])('%s', (_, line, given, expected) => expect(pressTab(at(line), { from: 0, items: given })).toEqual(expected));
});

test('a completion in the middle keeps what follows, with one space between', () => {
  expect(accept(at('ru --alpha 3', 2), 0, 'run ')).toEqual(at('run --alpha 3', 3));
});

test.each([
  ['ru', 'n'],
  ['', ''],
  ['x', ''],
])('behind %j the first completion shows %j', (line, ghost) => {
  expect(ghostOf(at(line), { from: 0, items: items('run') })).toBe(ghost);
});

test('within a line nothing is shown behind the cursor', () => {
  expect(ghostOf(at('ru', 1), { from: 0, items: items('run') })).toBe('');
});

test.each([
  [' run --alpha 3 ', 'run --alpha 3'],
  ['python flow.py run', 'run'],
  ['python flow.py', ''],
  ['python flow.pyx run', 'python flow.pyx run'],
])('of %j remains %j', (line, rest) => expect(withoutCommand(line, 'python flow.py')).toBe(rest));
