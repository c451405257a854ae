import { describe, expect, test } from 'vitest';
import { decoratorEdits, edited, type DecoratorChange } from '../../../src/language/decoratorEdits';
import type { Language } from '../../../src/model/scenario';
import * as python from '../../support/pythonFlow';
import * as typescript from '../../support/typescriptFlow';

type Options = DecoratorChange['options'];

const changed = (language: Language, source: string, change: DecoratorChange): string | null => {
  const edits = decoratorEdits({ language, source }, change);
  return edits && edited(source, edits);
};

describe('in Python', () => {
  const flow = (above: string, imports = 'FlowSpec, step, retry'): string =>
    python.flowText(
      [python.stepText('start', 'self.end', { above }), python.stepText('end', null)].join('\n\n'),
      imports,
    );
  const retrying = (source: string, options: Options): string | null =>
    changed('python', source, { step: 'start', decorator: 'retry', options });

  test.each<[string, string, Options, string]>([
    [
      'a value',
      '@retry(times=3, minutes_between_retries=0.03)  # often',
      { times: 4 },
      '@retry(times=4, minutes_between_retries=0.03)  # often',
    ],
    ['a value with its blanks', '@retry( times = 3 )', { times: 4 }, '@retry( times = 4 )'],
    ['an expression', '@retry(times=int("3"))', { times: 4 }, '@retry(times=4)'],
    [
      'an option that is not there',
      '@retry(times=3)',
      { minutes_between_retries: 0.5 },
      '@retry(times=3, minutes_between_retries=0.5)',
    ],
    ['the first of all options', '@retry', { times: 4 }, '@retry(times=4)'],
    ['the first behind a comment', '@retry  # often', { times: 4 }, '@retry(times=4)  # often'],
    ['the first in its brackets', '@retry()', { times: 4 }, '@retry(times=4)'],
    [
      'two at once',
      '@retry()',
      { times: 4, minutes_between_retries: 1e-5 },
      '@retry(times=4, minutes_between_retries=1e-05)',
    ],
    [
      'one on a line of its own',
      '@retry(\n        times=3,  # often\n    )',
      { minutes_between_retries: 1 },
      '@retry(\n        times=3,  # often\n        minutes_between_retries=1,\n    )',
    ],
    ['one less', '@retry(times=3, minutes_between_retries=1)', { times: null }, '@retry(minutes_between_retries=1)'],
    [
      'the last one less',
      '@retry(times=3, minutes_between_retries=1)',
      { minutes_between_retries: null },
      '@retry(times=3)',
    ],
    ['none left', '@retry(times=3)', { times: null }, '@retry()'],
    [
      'one line less',
      '@retry(\n        times=3,  # often\n        minutes_between_retries=1,  # slow\n    )',
      { times: null },
      '@retry(\n        minutes_between_retries=1,  # slow\n    )',
    ],
    ['one that is not there less', '@retry(times=3)', { minutes_between_retries: null }, '@retry(times=3)'],
    ['nothing', '@retry(times=3)', { times: 3 }, '@retry(times=3)'],
  ])('%s', (_, above, options, expected) => {
    expect(retrying(flow(above), options)).toBe(flow(expected));
  });

  test('a decorator goes with its line', () => {
    expect(retrying(flow('@retry(times=3)  # often'), null)).toBe(flow(''));
    expect(retrying(flow('@retry(times=3)\n    @card'), null)).toBe(flow('@card'));
    expect(retrying(flow('@card\n    @retry(times=3)'), null)).toBe(flow('@card'));
    expect(retrying(flow(''), null)).toBe(flow(''));
  });

  test('a decorator that the step lacks is added above all others, and imported', () => {
    const written = retrying(flow('@card', 'FlowSpec, card, step'), { times: 4 });
    expect(written).toBe(flow('@retry(times=4)\n    @card', 'FlowSpec, card, step, retry'));
    expect(retrying(flow(''), {})).toBe(flow('@retry'));
  });

  test.each([
    [
      'from metaflow import (\n    FlowSpec,\n    step,\n)',
      'from metaflow import (\n    FlowSpec,\n    step, retry,\n)',
      '@retry(times=4)',
    ],
    ['from metaflow import *', 'from metaflow import *', '@retry(times=4)'],
    [
      'from metaflow import FlowSpec, step, retry as again',
      'from metaflow import FlowSpec, step, retry as again',
      '@again(times=4)',
    ],
    [
      'import metaflow as mf\nfrom metaflow import FlowSpec, step',
      'import metaflow as mf\nfrom metaflow import FlowSpec, step',
      '@mf.retry(times=4)',
    ],
    [
      'from metaflow import FlowSpec, step\nfrom tenacity import retry',
      'from metaflow import FlowSpec, step, retry as metaflow_retry\nfrom tenacity import retry',
      '@metaflow_retry(times=4)',
    ],
    ['import os  # first', 'import os  # first\nfrom metaflow import retry', '@retry(times=4)'],
    ['"""A flow."""', '"""A flow."""\n\n\nfrom metaflow import retry', '@retry(times=4)'],
  ])('below %j it is known', (imports, expectedImports, decorator) => {
    const withImports = (text: string, lines: string): string => text.replace(/^from metaflow.*/, lines);
    const written = retrying(withImports(flow(''), imports), { times: 4 });
    expect(written).toBe(withImports(flow(decorator), expectedImports));
  });

  test('texts keep the line ends and the tabs that they have', () => {
    const tabbed = flow('').replaceAll('    ', '\t').replaceAll('\n', '\r\n');
    expect(retrying(tabbed, { times: 4 })).toBe(
      flow('@retry(times=4)').replaceAll('    ', '\t').replaceAll('\n', '\r\n'),
    );
  });

  test.each([['@retry(**options)'], ['@retry(3)'], ['@retry(times=)'], ['@retry(times=3']])(
    '%s is left alone',
    (above) => {
      expect(retrying(flow(above), { times: 4 })).toBeNull();
    },
  );

  test('there is no change to a step that is not there', () => {
    expect(
      decoratorEdits({ language: 'python', source: flow('') }, { step: 'train', decorator: 'retry', options: {} }),
    ).toBeNull();
    expect(
      decoratorEdits({ language: 'python', source: '' }, { step: 'start', decorator: 'retry', options: {} }),
    ).toBeNull();
  });

  test('texts and truth values are spelt as Python spells them', () => {
    const change = { step: 'start', decorator: 'catch', options: { var: "it's", print_exception: false } };
    expect(changed('python', flow('@catch', 'FlowSpec, step, catch'), change)).toContain(
      '@catch(var="it\'s", print_exception=False)\n',
    );
  });

  test('a decorator of a text that is half typed elsewhere changes', () => {
    const source = flow('@retry(times=3)').replace('self.next(self.end)', 'self.next(self.');
    expect(retrying(source, { times: 4 })).toBe(source.replace('times=3', 'times=4'));
  });
});

