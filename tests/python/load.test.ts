import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPython } from '../../src/language/python/read';
import type { Flow } from '../../src/model/flow';
import { storedArtifact } from '../../src/runtime/live/storedArtifact';
import { cases } from '../conformance/cases';
import { flowFile, linearFlow, loadFlow, runFlow, sourceOf, taskOf, artifactsOf } from '../support/pythonFlows';
import { pythonWorkers } from '../support/pythonWorkers';
import type { PythonWorker } from '../support/pythonWorkers';

let worker: PythonWorker;

beforeAll(async () => {
  worker = await (await pythonWorkers()).fromSnapshot();
});
afterAll(() => worker.end());

const files = cases().flatMap(({ name, commands }) =>
  commands.map(({ fileName, source }) => ({ place: `${name}/${fileName}`, fileName, source })),
);
const distinct = [...new Map(files.map((file) => [file.place, file])).values()];

describe('a loaded flow is what was read', () => {
  test.each(distinct)('$place', async ({ fileName, source }) => {
    const { flow } = readPython(source, fileName);
    const loaded = await loadFlow(worker, source, { fileName });
    expect(comparable(loaded)).toEqual(comparable(flow));
  });
});

/** Loading takes parameters in alphabetical order, and the class ends with its last statement, not with its line. */
const comparable = (flow: Flow | null) =>
  flow && {
    ...flow,
    loaded: true,
    span: [flow.span.from, flow.span.line, flow.span.column],
    parameters: [...flow.parameters].sort((a, b) => (a.attribute < b.attribute ? -1 : 1)),
  };

test('attributes and defaults are evaluated, and code stays code', async () => {
  const source = flowFile(
    `
    times = 2
    p = Parameter('p', default=lambda ctx: 1, type=int)
    q = Parameter("q", default=3 * 4)

    @retry(times=1 + 1)
    @environment(vars={'A': str})
    @step
    def start(self):
        """Begins.

        Then goes on.
        """
        self.next(self.end)

    @step
    def end(self):
        pass
`,
  );
  const flow = await loadFlow(worker, source, { withDecorators: ['timeout:seconds=3', 'retry'] });
  expect(flow.steps[0]?.doc).toBe('Begins.\n\nThen goes on.');
  expect(flow.steps[0]?.decorators.map(({ name, attributes }) => [name, attributes])).toEqual([
    ['environment', { vars: { kind: 'code', text: "{'A': str}" } }],
    ['retry', { times: { kind: 'literal', value: 2 } }],
    ['timeout', { seconds: { kind: 'literal', value: 3 } }],
  ]);
  expect(flow.parameters.map((parameter) => [parameter.name, parameter.type, parameter.default])).toEqual([
    ['p', 'int', { kind: 'code', text: 'lambda ctx: 1' }],
    ['q', 'int', { kind: 'literal', value: 12 }],
  ]);
});

test('inherited steps say where they come from', async () => {
  const source = `from metaflow import *\n\nclass Base(FlowSpec):\n    p = Parameter('p', default=1)\n\n    @step\n    def start(self):\n        self.next(self.end)\n\nclass Own(Base):\n    @step\n    def end(self):\n        print(self.p)\n\nif __name__ == '__main__':\n    Own()\n`;
  const flow = await loadFlow(worker, source);
  expect(flow.steps.map(({ name, line, inheritedFrom }) => [name, line, inheritedFrom])).toEqual([
    ['start', 7, 'Base'],
    ['end', 12, undefined],
  ]);
  expect((await runFlow(worker, source)).failure).toBe(null);
});

