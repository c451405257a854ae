import { describe, expect, test } from 'vitest';
import { wantedFiles } from '../../../src/state/wantedFiles';
import { flowOf, flowText, stepText } from '../../support/pythonFlow';

const steps = `${stepText('start', 'self.end')}\n\n${stepText('end', null)}`;

function wanted(member: string, given: { values?: Record<string, string>; files?: Record<string, string> } = {}) {
  const source = flowText(`    ${member}\n\n${steps}`, 'FlowSpec, step, Parameter, IncludeFile, Config');
  const { parameters } = flowOf(source);
  return wantedFiles({ parameters, source, fileName: 'flow.py', values: {}, files: {}, ...given }).map(
    ({ name, by }) => `${name} by ${by}`,
  );
}

describe('a flow wants', () => {
  test.each([
    ['x = IncludeFile("x", default="data.csv")', 'data.csv by IncludeFile("x")'],
    ['x = IncludeFile("x", default="./in/data.csv")', 'in/data.csv by IncludeFile("x")'],
    ['x = Config("conf", default="conf.json")', 'conf.json by Config("conf")'],
  ])('the file of %s', (member, words) => {
    expect(wanted(member)).toEqual([words]);
    const [name = ''] = words.split(' ');
    expect(wanted(member, { files: { [name]: '' } })).toEqual([]);
  });

  test.each([
    'x = Parameter("x", default="data.csv")',
    'x = IncludeFile("x")',
    'x = IncludeFile("x", default=some())',
    'x = IncludeFile("x", default="/etc/data.csv")',
    'x = IncludeFile("x", default="../data.csv")',
    'x = Config("x", default_value="conf.json")',
    'x = Config("x", default_value={"a": 1})',
  ])('nothing that could be added for %s', (member) => {
    expect(wanted(member)).toEqual([]);
  });

  test('the file that the Run panel names, not the default', () => {
    const member = 'x = IncludeFile("x", default="data.csv")';
    expect(wanted(member, { values: { x: 'other.csv' } })).toEqual(['other.csv by IncludeFile("x")']);
    expect(wanted(member, { values: { x: 'other.csv' }, files: { 'other.csv': '' } })).toEqual([]);
  });

  test('a file once, however many read it', () => {
    const member = 'x = IncludeFile("x", default="a")\n    y = IncludeFile("y", default="./a")';
    expect(wanted(member)).toEqual(['a by IncludeFile("x")']);
  });
});
