import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { flowFile, linearFlow } from '../support/pythonFlows';
import { pythonWorkers } from '../support/pythonWorkers';
import { wholeRuns } from '../support/wholeRuns';
import type { WholeRuns } from '../support/wholeRuns';

let workers: Awaited<ReturnType<typeof pythonWorkers>>;
let begun: WholeRuns[] = [];

beforeAll(async () => {
  workers = await pythonWorkers();
});
afterEach(() => {
  for (const runs of begun) runs.end();
  begun = [];
});

async function place(): Promise<WholeRuns> {
  const runs = await wholeRuns(workers);
  begun.push(runs);
  return runs;
}

/** The console's lines without times, processes and ids. */
const linesOf = ({ run: { output } }: { readonly run: { readonly output: readonly string[] } }): string[] =>
  output.map((line) =>
    line
      .replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} /, '')
      .replace(/ \(pid \d+\)/, '')
      .replace(/\d{16}/g, 'RUN'),
  );

const decorated = (above: string, source: string) => source.replace('class Probe', `${above}\nclass Probe`);

describe('a process that ends well and leaves nothing', () => {
  test('fails the run at once, whatever retries are left', async () => {
    const source = linearFlow({ start: "@catch(var='e')\n@retry\n---\nos._exit(0)", end: '' });
    const record = await (await place()).execute(source, ['run']);
    expect(record.run).toMatchObject({ outcome: 'failed', headline: 'Data store error' });
    expect(record.run.message).toBe(
      `No completed attempts of the task was found for task 'Probe/${record.run.id}/start/1'`,
    );
    expect(record.tasks.map(({ attempts }) => attempts.length)).toEqual([1]);
  });
});

describe('leaving by sys.exit(0)', () => {
  const source = linearFlow({ start: 'self.go()\nself.next(self.end)', end: '' }).replace(
    '    @step\n    def end',
    '    def go(self):\n        self.next(self.end)\n        sys.exit(0)\n\n    @step\n    def end',
  );

  test('goes on where the step had said so, and a resume does not run the step again', async () => {
    const runs = await place();
    expect((await runs.execute(source, ['run'])).run.outcome).toBe('succeeded');
    const resumed = await runs.execute(source, ['resume']);
    expect(resumed.tasks.map(({ step, origin }) => [step, origin])).toEqual([['end', 'cloned']]);
    expect(resumed.run.outcome).toBe('succeeded');
  });
});

describe('@exit_hook', () => {
  const hooks = [
    "def good():\n    print('good')",
    "def look(run):\n    print(run.successful, run['start'].task.data.x)",
    "def bad():\n    print('lost')\n    raise ValueError('hook')",
  ].join('\n');
  const withHooks = (end: string) =>
    decorated(
      "@exit_hook(on_success=[good, look], on_error=['look', bad, 'os.getcwd'])",
      linearFlow({ start: 'self.x = 7', end }, hooks),
    );

  test('calls what is for success before the last word', async () => {
    const record = await (await place()).execute(withHooks(''), ['run']);
    expect(linesOf(record).slice(-4)).toEqual(['[RUN/end/2] Task finished successfully.', 'good', 'True 7', 'Done!']);
  });

  test('calls what is for failure after the run has been cleaned up, and one that fails fails alone', async () => {
    const record = await (await place()).execute(withHooks("raise KeyError('k')"), ['run']);
    expect(record.run.message).toBe('Step end (task-id 2) failed.');
    const said = linesOf(record);
    expect(said.slice(said.indexOf('Flushing logs...')).filter((line) => !line.startsWith('  File'))).toEqual([
      'Flushing logs...',
      'False 7',
      'Traceback (most recent call last):',
      "    raise ValueError('hook')",
      'ValueError: hook',
      "[exit_hook] Hook 'bad' failed with error: Command '['python', '-m', 'metaflow.plugins.exit_hook.exit_hook_script', 'flow.py', 'bad', 'Probe/RUN']' returned non-zero exit status 1.",
      '',
      '    Step failure:',
      '    Step end (task-id 2) failed.',
    ]);
  });

  test('needs a function to call', async () => {
    const source = decorated('@exit_hook', linearFlow({ start: '', end: '' }));
    expect((await (await place()).execute(source, ['run'])).run).toMatchObject({
      headline: 'Flow failed',
      message: 'Choose at least one of the options on_success/on_error',
    });
  });
});

