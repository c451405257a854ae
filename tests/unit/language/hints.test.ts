import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkPython } from '../../../src/language/python/check';
import { PLATFORMS } from '../../../src/model/scenario';
import { flowText, stepText } from '../../support/pythonFlow';

const notes = readFileSync(new URL('../../../public/flows/FailureHandlingFlow.py', import.meta.url), 'utf8');

test('the notes’ flow reads to five steps, two Parameters and two hints', () => {
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
  expect(problems).toMatchObject([
    { code: 'retry-wait-fraction', severity: 'info', line: 16 },
    { code: 'hasattr-catch', severity: 'info', line: 40, column: 12, fix: 'Write self.error_info' },
  ]);
  expect(problems[0]?.message).toContain('cut 0.03 to whole minutes and would not wait at all');
  expect(problems[1]?.message).toContain('@catch on risky_logic sets self.error_info to None');
});

const IMPORTS = 'FlowSpec, step, retry, catch, timeout, Parameter';
const end = stepText('end', null);
const body = (line: string, next = 'self.end'): string =>
  `    @step\n    def start(self):\n${line.replace(/^/gm, '        ')}\n        self.next(${next})`;
const under = (decorator: string, lines: string): string => `    ${decorator}\n${body(lines)}`;
const join = [stepText('work', 'self.meet'), stepText('meet', 'self.end', { inputs: true })].join('\n\n');

const codesIn = (members: string): readonly string[] =>
  checkPython(flowText(`${members}\n\n${end}`, IMPORTS), 'flow.py').problems.map(({ code }) => code);

describe('in one step', () => {
  test.each([
    ['hasattr of a variable that no step before catches', body('hasattr(self, "err")'), []],
    [
      'an except under @timeout',
      under('@timeout(seconds=5)', 'try:\n    pass\nexcept Exception as e:\n    pass'),
      ['timeout-swallowed'],
    ],
    [
      'a bare except under @timeout',
      under('@timeout(seconds=5)', 'try:\n    pass\nexcept:\n    pass'),
      ['timeout-swallowed'],
    ],
    ['an except that raises again', under('@timeout(seconds=5)', 'try:\n    pass\nexcept Exception:\n    raise'), []],
    ['a narrow except under @timeout', under('@timeout(seconds=5)', 'try:\n    pass\nexcept KeyError:\n    pass'), []],
    ['an except without @timeout', body('try:\n    pass\nexcept Exception:\n    pass'), []],
    ['a sleep past @timeout', under('@timeout(minutes=1)', 'import time\ntime.sleep(61)'), ['sleep-past-timeout']],
    ['a sleep within @timeout', under('@timeout(minutes=1)', 'import time\ntime.sleep(59)'), []],
    ['@catch without var', under('@catch', 'pass'), ['catch-without-var']],
    ['a lambda on self', body('self.fn = lambda x: x'), ['function-artifact']],
    ['a lambda that is replaced', body('self.fn = lambda x: x\nself.fn = self.fn(1)'), []],
    ['a generator on self', body('self.rows = (r for r in [])'), ['unpicklable-artifact']],
    ['a list from a comprehension', body('self.rows = [r for r in []]'), []],
    ['an open file on self', body('self.log = open("a.txt")'), ['unpicklable-artifact']],
    ['what an open file holds', body('self.log = open("a.txt").read()'), []],
    ['a lock under another name', body('from threading import Lock\nself.lock = Lock()'), []],
    ['self on self', body('self.me = self'), ['flow-as-artifact']],
    ['writing a file under @retry', under('@retry', 'open("a.txt", "w").close()\nload()'), ['side-effect-retried']],
    ['writing a file last of all', under('@retry', 'load()\nopen("a.txt", "w").close()\nprint(1)'), []],
    ['reading a file under @retry', under('@retry', 'open("a.txt").close()\nload()'), []],
    ['writing a file under @retry(times=0)', under('@retry(times=0)', 'open("a.txt", "w")\nload()'), []],
    [
      'sending under @retry',
      under('@retry', 'with requests.post(URL) as r:\n    r.json()\nload()'),
      ['side-effect-retried'],
    ],
    ['sys.exit(0)', body('import sys\nif 1 > 2:\n    sys.exit(0)'), ['exit-in-step']],
    ['sys.exit() in a try that takes it', body('try:\n    sys.exit()\nexcept SystemExit:\n    pass'), []],
    ['sys.exit(1)', body('sys.exit(1)'), []],
    ['sys.exit(202)', body('sys.exit(202)'), ['exit-in-step']],
    ['a global', body('global SEEN\nSEEN = 1'), ['global-lost']],
    ['a Parameter set', `    rate = Parameter("rate", default=1)\n${body('self.rate = 2')}`, ['read-only-attribute']],
    ['a constant changed', `    LIMITS = []\n${body('self.LIMITS.append(2)')}`, ['constant-mutated']],
    ['a constant read', `    LIMITS = []\n${body('self.rows = self.LIMITS[0]')}`, []],
    ['merge_artifacts in no join', body('self.merge_artifacts([])'), ['merge-outside-join']],
    ['a hint in a comment', body('pass # self.fn = lambda x: x'), []],
    ['a hint in a string', body('x = "self.fn = lambda x: x"'), []],
  ])('%s', (_, members, codes) => {
    expect(codesIn(members)).toEqual(codes);
  });
});

