import { describe, expect, test } from 'vitest';
import { fieldOf, valueOf } from '../../../src/state/parameterField';
import type { FieldKind } from '../../../src/state/parameterField';
import { graphFrom } from '../../support/fixtureRun';

const parameters = graphFrom(`from metaflow import FlowSpec, step, Parameter, JSONType
class F(FlowSpec):
    flag = Parameter('flag', type=bool, default=True)
    alpha = Parameter('alpha', type=float, default=0.5, help='learning rate')
    name = Parameter('name', required=True)
    shape = Parameter('shape', type=JSONType, default='[1]')
    when = Parameter('when', default=lambda c: 'now')
    @step
    def start(self):
        self.next(self.end)
    @step
    def end(self):
        pass
if __name__ == '__main__':
    F()
`).flow.parameters;
const field = (name: string, values = {}) => {
  const parameter = parameters.find((candidate) => candidate.name === name);
  return parameter && fieldOf(parameter, values);
};

describe('a parameter becomes a control', () => {
  test.each([
    ['flag', { kind: 'switch', text: 'true', isDefault: true }],
    ['alpha', { kind: 'number', text: '0.5', help: 'learning rate' }],
    ['name', { kind: 'text', text: '', placeholder: 'required' }],
    ['shape', { kind: 'json', text: '[1]' }],
    ['when', { kind: 'text', text: '', placeholder: expect.stringContaining('lambda') as string }],
  ])('%s as %o', (name, expected) => {
    expect(field(name)).toMatchObject(expected);
  });

  test('a value that was given is not the default', () => {
    expect(field('flag', { flag: false })).toMatchObject({ text: 'false', isDefault: false });
  });
});

test.each<[FieldKind, string, unknown]>([
  ['switch', 'false', { kind: 'value', value: false }],
  ['whole', ' 12 ', { kind: 'value', value: 12 }],
  ['whole', '1.5', { kind: 'wrong', message: 'A whole number, such as 3.' }],
  ['number', '-1e3', { kind: 'value', value: -1000 }],
  ['number', 'one', { kind: 'wrong', message: 'A number, such as 0.5.' }],
  ['number', '', { kind: 'default' }],
  ['text', '', { kind: 'value', value: '' }],
  ['json', '{"a": 1}', { kind: 'value', value: '{"a": 1}' }],
])('%s %j is read as %o', (kind, text, expected) => {
  expect(valueOf(kind, text)).toEqual(expected);
});

test('half-typed JSON says what is wrong with it', () => {
  expect(valueOf('json', '{"a": ')).toMatchObject({
    kind: 'wrong',
    message: expect.stringMatching(/^Not JSON yet: /) as string,
  });
});
