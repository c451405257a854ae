import { expect, test } from 'vitest';
import { showLines } from '../../../src/cli/show';
import { graphOf } from '../../../src/graph/graphOf';
import { decorator, flow, NOWHERE, step } from '../../support/goldensFlow';

test('show prints the docstring, and each step with its decorators, its docstring and where it leads', () => {
  const shown = flow({
    doc: 'Doc of F.\nSecond line.',
    steps: [
      step('start', 'end', { doc: 'Doc of start\nmore', decorators: [decorator('catch'), decorator('retry')] }),
      step('end', null),
    ],
  });
  expect(showLines(graphOf(shown))).toEqual([
    '',
    'Doc of F.',
    'Second line.',
    '',
    '@catch',
    '@retry',
    'Step start',
    '    Doc of start',
    '    more',
    '    => end',
    '',
    'Step end',
    '    ?',
    '',
  ]);
});

test('a step that cannot be reached is not shown', () => {
  const shown = flow({ steps: [step('start', 'end'), step('lost', 'end'), step('end', null)] });
  expect(showLines(graphOf(shown))).not.toContain('Step lost');
});

test('a flow without a start shows all its steps', () => {
  const shown = flow({ steps: [step('a', 'end'), step('b', 'end'), step('end', null)] });
  const lines = showLines(graphOf(shown));
  expect(lines.filter((line) => line.startsWith('Step'))).toEqual(
    expect.arrayContaining(['Step a', 'Step b', 'Step end']),
  );
});

test('a branch is shown to its end before the next, and a step named twice where it was named last', () => {
  const choice = step('start', null, {
    transition: {
      kind: 'switch',
      targets: ['left', 'right', 'left'],
      condition: 'c',
      cases: [
        { key: "'a'", target: 'left' },
        { key: "'b'", target: 'right' },
        { key: '3', target: 'left' },
      ],
      span: NOWHERE,
    },
  });
  const steps = [choice, step('left', 'more'), step('more', 'end'), step('right', 'end'), step('end', null)];
  const lines = showLines(graphOf(flow({ steps })));
  expect(lines.filter((line) => /^Step|=>/.test(line))).toEqual([
    'Step start',
    '    => left, right, left',
    'Step right',
    '    => end',
    'Step left',
    '    => more',
    'Step more',
    '    => end',
    'Step end',
  ]);
});