describe('in a foreach', () => {
  test.each([
    ['a set', 'self.xs = {1, 2}', ['foreach-over-set']],
    ['a set made a list', 'self.xs = {1, 2}\nself.xs = sorted(self.xs)', []],
    ['a dict', 'self.xs = {"a": 2}', ['foreach-over-dict']],
    ['a dict with numbers as keys', 'self.xs = {0: "a"}', []],
    ['a generator', 'self.xs = (x for x in [1])', ['unpicklable-artifact']],
    ['a list', 'self.xs = [1, 2]', []],
  ])('over %s', (_, line, codes) => {
    expect(codesIn(`${body(line, 'self.work, foreach="xs"')}\n\n${join}`)).toEqual(codes);
  });
});

describe('in a join', () => {
  const step = (head: string, line: string, next: string, above = ''): string =>
    `${above}    @step\n    def ${head}:\n        ${line}\n        self.next(self.${next})`;
  const split = (line: string, caught: readonly string[] = []): string =>
    [
      body('self.rows = []', 'self.left, self.right'),
      ...['left', 'right'].map((name) =>
        step(`${name}(self)`, 'pass', 'meet', caught.includes(name) ? `    @catch(var="${name}_error")\n` : ''),
      ),
      step('meet(self, inputs)', line, 'end'),
    ].join('\n\n');

  test.each([
    ['an input by number', split('self.first = inputs[0].rows'), ['static-join-order']],
    ['an input from the end', split('self.first = inputs[-1].rows'), ['static-join-order']],
    ['an input by name', split('self.first = inputs.left.rows'), []],
    ['the number of inputs', split('print(len(inputs))'), ['len-of-inputs']],
    ['inputs kept', split('self.all = inputs'), ['flow-as-artifact']],
    ['a merge after one @catch', split('self.merge_artifacts(inputs)', ['left']), []],
    ['a merge after two', split('self.merge_artifacts(inputs)', ['left', 'right']), ['merge-after-catch']],
    [
      'a merge that excludes what they leave',
      split('self.merge_artifacts(inputs, exclude=["_catch_exception"])', ['left', 'right']),
      [],
    ],
    ['a merge of some', split('self.merge_artifacts(inputs, include=["rows"])', ['left', 'right']), []],
    ['a deleted artifact of before the split', split('del self.rows'), []],
  ])('%s', (_, members, codes) => {
    expect(codesIn(members)).toEqual(codes);
  });

  test('hasattr of a variable that the join did not take over is not always true', () => {
    expect(codesIn(split('hasattr(self, "left_error")', ['left', 'right']))).toEqual([]);
  });
});

describe('a deleted artifact', () => {
  const chain = (line: string): string =>
    `${body('self.rows = []', 'self.work')}\n\n    @step\n    def work(self):\n        ${line}\n        self.next(self.end)`;

  test.each([
    ['comes back after the step', 'del self.rows', ['deleted-artifact']],
    ['does not where it is set again', 'del self.rows; self.rows = [1]', []],
    ['does not where it was the step’s own', 'self.x = 1; del self.x', []],
  ])('%s', (_, line, codes) => {
    expect(codesIn(chain(line))).toEqual(codes);
  });
});

test('a caught failure of the last step is said to be no success', () => {
  const text = flowText(
    `${stepText('start', 'self.end')}\n\n${stepText('end', null, { above: '@catch(var="e")' })}`,
    IMPORTS,
  );
  expect(checkPython(text, 'flow.py').problems).toMatchObject([{ code: 'catch-on-end', severity: 'info' }]);
});

describe('waits between attempts', () => {
  test.each([
    ['local', '@retry(minutes_between_retries=1)', ['retry-wait-ignored']],
    ['local', '@retry(minutes_between_retries=0.5)', ['retry-wait-ignored']],
    ['local', '@retry(minutes_between_retries=0)', []],
    ['local', '@retry(times=0, minutes_between_retries=1)', []],
    ['local', '@retry', []],
    ['kubernetes', '@retry(minutes_between_retries=1)', []],
    ['kubernetes', '@retry(minutes_between_retries=1.5)', ['retry-wait-fraction']],
    ['batch', '@retry(minutes_between_retries=0.03)', ['retry-wait-fraction']],
  ] as const)('%s, %s', (platform, decorator, codes) => {
    const text = flowText(`${under(decorator, 'pass')}\n\n${end}`, IMPORTS);
    const { problems } = checkPython(text, 'flow.py', { platform: PLATFORMS[platform] });
    expect(problems.map(({ code }) => code)).toEqual(codes);
  });
});
