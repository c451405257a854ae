import { expect, test } from 'vitest';
import { instantOf } from '../../../src/model/time';
import { taskKeyOf } from '../../../src/model/ids';
import { filterLines, NO_FILTER } from '../../../src/view/console/consoleLines';
import { readFilter, writeFilter } from '../../../src/view/console/filterText';

const train = taskKeyOf({ step: 'train', foreach: [2, 0], round: 0 });

test.each([
  ['', NO_FILTER],
  ['step:train stream:stderr', { ...NO_FILTER, step: 'train', stream: 'stderr' }],
  ['task:train[2,0] attempt:1', { ...NO_FILTER, task: train, attempt: 1 }],
  ['no answer step:call', { ...NO_FILTER, step: 'call', text: 'no answer' }],
  ['step: stream:both attempt:x', { ...NO_FILTER, text: 'step: stream:both attempt:x' }],
  ['https://example.com', { ...NO_FILTER, text: 'https://example.com' }],
])('%j is read as %j', (typed, filter) => {
  expect(readFilter(typed)).toEqual(filter);
});

test.each(['step:train stream:stderr', 'task:train[2,0] attempt:1', 'step:call no answer', 'task:refine#3'])(
  '%j is written as it was read',
  (typed) => {
    expect(writeFilter(readFilter(typed))).toBe(typed);
  },
);

test('words are found in whatever case', () => {
  const line = { at: instantOf(0), prefix: null, stream: 'stdout', tone: 'code', taskKey: train, attempt: 0 } as const;
  const lines = [
    { ...line, text: 'No Answer' },
    { ...line, text: 'an answer' },
  ];
  expect(filterLines(lines, readFilter('no answer step:train')).map(({ text }) => text)).toEqual(['No Answer']);
});