describe('@project', () => {
  const names = 'print(current.branch_name, current.project_flow_name, current.is_user_branch, current.is_production)';
  const source = decorated("@project(name='shop')", linearFlow({ start: names, end: '' }));

  test.each([
    [[], 'user.tester shop.user.tester.Probe True False'],
    [['--branch', 'b'], 'test.b shop.test.b.Probe False False'],
    [['--production'], 'prod shop.prod.Probe False True'],
    [['--branch', 'b', '--production'], 'prod.b shop.prod.b.Probe False True'],
  ])('%j', async (options, expected) => {
    const record = await (await place()).execute(source, [...options, 'run']);
    expect(record.tasks[0]?.stdout).toEqual([expected]);
    expect(linesOf(record)).toContain(`Project: shop, Branch: ${expected.split(' ')[0] ?? ''}`);
  });

  test.each([
    ['@project', [], "@project needs a name. Try @project(name='some_name')"],
    [
      "@project(name='a b')",
      [],
      'The @project name must contain only lowercase alphanumeric characters and underscores.',
    ],
    [
      "@project(name='a', branch='b')",
      ['--branch', 'c'],
      'You cannot pass branch as both a command-line argument and an attribute of the @project decorator.',
    ],
  ])('%s %j is refused', async (above, options, message) => {
    const flow = decorated(above, linearFlow({ start: '', end: '' }));
    expect((await (await place()).execute(flow, [...options, 'run'])).run).toMatchObject({
      outcome: 'rejected',
      message,
    });
  });
});

describe('what Metaflow says before it refuses', () => {
  const header = 'Metaflow 2.19.38 executing Probe for user:tester';
  const passed = [
    'Validating your flow...',
    '    The graph looks good!',
    'Running pylint...',
    '    Pylint not found, so extra checks are disabled.',
  ];
  const limit = ['    Flow failed:', '    The maximum number of retries is @retry(times=4).'];
  const retried = linearFlow({ start: '@retry(times=5)\n---\npass', end: '' });
  const unknown = linearFlow({ start: 'self.next(self.nowhere)', end: '' });

  test.each([
    ['run', retried, [header, ...passed, ...limit]],
    ['check', retried, [header, ...limit]],
    ['show', retried, [header, ...limit]],
    ['run --with nosuch', linearFlow({ start: '', end: '' }), [header, '    Unknown step decorator:']],
    [
      'run',
      unknown,
      [header, 'Validating your flow...', '    Validity checker found an issue in file flow.py on line 8:'],
    ],
    ['resume', linearFlow({ start: '', end: '' }), [header, ...passed, '    Invalid command:']],
  ])('%s', async (command, source, expected) => {
    const record = await (await place()).execute(source, command.split(' '));
    expect(record.run.outcome).toBe('rejected');
    expect(linesOf(record).slice(0, expected.length)).toEqual(expected);
  });
});

test('--namespace is what the client API sees at first, and no file is written for --run-id-file', async () => {
  const body =
    'from metaflow import Flow, get_namespace\nprint(get_namespace(), [run.id == current.run_id for run in Flow("Probe")])';
  const source = flowFile(`    @step\n    def start(self):\n        ${body.replace('\n', '\n        ')}\n`);
  const runs = await place();
  const others = await runs.execute(source, ['run', '--namespace', 'user:other', '--run-id-file', 'id.txt']);
  expect(linesOf(others)).toContain("--run-id-file: a page writes no files. The run's id is not saved to id.txt.");
  expect(others.run.message).toMatch(/Step start/);
  expect((await runs.execute(source, ['run'])).tasks[0]?.stdout[0]).toMatch(/^user:tester \[/);
});

test("a resume has its origin's configs, in decorators too", async () => {
  const source = `from metaflow import FlowSpec, step, retry, Config, config_expr

class Configured(FlowSpec):
    c = Config('c', default_value={'times': 0})

    @retry(times=config_expr('c.times'), minutes_between_retries=0)
    @step
    def start(self):
        print('attempt with', self.c.times)
        1 / 0
        self.next(self.end)

    @step
    def end(self):
        pass

if __name__ == '__main__':
    Configured()
`;
  const runs = await place();
  const attempts = (record: Awaited<ReturnType<WholeRuns['execute']>>) =>
    record.tasks.map((task) => task.attempts.map(({ stdout }) => stdout));
  const first = await runs.execute(source, ['--config-value', 'c', '{"times": 1}', 'run']);
  expect(attempts(first)).toEqual([[['attempt with 1'], ['attempt with 1']]]);
  expect(attempts(await runs.execute(source, ['resume']))).toEqual(attempts(first));
});
