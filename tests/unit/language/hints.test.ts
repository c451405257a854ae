import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkPython } from '../../../src/language/python/check';
import { flowText, stepText } from '../../support/pythonFlow';

const notes = readFileSync(new URL('../../../public/flows/FailureHandlingFlow.py', import.meta.url), 'utf8');

test('the notes’ flow reads to five steps, two Parameters and one hint', () => {
  const { reading, graph, problems } = checkPython(notes, 'FailureHandlingFlow.py');
  expect(graph?.steps.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'start start',
    'api_call linear',
    'risky_logic linear',
    'summarize linear',
    'end end',
  ]);
  expect(graph?.steps[1]?.decorators).toMatchObject([
    { name: 'retry', attributes: { times: { value: 3 }, minutes_between_retries: { value: 0.03 } } },
  ]);
  expect(reading.flow?.parameters).toMatchObject([
    { name: 'simulate_api_failure', type: 'bool', default: { kind: 'literal', value: true } },
    { name: 'simulate_code_bug', type: 'bool', default: { kind: 'literal', value: false } },
  ]);
  expect(problems).toMatchObject([{ code: 'hasattr-catch', severity: 'info', line: 40, column: 12 }]);
  expect(problems[0]?.message).toContain('@catch on risky_logic sets self.error_info to None');
});

const end = stepText('end', null);
const body = (line: string, next = 'self.end'): string =>
  `    @step\n    def start(self):\n${line.replace(/^/gm, '        ')}\n        self.next(${next})`;
const join = [stepText('work', 'self.meet'), stepText('meet', 'self.end', { inputs: true })].join('\n\n');

test.each([
  ['hasattr of a variable that no step before catches', body('hasattr(self, "err")'), []],
  [
    'an except under @timeout',
    `    @timeout(seconds=5)\n${body('try:\n    pass\nexcept Exception as e:\n    pass')}`,
    ['timeout-swallowed'],
  ],
  [
    'a narrow except under @timeout',
    `    @timeout(seconds=5)\n${body('try:\n    pass\nexcept KeyError:\n    pass')}`,
    [],
  ],
  ['an except without @timeout', body('try:\n    pass\nexcept Exception:\n    pass'), []],
  ['a lambda on self', body('self.fn = lambda x: x'), ['function-artifact']],
  ['a set as foreach', `${body('self.xs = {1, 2}', 'self.work, foreach="xs"')}\n\n${join}`, ['foreach-over-set']],
  ['a dict as foreach', `${body('self.xs = {"a": 2}', 'self.work, foreach="xs"')}\n\n${join}`, ['foreach-over-dict']],
  ['a list as foreach', `${body('self.xs = [1, 2]', 'self.work, foreach="xs"')}\n\n${join}`, []],
  ['a hint in a comment', body('pass # self.fn = lambda x: x'), []],
])('%s', (_, start, codes) => {
  const text = flowText(`${start}\n\n${end}`, 'FlowSpec, step, timeout');
  expect(checkPython(text, 'flow.py').problems.map(({ code }) => code)).toEqual(codes);
});
