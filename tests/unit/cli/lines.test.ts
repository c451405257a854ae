import { expect, test } from 'vitest';
import { headerLines } from '../../../src/cli/header';
import { errorBlock, pidOf, printedLines, textOf } from '../../../src/cli/lines';
import { asTaskId } from '../../../src/model/ids';

test('an error is indented, line by line, without emphasis', () => {
  expect(errorBlock('Unhandled artifacts in merge', 'Step *join* cannot merge:\n[a].')).toEqual([
    '    Unhandled artifacts in merge:',
    '    Step join cannot merge:',
    '    [a].',
  ]);
});

test('what a command prints by itself has no time', () => {
  expect(printedLines(['Usage: …', '']).map(textOf)).toEqual(['Usage: …', '']);
});

test('no two attempts of a run share a process', () => {
  const attempts = [0, 1, 2, 3, 4, 5];
  const pids = Array.from({ length: 200 }, (_, i) => asTaskId(String(i + 1))).flatMap((id) =>
    attempts.map((attempt) => pidOf(id, attempt)),
  );
  expect(new Set(pids).size).toBe(pids.length);
});

test('the header is said unless quiet, pylint’s lines only with pylint', () => {
  const said = headerLines('F', 'ana', { quiet: false, pylint: true });
  expect(said).toEqual([
    'Metaflow 2.19.38 executing F for user:ana',
    'Validating your flow...',
    '    The graph looks good!',
    'Running pylint...',
    '    Pylint not found, so extra checks are disabled.',
  ]);
  expect(headerLines('F', 'ana', { quiet: false, pylint: false })).toEqual(said.slice(0, 3));
  expect(headerLines('F', 'ana', { quiet: true, pylint: true })).toEqual([]);
});
