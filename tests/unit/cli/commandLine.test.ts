import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../../src/cli/commandLine';
import { shellWords } from '../../../src/cli/shellWords';

describe('wordsOf', () => {
  const understood: [string, string[]][] = [
    ['run', ['run']],
    ['run --x True', ['run', '--x', 'True']],
    ['flow.py run', ['run']],
    ['./flow.py run', ['run']],
    ['python flow.py run --x True', ['run', '--x', 'True']],
    ['python3 flow.py resume train', ['resume', 'train']],
    ['python3.12 ./flow.py', []],
    ['/usr/bin/python flow.py show', ['show']],
    ['  $ python flow.py run', ['run']],
    ['run --note "two words" --grid \'{"a": [1, 2]}\'', ['run', '--note', 'two words', '--grid', '{"a": [1, 2]}']],
    ['run --note "a && b"', ['run', '--note', 'a && b']],
    ['run --note "&&"', ['run', '--note', '&&']],
    ['run --note ""', ['run', '--note', '']],
  ];
  test.each(understood)('%s', (line, words) => {
    expect(wordsOf(line, 'flow.py')).toEqual({ kind: 'words', words });
  });

  test('nothing typed is nothing to do', () => {
    expect(wordsOf('   ', 'flow.py')).toEqual({ kind: 'empty' });
  });

  const refused: [string, RegExp][] = [
    ['python other.py run', /no other\.py here.*flow\.py/],
    ['flow_fixed.py run', /no flow_fixed\.py here/],
    ['python', /needs a file/],
    ['python -c "print(1)"', /only run the flow/],
    ['run --x "open', /quote " is not closed/],
    ["run --x it's", /quote ' is not closed/],
    ['run && resume', /no shell: '&&'/],
    ['run | grep x', /no shell: '\|'/],
    ['run > out.txt', /no shell: '>'/],
    ['run; resume', /no shell: 'run;'/],
    ['cd src', /'cd' is a command of a shell/],
    ['pip install pandas', /'pip' is a command of a shell/],
  ];
  test.each(refused)('%s is refused', (line, message) => {
    expect(wordsOf(line, 'flow.py')).toEqual({ kind: 'refused', message: expect.stringMatching(message) });
  });
});

describe('shellWords', () => {
  const split: [string, string[]][] = [
    [String.raw`"{\"a\": 1}"`, ['{"a": 1}']],
    [String.raw`'{\"a\": 1}'`, [String.raw`{\"a\": 1}`]],
    [String.raw`a\ b c`, ['a b', 'c']],
    [`ab"c d"e'f g'`, ['abc def g']],
    [`--x='' y`, ['--x=', 'y']],
    [String.raw`"a\nb"`, [String.raw`a\nb`]],
    ['🚀 é', ['🚀', 'é']],
  ];
  test.each(split)('%s', (line, words) => {
    expect(shellWords(line).words.map(({ word }) => word)).toEqual(words);
  });

  test('a backslash at the end waits for more', () => {
    expect(shellWords('run \\').openQuote).toBe('\\');
  });
});
