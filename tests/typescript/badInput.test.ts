import { beforeAll, describe, expect, test } from 'vitest';
import { typescriptRuns } from '../support/typescriptRuns';

let execute: Awaited<ReturnType<typeof typescriptRuns>>;
beforeAll(async () => {
  execute = await typescriptRuns();
});

/** A flow whose first step is `body`. */
const flowWith = (body: string, above = '', head = '') => `
import { FlowSpec, step, retry, catchError, timeout, sleep, current, env } from 'faultline';
${head}
export default class Probe extends FlowSpec {
  ${above} @step() async start() {
    ${body}
    this.next(this.end);
  }
  @step() end() {
    console.log(JSON.stringify(Object.keys(this)));
  }
}
`;

const lastOf = async (source: string) => {
  const { run, tasks } = await execute(source, ['run']);
  const attempt = tasks[0]?.attempts.at(-1);
  return { run, tasks, attempt, stdout: tasks[0]?.stdout ?? [] };
};

describe('what is thrown', () => {
  test.each([
    ["throw 'a string'", 'string', 'a string'],
    ['throw null', 'null', 'null'],
    ['throw undefined', 'undefined', 'undefined'],
    ['throw 42', 'number', '42'],
    ["throw { message: 'odd' }", 'Object', 'odd'],
    ["throw new RangeError('far')", 'RangeError', 'far'],
    ["class Own extends Error {} throw new Own('mine')", 'Own', 'mine'],
    ["throw Object.assign(new Error('named'), { name: 'Renamed' })", 'Renamed', 'named'],
  ])('%s', async (body, exception, message) => {
    const { attempt, run } = await lastOf(flowWith(`if (Date.now()) { ${body} }`));
    expect(attempt).toMatchObject({ ok: false, exception, message, cause: 'user' });
    expect(run.headline).toBe('Step failure');
  });

  test('the lines of its stack are the flow’s own, in an attempt’s worker as in one that was started before', async () => {
    const body = "const deep = () => { throw new RangeError('far'); };\n    deep();";
    const { tasks } = await lastOf(flowWith(body, '@retry({ times: 2, minutesBetweenRetries: 0 })'));
    const stacks = tasks[0]?.attempts.map(({ stderr }) => stderr.filter((line) => /^\s+at /.test(line)));
    const own = ['    at deep (flow.ts:6)', '    at start (flow.ts:7)'];
    expect(stacks).toEqual([own, own, own]);
  });

  test('a rejection that nobody awaits fails the step', async () => {
    const { attempt } = await lastOf(flowWith("void Promise.reject(new TypeError('lost')); await sleep(1);"));
    expect(attempt).toMatchObject({ ok: false, exception: 'TypeError', message: 'lost' });
  });
});

describe('what compiles, and is no JavaScript', () => {
  test.each([
    ['a name declared twice', 'let twice = 1; let twice = 2;'],
    ['a name deleted', 'var gone; delete gone;'],
  ])('%s is refused as the flow is loaded, and the next flow runs', async (_what, head) => {
    const { run, tasks } = await lastOf(flowWith('', '', head));
    expect(tasks).toEqual([]);
    expect([run.outcome, run.headline, run.message].join(' ')).toMatch(/SyntaxError/);
    expect((await lastOf(flowWith(''))).run.outcome).toBe('succeeded');
  });
});

describe('what never ends', () => {
  test('a promise that nothing can settle is a deadlock', async () => {
    const { attempt } = await lastOf(flowWith('await new Promise(() => {});'));
    expect(attempt).toMatchObject({ ok: false, exception: 'Deadlock', cause: 'user' });
    expect(attempt?.message).toMatch(/nothing can settle/);
  });

  test('under @timeout it times out', async () => {
    const { attempt } = await lastOf(flowWith('await new Promise(() => {});', '@timeout({ seconds: 3 })'));
    expect(attempt).toMatchObject({ exception: 'TimeoutException', cause: 'timeout' });
    expect((attempt?.ended ?? 0) - (attempt?.started ?? 0)).toBeCloseTo(0.3 + 3 + 1);
  });

  test('a loop that computes for ever is stopped by the watchdog, under @catchError by its timeout', async () => {
    const [stopped, caught] = await Promise.all([
      lastOf(flowWith('while (Date.now()) {}')),
      (await typescriptRuns())(
        flowWith('while (Date.now()) {}', "@catchError({ var: 'e' }) @timeout({ seconds: 9 })"),
        ['run'],
      ),
    ]);
    expect(stopped.attempt).toMatchObject({ ok: false, exception: null, cause: 'watchdog' });
    expect(stopped.run.reproducible).toBe(false);
    expect(caught.tasks[0]?.attempts).toMatchObject([{ ok: true, caught: { exception: 'TimeoutException' } }]);
  }, 60_000);
});