describe('parameters', () => {
  const source = linearFlow(
    { start: '', end: '' },
    'def later(ctx):\n    print("asked", ctx.flow_name, ctx.user_name, ctx.parameter_name)\n    return 5',
    `i = Parameter('i', type=int)
f = Parameter('f', default=1.5)
b = Parameter('b', default=False)
j = Parameter('j', type=JSONType, default='{"a": [1]}')
s = Parameter('s', default='a,b', separator=',')
d = Parameter('d', default=later, type=int)
inc = IncludeFile('inc', default='data.txt')
raw = IncludeFile('raw', is_text=False)
cfg = Config('cfg', default_value={'n': {'m': 1}})
LIMIT = [1, 2]`,
  );
  const fields = { files: { 'data.txt': new TextEncoder().encode('ünï\n') } };

  const values = async (given: Record<string, { text: string } | { value: never }>) => {
    await loadFlow(worker, source, fields);
    const outcome = await worker.host.parameters({ given });
    if (!outcome.ok) return outcome.refusal;
    return Object.fromEntries(
      outcome.artifacts.map(storedArtifact).map(({ ref, content }) => [ref.name, content?.preview]),
    );
  };

  test('take their defaults, deploy-time ones and files too', async () => {
    expect(await values({})).toEqual({
      i: null,
      f: 1.5,
      b: false,
      j: { a: [1] },
      s: ['a', 'b'],
      d: 5,
      inc: 'ünï\n',
      raw: null,
      cfg: { n: { m: 1 } },
      LIMIT: [1, 2],
      name: 'Probe',
    });
  });

  test('are converted from texts and from values', async () => {
    const big = '1'.repeat(30);
    expect(
      await values({ i: { text: big }, f: { text: '2' }, b: { text: 'Yes' }, j: { text: '[null]' }, s: { text: 'x' } }),
    ).toMatchObject({
      i: { type: 'int', repr: big },
      f: 2,
      b: true,
      j: [null],
      s: ['x'],
    });
    expect(
      await values({
        i: { value: 3 as never },
        f: { value: 3 as never },
        j: { value: { k: 1 } as never },
        raw: { text: 'data.txt' },
      }),
    ).toMatchObject({
      i: 3,
      f: 3,
      j: { k: 1 },
      raw: { type: 'bytes', repr: "b'\\xc3\\xbcn\\xc3\\xaf\\n'" },
    });
  });

  test.each([
    [{ i: { text: 'x' } }, "Invalid value for '--i': x is not a valid integer"],
    [{ f: { text: 'x' } }, "Invalid value for '--f': x is not a valid floating point value"],
    [{ b: { text: 'maybe' } }, "Invalid value for '--b': maybe is not a valid boolean"],
    [{ j: { text: '{bad' } }, "Invalid value for '--j': {bad is not a valid JSON object"],
    [
      { inc: { text: 'none.txt' } },
      "Invalid value for '--inc': IncludeFile: could not open file 'none.txt' for reading",
    ],
  ])('%o is refused', async (given, message) => {
    expect(await values(given)).toMatchObject({ headline: 'Error', message });
  });

  test('are their defaults where null is given as JSON', async () => {
    expect(await values({ j: { text: 'null' } })).toMatchObject({ j: { a: [1] } });
  });

  test('say what deploy-time functions and files print', async () => {
    await loadFlow(worker, source, fields);
    const outcome = await worker.host.parameters({ given: {} });
    expect(outcome.stdout).toEqual(['asked Probe tester d', 'Including file data.txt of size 6B ']);
  });

  test.each([
    [
      'lambda ctx: "five"',
      'Parameter field with a mismatching type',
      'The value returned by the deploy-time function for the parameter d field default has a wrong type. Expected a int.',
    ],
    [
      'lambda ctx: 1 / 0',
      'Parameter field failed',
      'When evaluating the field default for the Parameter d, the following exception occurred:\n\nTraceback (most recent call last):\n',
    ],
  ])('refuse a deploy-time function that goes wrong: %s', async (code, headline, message) => {
    await loadFlow(worker, linearFlow({ start: '', end: '' }, '', `d = Parameter('d', default=${code}, type=int)`));
    const outcome = await worker.host.parameters({ given: {} });
    expect(outcome.ok ? null : outcome.refusal).toMatchObject({
      headline,
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('configs', () => {
  const source = linearFlow(
    {
      start:
        "@environment(vars={'LANG_NOW': config_expr('cfg.lang.upper()'), 'N': cfg.n})\n---\nprint(os.environ['LANG_NOW'], os.environ['N'], self.cfg.lang, self.cfg['n'], self.p)",
      end: 'self.cfg.lang = "x"',
    },
    '',
    "cfg = Config('cfg', default='cfg.json')\np = Parameter('p', default=cfg.lang)",
  );
  const bytes = (text: string) => new TextEncoder().encode(text);

  test('reach decorators, parameters and steps, and do not change', async () => {
    const fields = { files: { 'cfg.json': bytes('{"lang": "pt", "n": 3}') } };
    const run = await runFlow(worker, source, { fields });
    const said = taskOf(run, 'start').attempts[0]?.said[0];
    expect(said).toMatchObject({ lines: ['PT 3 pt 3 pt'] });
    expect(run.tasks.at(-1)?.attempts[0]?.outcome.end).toMatchObject({
      failure: { message: 'ConfigValue is immutable' },
    });
    expect(artifactsOf(run, 'start')).toEqual({ cfg: { lang: 'pt', n: 3 }, p: 'pt' });
  });

  test('come from a value that was given, or are refused', async () => {
    const given = { configs: { cfg: { json: '{"lang": "sv", "n": 1}' } } };
    expect((await loadFlow(worker, source, given)).parameters[1]?.default).toEqual({ kind: 'literal', value: 'sv' });
    const refused = await worker.host.load(sourceOf(source, { configs: { cfg: { path: 'none.json' } } }));
    expect(refused.ok ? null : refused.refusal).toMatchObject({
      headline: 'Error',
      message:
        "Bad values passed for configuration options: configuration file 'none.json' could not be read for 'cfg'",
    });
  });
});

test('docstrings lose the indentation of their first line with text, and no more', async () => {
  const source = flowFile(
    `    """\n    Of the flow.\n      Deeper.\n    """\n\n    @step\n    def start(self):\n        """First.\n           Second.\n        """\n        self.next(self.end)\n\n    @step\n    def end(self):\n        """ Kept as it is. """\n`,
  );
  const { doc, steps } = await loadFlow(worker, source);
  expect([doc, ...steps.map((step) => step.doc)]).toEqual([
    'Of the flow.\n  Deeper.',
    'First.\nSecond.',
    'Kept as it is.',
  ]);
});
