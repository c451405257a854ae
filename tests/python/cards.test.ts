import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linearFlow, printed, runFlow, taskOf, failureOf } from '../support/pythonFlows';
import { pythonWorkers } from '../support/pythonWorkers';
import type { PythonWorker } from '../support/pythonWorkers';
import type { SequentialRun } from '../support/sequentialRun';

let worker: PythonWorker;

beforeAll(async () => {
  worker = await (await pythonWorkers()).fromSnapshot();
});
afterAll(() => worker.end());

const cardsOf = (run: SequentialRun, step = 'start') => {
  const end = taskOf(run, step).attempts.at(-1)?.outcome.end;
  return end?.kind === 'succeeded' ? end.cards : [];
};

const head = 'from metaflow.cards import *';
const runStart = (body: string, members = '') => runFlow(worker, linearFlow({ start: body, end: '' }, head, members));

describe('the default card', () => {
  test('shows the task, its code, parameters, artifacts and the graph, all text escaped', async () => {
    const run = await runStart(
      '@card\n---\nself.rows = ["<script>alert(1)</script>"]',
      "p = Parameter('p', default='<b>')",
    );
    const [card] = cardsOf(run);
    expect(card).toMatchObject({ id: null, type: 'default' });
    const html = card?.html ?? '';
    expect(html.startsWith('<!doctype html>')).toBe(true);
    expect(html).not.toMatch(/<script|<b>|src="http|url\(/);
    for (const part of [
      'Probe/',
      'Task Metadata',
      '2026-01-01 00:00:02',
      'def start(self):',
      '&lt;script&gt;alert(1)',
      '&lt;b&gt;',
      'Artifacts',
      'DAG',
      'prefers-color-scheme',
    ])
      expect(html).toContain(part);
  });

  test('shows what @catch handled', async () => {
    const [card] = cardsOf(await runStart("@card\n@catch(var='e')\n---\nraise ValueError('broken <here>')"));
    expect(card?.html).toContain('Caught Exception');
    expect(card?.html).toContain('broken &lt;here&gt;');
  });

  test('is not there after a failure', async () => {
    const run = await runStart('@card\n---\nraise ValueError');
    expect(taskOf(run, 'start').attempts[0]?.outcome.end.kind).toBe('failed');
  });
});

test('components are drawn, and nothing in them is markup', async () => {
  const body = `
@card(type='blank')
---
bad = '<img src=x onerror=alert(1)>'
current.card.extend([
    Markdown('# Title ' + bad + '\\n\\n- **bold** [link](javascript:alert(1)) [ok](https://a.b/c)'),
    Table([[1, bad], [Markdown('*x*'), None]], headers=['a', bad]),
    Artifact({bad: 1}, name=bad),
    Image(b'\\x89PNG...', label=bad),
    Image('http://example.com/a.png'),
    Error(ValueError(bad), title=bad),
    ValueBox(title='t', value=bad),
    VegaChart({'mark': bad}),
    PythonCode(code_string=bad),
    JSONViewer({'k': bad}),
    YAMLViewer({'k': [1, {'l': bad}]}),
    EventsTimeline(title=bad),
])
bar = ProgressBar(max=10, label=bad)
current.card.append(bar, id='bar')
current.card.components['bar'].update(7, metadata='nearly')
`;
  const html = cardsOf(await runStart(body))[0]?.html ?? '';
  expect(html).not.toContain('<img src=x');
  expect(html.match(/<img [^>]*>/g)).toHaveLength(1);
  expect(html).not.toMatch(/href="javascript/);
  expect(html).toContain('<h1>Title ');
  expect(html).toContain('<strong>bold</strong>');
  expect(html).toContain('href="https://a.b/c"');
  expect(html).toContain('<progress value="7" max="10">');
  expect(html).toContain('[IMAGE_RENDER FAIL]');
});

test.each([
  ['a script', '<script>alert(1)</script>'],
  ['an SVG', '<svg onload=alert(1)><a xlink:href="javascript:alert(1)"/></svg>'],
  ['an event handler', '<img src=x onerror="alert(1)">'],
  ['a link that runs code', '[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) [z](data:text/html,<script>1</script>)'],
  ['a link out of its attribute', '[x](https://a.b/"onmouseover="alert(1)) [y](https://a.b/><script>1</script>)'],
  ['a link about a link', '[[x](https://a.b)](javascript:alert(1))'],
  ['code', '`<script>` and\n```\n</pre><script>1</script>\n```\n'],
  ['a heading and a list', '# <b onclick=1>\n- <i>x</i>\n1. <u>y</u>'],
])('Markdown makes no markup of %s', async (_, text) => {
  const run = await runStart(`@card(type='blank')\n---\ncurrent.card.append(Markdown(${JSON.stringify(text)}))`);
  const [, html = ''] = /<\/h1>([\s\S]*)<\/main>/.exec(cardsOf(run)[0]?.html ?? '') ?? [];
  const tags = html.match(/<[^>]*>/g) ?? [];
  expect(tags.length).toBeGreaterThan(0);
  for (const tag of tags) {
    expect(tag).toMatch(
      /^<(\/?(p|h1|ul|ol|li|code|pre|em|strong|a)|a href="https:\/\/[^"]*" rel="noopener noreferrer")>$/,
    );
  }
});

test('Markdown has headings, lists, emphasis, code and links, whose addresses stay as they are', async () => {
  const text = '## A\n*a* **b** `*c*`\n\n- [_d_](https://a.b/_x_/*y*)';
  const run = await runStart(`@card(type='blank')\n---\ncurrent.card.append(Markdown(${JSON.stringify(text)}))`);
  const html = cardsOf(run)[0]?.html ?? '';
  expect(html).toContain('<h2>A</h2>\n<p><em>a</em> <strong>b</strong> <code>*c*</code></p>');
  expect(html).toContain('<li><a href="https://a.b/_x_/*y*" rel="noopener noreferrer"><em>d</em></a></li>');
});

describe('a card is refreshed', () => {
  const shown = (run: SequentialRun) =>
    taskOf(run, 'start').attempts.flatMap(({ said }) =>
      said.flatMap((message) => (message.kind === 'card' ? [message] : [])),
    );
  const values = (run: SequentialRun) => shown(run).map(({ html }) => /<progress value="(\d+)"/.exec(html)?.[1]);
  const steps = (head: string, refresh: string) => `${head}
---
import time
bar = ProgressBar(max=4)
current.card.append(bar)
for done in range(4):
    bar.update(done)
    ${refresh}
    time.sleep(3)`;

  test('not oftener than its interval on the virtual clock, unless it must', async () => {
    expect(values(await runStart(steps('@card', 'current.card.refresh()')))).toEqual(['0', '2']);
    expect(values(await runStart(steps('@card(refresh_interval=3)', 'current.card.refresh()')))).toEqual([
      '0',
      '1',
      '2',
      '3',
    ]);
    expect(values(await runStart(steps('@card', 'current.card.refresh(force=True)')))).toEqual(['0', '1', '2', '3']);
  });

  test('at the instant at which it is asked to be, before what is said next', async () => {
    const run = await runStart(
      steps("@card(id='live', type='blank')", 'print(done); current.card.refresh(force=True)'),
    );
    const [first, second] = shown(run);
    expect(first).toMatchObject({ id: 'live', type: 'blank', n: 2 });
    expect(second).toMatchObject({ n: 4, at: (first?.at ?? 0) + 3e6 });
  });

  test('also in an attempt that fails, which has no card at its end', async () => {
    const run = await runStart(
      '@card\n---\ncurrent.card.append(Markdown("so far"))\ncurrent.card.refresh()\nraise ValueError',
    );
    expect(shown(run)[0]?.html).toContain('so far');
    expect(taskOf(run, 'start').attempts[0]?.outcome.end.kind).toBe('failed');
  });

  test('only where its type can be drawn while the task runs', async () => {
    expect(shown(await runStart("@card(type='default_json')\n---\ncurrent.card.refresh()"))).toEqual([]);
  });
});

describe('a card that cannot be drawn', () => {
  test('becomes an error card', async () => {
    const run = await runStart("@card(type='nope')\n---\ncurrent.card.append(Markdown('x'))");
    const [card] = cardsOf(run);
    expect(card?.type).toBe('nope');
    expect(card?.html).toContain('MetaflowCard named nope not found. Check the `type` attribute in @card');
    expect(printed(run, 'start')).toEqual([
      "[@card WARNING] Card of type `nope` doesn't exist. Component will not be appended and `current.card.append` will not work for any call during this runtime execution. Please use a card `type` which exits.",
    ]);
  });

  test('is left out where errors are not kept', async () => {
    const run = await runStart("@card(type='nope', save_errors=False)\n---\npass");
    expect(cardsOf(run)).toEqual([]);
    expect(taskOf(run, 'start').ok).toBe(true);
  });

  test('has a failing component shown as an error', async () => {
    const run = await runStart(
      '@card\n---\nclass Mine(MetaflowCardComponent):\n    def render(self):\n        raise KeyError("inside")\ncurrent.card.append(Mine())',
    );
    expect(cardsOf(run)[0]?.html).toContain('KeyError(&#x27;inside&#x27;)');
  });
});

describe('several cards', () => {
  test('are told apart by id, and misuse only warns', async () => {
    const run = await runStart(
      "@card(id='a')\n@card(id='b')\n---\ncurrent.card['a'].append(Markdown('in a'))\ncurrent.card.append(Markdown('lost'))\ncurrent.card['c'].append(Markdown('lost'))\ncurrent.card['b'] = [Markdown('in b')]\ncurrent.card['a'].append(3)",
    );
    const [b, a] = cardsOf(run);
    expect([a?.id, b?.id]).toEqual(['a', 'b']);
    expect(a?.html).toContain('in a');
    expect(b?.html).toContain('in b');
    expect(`${a?.html ?? ''}${b?.html ?? ''}`).not.toContain('<p>lost');
    expect(printed(run, 'start').map((line) => line.slice(0, 80))).toEqual([
      '[@card WARNING] `current.card.append` cannot disambiguate between multiple edita',
      "[@card WARNING] `current.card['c']` is not present. Please set the `id` argument",
      '[@card WARNING] Component (3) is not a valid MetaflowCardComponent. It will not ',
    ]);
  });

  test('with customize take what has no id', async () => {
    const run = await runStart("@card(id='a')\n@card(customize=True)\n---\ncurrent.card.append(Markdown('mine'))");
    expect(cardsOf(run).map(({ id, html }) => [id, html.includes('<p>mine')])).toEqual([
      [null, true],
      ['a', false],
    ]);
  });
});

test.each([
  ['ValueBox()', 'String value cannot be empty or whitespace only'],
  ["ValueBox(value='x', title='t' * 201)", 'Title must be 200 characters or less, got 201 characters'],
  ['ValueBox(value=1e16)', 'Numeric value must be between -1e15 and 1e15, got 1e+16'],
])('%s fails the step', async (code, message) => {
  expect(failureOf(await runStart(`@card\n---\ncurrent.card.append(${code})`), 'start')).toMatchObject({
    exception: 'ValueError',
    message,
  });
});