describe('in TypeScript', () => {
  const flow = (above: string, imports = 'FlowSpec, step, retry'): string =>
    typescript.flowText(
      [
        typescript.stepText('start', 'this.end').replace('@step()', `${above}@step()`),
        typescript.stepText('end', null),
      ].join('\n\n'),
      imports,
    );
  const retrying = (source: string, options: Options): string | null =>
    changed('typescript', source, { step: 'start', decorator: 'retry', options });

  test.each<[string, string, Options, string]>([
    [
      'a value',
      '@retry({ times: 3, minutesBetweenRetries: 0.03 }) // often\n  ',
      { minutes_between_retries: 1 },
      '@retry({ times: 3, minutesBetweenRetries: 1 }) // often\n  ',
    ],
    [
      'an option that is not there',
      '@retry({ times: 3 }) ',
      { minutes_between_retries: 0.5 },
      '@retry({ times: 3, minutesBetweenRetries: 0.5 }) ',
    ],
    ['a name that is its value', '@retry({ times }) ', { times: 4 }, '@retry({ times: 4 }) '],
    ['a name in quotes', "@retry({ 'times': 3 }) ", { times: 4 }, "@retry({ 'times': 4 }) "],
    ['the first in brackets', '@retry() ', { times: 4 }, '@retry({ times: 4 }) '],
    ['the first in braces', '@retry({}) ', { times: 4 }, '@retry({ times: 4 }) '],
    ['the first without brackets', '@retry ', { times: 4 }, '@retry({ times: 4 }) '],
    [
      'one less',
      '@retry({ times: 3, minutesBetweenRetries: 1, }) ',
      { minutes_between_retries: null },
      '@retry({ times: 3, }) ',
    ],
    ['none left', '@retry({ times: 3 }) ', { times: null }, '@retry() '],
    [
      'one line less',
      '@retry({\n    times: 3, // often\n    minutesBetweenRetries: 1,\n  })\n  ',
      { minutes_between_retries: null },
      '@retry({\n    times: 3, // often\n  })\n  ',
    ],
  ])('%s', (_, above, options, expected) => {
    expect(retrying(flow(above), options)).toBe(flow(expected));
  });

  test('a decorator goes with its line, or out of its line', () => {
    expect(retrying(flow('@retry({ times: 3 }) // often\n  '), null)).toBe(flow(''));
    expect(retrying(flow('@card() @retry({ times: 3 }) '), null)).toBe(flow('@card() '));
  });

  test('a decorator that the step lacks is added, and imported', () => {
    const expected = flow('@retry({ times: 4 })\n  @card() ', 'FlowSpec, step, card, retry');
    expect(retrying(flow('@card() ', 'FlowSpec, step, card'), { times: 4 })).toBe(expected);
    const inLine = 'class Some extends FlowSpec { @step() start() { this.next(this.end) } @step() end() {} }';
    expect(retrying(`import { FlowSpec, step, retry } from 'faultline'\n${inLine}`, {})).toContain(
      '{ @retry() @step() start()',
    );
  });

  test.each([
    ["import { FlowSpec, step, retry as again } from 'faultline'", null, '@again()'],
    ["import * as fl from 'faultline'", null, '@fl.retry()'],
    [
      "import { FlowSpec, step } from 'faultline'\nimport type { Inputs } from 'faultline'",
      "import { FlowSpec, step, retry } from 'faultline'\nimport type { Inputs } from 'faultline'",
      '@retry()',
    ],
    [
      "import { FlowSpec, step } from 'faultline'\nconst retry = 3",
      "import { FlowSpec, step, retry as faultlineRetry } from 'faultline'\nconst retry = 3",
      '@faultlineRetry()',
    ],
    [
      "import type { Inputs } from 'faultline' // types",
      "import type { Inputs } from 'faultline' // types\nimport { retry } from 'faultline'",
      '@retry()',
    ],
    ['', "import { retry } from 'faultline'\n\n", '@retry()'],
  ])('below %j it is known', (imports, expectedImports, decorator) => {
    const withImports = (text: string, lines: string): string => text.replace(/^import.*/, lines);
    const written = retrying(withImports(flow(''), imports), {});
    expect(written).toBe(withImports(flow(`${decorator}\n  `), expectedImports ?? imports));
  });

  test.each([['@retry(options) '], ['@retry({ ...options }) '], ['@retry({ [name]: 3 }) '], ['@retry({ times: }) ']])(
    '%s is left alone',
    (above) => {
      expect(retrying(flow(above), { times: 4 })).toBeNull();
    },
  );

  test('Metaflow’s names stand for those of TypeScript, and texts are spelt as it spells them', () => {
    const change = { step: 'start', decorator: 'catch', options: { var: 'it\'s\n"', print_exception: false } };
    expect(changed('typescript', flow('', 'FlowSpec, step'), change)).toContain(
      `@catchError({ var: 'it\\'s\\n"', printException: false })\n`,
    );
  });
});
