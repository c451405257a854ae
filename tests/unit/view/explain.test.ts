import { expect, test } from 'vitest';
import type { Decorator, Flow, SourceValue } from '../../../src/model/flow';
import type { Json } from '../../../src/model/json';
import { explainDecorator } from '../../../src/view/editor/explain';

const span = { from: 0, to: 9, line: 4, column: 5, endLine: 4, endColumn: 14 };
const literal = (value: Json): SourceValue => ({ kind: 'literal', value });

function flowWith(name: string, attributes: Decorator['attributes']): Flow {
  const step = {
    name: 'work',
    line: 5,
    span,
    nameSpan: span,
    argumentCount: 1,
    doc: null,
    transition: null,
    marked: { start: false, end: false },
  };
  const steps = [{ ...step, decorators: [{ name, attributes, span }] }];
  return {
    name: 'F',
    fileName: 'flow.py',
    doc: null,
    steps,
    parameters: [],
    decorators: [],
    span,
    nameSpan: span,
    loaded: false,
  };
}

test.each<[string, Decorator['attributes'], string]>([
  [
    'retry',
    { minutes_between_retries: literal(0.03) },
    '`@retry(times=3, minutes_between_retries=0.03)`\n\nAttempts 0 to 3 may run, 1.80 s apart where the platform waits.',
  ],
  ['retry', { times: literal(0) }, '`@retry(times=0, minutes_between_retries=2)`\n\nOnly attempt 0 may run.'],
  [
    'timeout',
    { seconds: literal(5), minutes: literal(1) },
    '`@timeout(seconds=5, minutes=1, hours=0)`\n\nEach attempt may take 65 s.',
  ],
  [
    'catch',
    { var: literal('error') },
    '`@catch(var="error", print_exception=True)`\n\n`self.error` will hold the exception, or `None`.',
  ],
  ['catch', {}, '`@catch(var=None, print_exception=True)`\n\nThe exception is not kept: there is no `var`.'],
])('@%s with %j is explained with its values', (name, attributes, expected) => {
  expect(explainDecorator(flowWith(name, attributes), 4, name)).toMatch(expected);
});

test('a value that is known only at run time is shown as it is written, and nothing is promised of it', () => {
  const text = explainDecorator(flowWith('retry', { times: { kind: 'code', text: 'TIMES' } }), 4, 'retry');
  expect(text).toContain('times=TIMES');
  expect(text).not.toContain('Attempts 0 to');
});

test('a decorator of another line lends no values', () => {
  expect(explainDecorator(flowWith('retry', { times: literal(1) }), 9, 'retry')).toContain('times=3');
});

test('a decorator that Metaflow lacks is not explained', () => {
  expect(explainDecorator(null, 4, 'cached')).toBeNull();
});