describe('what cannot be stored', () => {
  test.each([
    ['new (class Metric { n = 1 })()', 'this.x is an instance of the class Metric: store a plain object instead'],
    ['{ rows: [1, { of: () => 1 }] }', 'this.x.rows[1].of is a function (of)'],
    ['{ get bad() { throw new Error("no"); } }', 'this.x.bad is a getter that throws Error: no'],
    ['new Map([["a", Promise.resolve(1)]])', 'this.x.get("a") is a promise: await it first'],
    ['[Symbol("s")]', 'this.x[0] is a symbol'],
  ])('%s', async (value, reason) => {
    const { attempt } = await lastOf(flowWith(`(this as any).x = ${value};`));
    expect(attempt).toMatchObject({ ok: false, exception: null });
    expect(attempt?.message).toBe(`Cannot pickle dump artifact named "x": ${reason}.`);
  });

  test('a flow, and inputs', async () => {
    const { attempt } = await lastOf(flowWith('(this as any).x = this;'));
    expect(attempt?.message).toMatch(/^Flows can't be serialized\. Maybe you tried to assign this/);
  });
});

test('what has to be stored comes back: cycles, maps, bytes, 20 MB of them', async () => {
  const source = `
import { FlowSpec, step } from 'faultline';
export default class Big extends FlowSpec {
  declare big: Float64Array; declare odd: any; declare out: unknown;
  @step() start() {
    this.big = new Float64Array(2.5e6).fill(0.5);
    const cycle: any = { m: new Map([[1, new Set([2n])]]), d: new Date(5), u: undefined, e: new RangeError('r') };
    cycle.self = cycle;
    this.odd = cycle;
    this.next(this.end);
  }
  @step() end() {
    const { odd } = this;
    this.out = [this.big.length, this.big[7], odd.self === odd, odd.m.get(1).has(2n), odd.d.getTime(), 'u' in odd, odd.e instanceof RangeError];
  }
}`;
  const { run, tasks } = await execute(source, ['run']);
  expect(run.message).toBeNull();
  expect(tasks[1]?.artifacts['out']).toEqual([2500000, 0.5, true, true, 5, true, true]);
  expect(tasks[0]?.artifacts['big']).toMatchObject({ type: 'Float64Array' });
}, 60_000);

describe('ways out', () => {
  test('there are none', async () => {
    const names =
      'Worker indexedDB postMessage BroadcastChannel MessageChannel importScripts caches WebSocket navigator';
    const { stdout } = await lastOf(
      flowWith(`
      const names = ${JSON.stringify(names.split(' '))};
      console.log(names.filter((name) => name in globalThis && (globalThis as any)[name] !== undefined).join());
      for (const make of [() => Function('return 1')(), () => (0, eval)('1'), () => (() => 1).constructor('return 1')(),
        () => (async () => 1).constructor('return 1')()]) {
        try { console.log(make()); } catch (error) { console.log((error as Error).name); }
      }
      try { await fetch('https://example.com/'); } catch (error) { console.log(String(error)); }
      console.log(Object.isFrozen(EventTarget.prototype));`),
    );
    expect(stdout.slice(0, 5)).toEqual(['', 'EvalError', 'EvalError', 'EvalError', 'EvalError']);
    expect(stdout[5]).toMatch(/^TypeError: fetch failed: /);
    expect(stdout[6]).toBe('true');
  });
});

describe('texts that are no flow', () => {
  test.each([
    ['export default class X extends FlowSpec { start( { }', /^Syntax error in file flow\.ts on line \d+$/, /expected/],
    [
      "import _ from 'lodash'; export default 1",
      /^Module not found in file flow\.ts on line 1$/,
      /imports only 'faultline'/,
    ],
    ['export const x = 1', /^No flow$/, /exports no flow/],
    ["throw new Error('at the top')", /^Traceback$/, /^Error: at the top$/],
  ])('%s', async (source, headline, message) => {
    const { run } = await execute(source, ['run']);
    expect(run.outcome).toBe('rejected');
    expect(run.headline).toMatch(headline);
    expect(run.message).toMatch(message);
  });

  test('type errors stop no run', async () => {
    const { run } = await lastOf(flowWith('const n: number = "text"; console.log(n);'));
    expect(run.outcome).toBe('succeeded');
  });
});
