import { beforeAll, describe, expect, test } from 'vitest';
import { typescriptRuns } from '../support/typescriptRuns';

let execute: Awaited<ReturnType<typeof typescriptRuns>>;
beforeAll(async () => {
  execute = await typescriptRuns();
});

const one = (body: string, above = '') => `
import { FlowSpec, step, retry, catchError, timeout, card, sleep, current, env, Markdown, Table } from 'faultline';
export default class Alone extends FlowSpec {
  declare x: unknown;
  ${above} @step() async only() {
    ${body}
  }
}
`;

const printedBy = async (body: string, fields = {}) => {
  const record = await execute(one(body), ['run'], fields);
  return record.tasks[0]?.stdout ?? [];
};

describe('time', () => {
  test('jumps from timer to timer, in their order', async () => {
    const lines = await printedBy(`
      const begun = Date.now();
      const say = (word: string) => console.log(word, Date.now() - begun);
      setTimeout(say, 5000, 'late');
      setTimeout(() => { say('early'); queueMicrotask(() => say('job')); }, 1000);
      const beat = setInterval(() => say('beat'), 2000);
      await sleep(4.5);
      clearInterval(beat);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      say('end');`);
    expect(lines).toEqual(['early 1000', 'job 1000', 'beat 2000', 'beat 4000', 'late 5000', 'end 5500']);
  });

  test('is UTC and begins with the run, whatever the machine says', async () => {
    expect(
      await printedBy(`
      console.log(new Date().toISOString(), new Date().getTimezoneOffset(), String(new Date(2026, 0, 2)));
      console.log(new Date('2026-03-04T05:06').toISOString(), Date.parse('4 March 2026'), new Date(0).getHours());
      console.log(new Intl.DateTimeFormat().resolvedOptions().timeZone, (1234.5).toLocaleString(), new Date(0).toLocaleString());
      console.log(['ä', 'z', 'a'].sort((a, b) => a.localeCompare(b)).join(), new Date(8.64e15 + 1).getTime(), performance.now());`),
    ).toEqual([
      '2026-01-01T00:00:00.300Z 0 Fri Jan 02 2026 00:00:00 GMT+0000 (Coordinated Universal Time)',
      '2026-03-04T05:06:00.000Z 1772582400000 0',
      'UTC 1,234.5 1/1/1970, 12:00:00 AM',
      'a,ä,z NaN 300',
    ]);
  });

  test('an attempt lasts as long as it slept', async () => {
    const { tasks } = await execute(one('await sleep(12.5);'), ['run']);
    expect(tasks[0]?.attempts[0]).toMatchObject({ started: 0, ended: 0.3 + 12.5 + 1 });
  });
});

describe('chance', () => {
  const draw = 'console.log(Math.random(), crypto.randomUUID(), crypto.getRandomValues(new Uint8Array(3)).join());';

  test('follows from the seed', async () => {
    const [first, again, other] = [await printedBy(draw), await printedBy(draw), await printedBy(draw, { seed: 2 })];
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
    expect(first[0]).toMatch(/^0\.\d+ [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12} /);
  });

  test('one scenario gives one digest', async () => {
    const [first, again] = [await execute(one(draw), ['run']), await (await typescriptRuns())(one(draw), ['run'])];
    expect(first.run.digest).toBe(again.run.digest);
  });
});

test('Math has the digits of one library', async () => {
  const lines = await printedBy(`
    console.log(Math.sin(1), Math.cos(1e6), Math.tan(0.5), Math.exp(1), Math.log(10), Math.log10(1000), Math.cbrt(27));
    console.log(Math.atan2(1, 2), Math.hypot(3, 4), Math.hypot(), Math.hypot(1, 2, 2), Math.sinh(1), Math.asin('0.5' as any), Math.log2(8));`);
  expect(lines).toEqual([
    '0.8414709848078965 0.9367521275331447 0.5463024898437905 2.7182818284590455 2.302585092994046 3 3',
    '0.4636476090008061 5 0 3 1.1752011936438014 0.5235987755982989 3',
  ]);
});

describe('services', () => {
  const services = [{ name: 'api', pattern: 'https://api.example.com/*', latency: 2, response: { body: { ok: [1] } } }];

  test('answer to fetch on the clock', async () => {
    const body = `const begun = Date.now();
      const response = await fetch('https://api.example.com/items');
      console.log(response.status, response.ok, response.headers.get('content-type'), JSON.stringify(await response.json()));
      console.log(Date.now() > begun + 1000);`;
    const { tasks, events } = await execute(one(body), ['run'], { services });
    expect(tasks[0]?.stdout).toEqual(['200 true application/json {"ok":[1]}', 'true']);
    expect(events.find(({ type }) => type === 'service-called')).toMatchObject({ service: 'api', answer: 200 });
  });

  test('a timeout strikes while a call is under way', async () => {
    const source = one("await fetch('https://api.example.com/');", '@timeout({ seconds: 1 })');
    const { tasks } = await execute(source, ['run'], { services });
    expect(tasks[0]?.attempts).toMatchObject([{ exception: 'TimeoutException', cause: 'timeout' }]);
  });
});

describe('faults', () => {
  const run = (fault: object, body: string, above = '') =>
    execute(one(body, above), ['run'], { faults: [{ id: 'f', step: 'only', ...fault } as never] });

  test('a bug is raised at the start of the step', async () => {
    const { tasks } = await run(
      { kind: 'code-bug', exception: { type: 'KeyError', message: 'k' } },
      "console.log('x')",
      '@retry()',
    );
    expect(tasks[0]?.attempts).toMatchObject([
      { ok: false, exception: 'KeyError', message: 'k', fault: 'f' },
      { ok: true },
    ]);
  });

  test('a machine is taken away at its moment', async () => {
    const body = "console.log('before'); await sleep(10); console.log('after');";
    const { tasks } = await run({ kind: 'spot-interruption', moment: { at: 4 } }, body);
    expect(tasks[0]?.attempts).toMatchObject([
      { ok: false, cause: 'killed', fault: 'f', ended: 4.3, stdout: ['before'] },
    ]);
  });

  test('a slow step meets its timeout', async () => {
    const { tasks } = await run({ kind: 'slow', seconds: 9 }, '', '@timeout({ seconds: 5 })');
    expect(tasks[0]?.attempts).toMatchObject([{ exception: 'TimeoutException', fault: 'f' }]);
  });
});

describe('cards', () => {
  test('show components, escaped, and what the task left', async () => {
    const body = `current.card.append(new Markdown('# Hi <b>')); current.card.append(new Table([[1, 'two']], { headers: ['a', 'b'] })); this.x = 5;`;
    const { tasks } = await execute(one(body, '@card()'), ['run']);
    const [card] = tasks[0]?.cards ?? [];
    expect(card).toMatchObject({ id: null, type: 'default' });
    expect(card?.html).toContain('<h1>Hi &lt;b&gt;</h1>');
    expect(card?.html).toContain('<td>two</td>');
    expect(card?.html).toContain('<td>x</td><td>number</td><td>5</td>');
  });

  test('an unknown type leaves an error card', async () => {
    const { tasks } = await execute(one('', "@card({ type: 'nope' })"), ['run']);
    expect(tasks[0]?.cards[0]?.html).toContain('MetaflowCard named nope not found');
  });
});
