import { expect, test } from 'vitest';
import { nearName } from '../../../src/graph/nearName';

test.each([
  ['clen', ['clean', 'end'], 'clean'],
  ['retyr', ['catch', 'retry'], 'retry'],
  ['trian', ['train', 'trial'], 'train'],
  ['ab', ['cd', 'ef'], null],
  ['end', ['start', 'load'], null],
  ['x', ['y'], null],
])('%s among %j is %s', (word, names, near) => {
  expect(nearName(word, names)).toBe(near);
});
