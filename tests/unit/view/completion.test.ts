import { describe, expect, test } from 'vitest';
import { artifactsIn, completionsAt } from '../../../src/view/editor/completion';

const TEXT = `
    def start(self):
        self.rows = [1]
        self.total += 1
        if self.rows == 2: pass
        self.next(self.work, foreach='rows')
`;
const labels = (before: string): readonly string[] | undefined =>
  completionsAt({ before, text: TEXT, steps: ['start', 'work', 'end'] })?.items.map(({ label }) => label);

describe('completions', () => {
  test.each<[string, string, readonly string[]]>([
    ['decorators after an @ at the line’s start', '    @re', ['retry', 'catch', 'timeout']],
    ['options of a decorator', '    @retry(', ['times', 'minutes_between_retries']],
    ['step names within self.next', '        self.next(self.a, self.w', ['start', 'work', 'end']],
    ['artifacts as a foreach', "        self.next(self.a, foreach='r", ['rows']],
    ['attributes of current', '        print(current.re', ['retry_count', 'run_id']],
    ['artifacts and methods of self', '        x = self.', ['rows', 'next', 'input', 'merge_artifacts']],
  ])('offer %s', (_, before, expected) => expect(labels(before)).toEqual(expect.arrayContaining([...expected])));

  test.each(['x = a @ b', 'print(', 'self', '# @'])('have no say after %j', (before) => {
    expect(labels(before)).toBeUndefined();
  });

  test('leave out the options that are given already', () => {
    expect(labels('    @retry(times=3, m')).toEqual(['minutes_between_retries']);
  });

  test('replace the word under way, and no more', () => {
    expect(completionsAt({ before: '    @retry(times=3, mi', text: '', steps: [] })?.from).toBe(21);
  });
});

test('the artifacts of a text are those it assigns, once each', () => {
  expect(artifactsIn(`self.a = 1\nself.a = 2\nif self.b == 1: self.c  = self.d`)).toEqual(['a', 'c']);
});
