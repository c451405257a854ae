import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPython } from '../../src/language/python/read';
import type { ClientRun, ClientRuns } from '../../src/protocol/clientRuns';
import { clientRunFrom } from '../support/clientRuns';
import { failureOf, linearFlow, loadFlow, printed, runFlow } from '../support/pythonFlows';
import { pythonWorkers } from '../support/pythonWorkers';
import type { PythonWorker } from '../support/pythonWorkers';
import type { SequentialRun } from '../support/sequentialRun';

const STORED = `
from metaflow import *

class Stored(FlowSpec):
    alpha = Parameter('alpha', default=3)

    @step
    def start(self):
        self.items = ['a', 'b']
        self.big = list(range(9))
        print('said once')
        self.set_metadata('note', 'kept')
        self.next(self.work, foreach='items')

    @retry(times=1)
    @catch(var='error')
    @step
    def work(self):
        self.tried = current.retry_count
        if self.input == 'b':
            raise ValueError('no b')
        self.next(self.join)

    @step
    def join(self, inputs):
        self.tried = [one.tried for one in inputs]
        self.next(self.end)

    @step
    def end(self):
        if self.alpha > 3:
            import json
            json.loads('{')
        self.answer = 42

if __name__ == '__main__':
    Stored()
`;

let worker: PythonWorker;
let good: SequentialRun;
let client: ClientRuns;

async function storedRun(alpha: string, parts: Partial<ClientRun>): Promise<[SequentialRun, ClientRun]> {
  const run = await runFlow(worker, STORED, { given: { alpha: { text: alpha } } });
  const { flow } = readPython(STORED, 'flow.py');
  if (flow === null) throw new TypeError('the text holds no flow');
  return [run, clientRunFrom(run, flow, parts)];
}

beforeAll(async () => {
  worker = await (await pythonWorkers()).fromSnapshot();
  const [first, ok] = await storedRun('3', { id: '10', tags: ['nightly'] });
  const [second, failed] = await storedRun('4', { id: '11' });
  good = { ...first, blobs: new Map([...first.blobs, ...second.blobs]) };
  client = { runs: [failed, ok, { ...ok, id: '9', user: 'alice' }], withheld: [] };
}, 120_000);
afterAll(() => worker.end());

/** A flow whose start does `body`, with the stored runs and their bytes at hand. */
async function reader(body: string, given: ClientRuns | undefined = client): Promise<SequentialRun> {
  const source = linearFlow({ start: body, end: '' });
  await loadFlow(worker, source);
  const origin = { ...good, tasks: [], parameters: [] };
  return runFlow(worker, source, { origin, ...(given === undefined ? {} : { client: given }) });
}

const linesOf = async (body: string, given?: ClientRuns) =>
  printed(await reader(`namespace('user:tester')\n${body}`, given), 'start');

describe('what a step reads of stored runs', () => {
  test.each([
    ['Flow("Stored").latest_run', "Run('Stored/11')"],
    ['Flow("Stored").latest_successful_run', "Run('Stored/10')"],
    ['list(Flow("Stored"))', "[Run('Stored/11'), Run('Stored/10')]"],
    ['list(Flow("Stored").runs("nightly"))', "[Run('Stored/10')]"],
    ['Metaflow().flows', "[Flow('Stored')]"],
    [
      'list(Run("Stored/10"))',
      "[Step('Stored/10/end'), Step('Stored/10/join'), Step('Stored/10/work'), Step('Stored/10/start')]",
    ],
    ['Run("Stored/10").data.answer', '42'],
    ['Run("Stored/10").data', '<MetaflowData: alpha, answer, name, tried>'],
    ['[Run(f"Stored/{n}").successful for n in (10, 11)]', '[True, False]'],
    ['[Run(f"Stored/{n}").finished for n in (10, 11)]', '[True, False]'],
    ['Run("Stored/11").finished_at', '2026-01-01 00:01:00'],
    ['Run("Stored/10").end_task', "Task('Stored/10/end/5')"],
    ['sorted(Run("Stored/10").user_tags)', "['nightly']"],
    ['"user:tester" in Run("Stored/10").tags', 'True'],
    ['"work" in Run("Stored/10"), "nope" in Run("Stored/10")', '(True, False)'],
    ['Run("Stored/10")["work"].task.index', '1'],
    ['[t.id for t in Run("Stored/10")["work"]]', "['3', '2']"],
    ['Task("Stored/10/work/3").successful, Task("Stored/10/work/3").finished', '(False, True)'],
    ['Task("Stored/10/work/3").data.error.type', 'builtins.ValueError'],
    ['Task("Stored/10/work/3").exception', 'None'],
    ['Task("Stored/10/work/3").data.tried, Task("Stored/10/work/3", attempt=0).data.tried', '(1, 0)'],
    ['Task("Stored/10/work/3", attempt=0).exception.exception', 'no b'],
    ['Task("Stored/10/work/3").current_attempt', '1'],
    ['Task("Stored/10/work/3").metadata_dict["foreach-execution-path"]', 'work:1'],
    ['Task("Stored/10/work/3").metadata_dict["foreach-stack"]', "['items=b']"],
    ['[m.value for m in Task("Stored/10/work/3").metadata if m.name == "attempt_ok"]', "['False', 'True']"],
    ['Task("Stored/10/start/1").metadata_dict["note"]', 'kept'],
    ['repr(Task("Stored/10/start/1").stdout)', "'said once\\n'"],
    ['list(Task("Stored/10/start/1").loglines("stdout"))[0][0]', '2026-01-01 00:00:05'],
    ['Task("Stored/10/start/1").artifacts.big.data[-1], Task("Stored/10/start/1")["big"].size', '(8, 34)'],
    ['list(Task("Stored/10/end/5"))[1]', "DataArtifact('Stored/10/end/5/answer')"],
    ['DataArtifact("Stored/10/end/5/answer").data', '42'],
    ['Task("Stored/11/end/5").exception.type', 'json.decoder.JSONDecodeError'],
    ['"attempt_ok" in Task("Stored/11/end/5").metadata_dict', 'True'],
    [
      'list(Step("Stored/10/work").parent_steps), list(Step("Stored/10/work").child_steps)',
      "([Step('Stored/10/start')], [Step('Stored/10/join')])",
    ],
    ['[t.id for t in Task("Stored/10/join/4").parent_tasks]', "['2', '3']"],
    ['[t.id for t in Task("Stored/10/work/2").parent_tasks]', "['1']"],
    ['[t.id for t in Task("Stored/10/start/1").child_tasks]', "['2', '3']"],
    ['Run("Stored/10")["_parameters"].task["alpha"].data', '3'],
    ['Run("Stored/10").parent, Run("Stored/10").pathspec', "(Flow('Stored'), 'Stored/10')"],
    ['namespace(None), [r.id for r in Flow("Stored")]', "(None, ['11', '10', '9'])"],
    ['namespace("user:alice"), Flow("Stored").latest_run.id', "('user:alice', '9')"],
    ['default_namespace(), get_namespace()', "('user:tester', 'user:tester')"],
  ])('%s is %s', async (expression, text) => {
    expect(await linesOf(`print((${expression}))`)).toEqual([text]);
  });

  test.each([
    ['Run("Stored/99")', "MetaflowNotFound: Run('Stored/99') does not exist"],
    ['Flow("Nope")', "MetaflowNotFound: Flow('Nope') does not exist"],
    ['Run("Stored/10")["x"]', "KeyError: 'x'"],
    ['Run("Stored/10").data.x', 'AttributeError: x'],
    ['Task("Stored/10/end/5", attempt=6)', 'MetaflowNotFound: Attempt can only be smaller than 6'],
    ['Task("Stored/10/end")', "MetaflowInvalidPathspec: Expects Task('FlowName/RunID/StepName/TaskID')"],
    ['Run("Stored/10", attempt=1)', 'MetaflowNotFound: Attempts can only be specified for Task or DataArtifact'],
    ['Run("Stored/9")', "MetaflowNamespaceMismatch: Object not in namespace 'user:tester'"],
  ])('%s raises %s', async (expression, text) => {
    const failure = failureOf(await reader(`namespace('user:tester')\n${expression}`), 'start');
    expect(`${String(failure.exception)}: ${String(failure.message)}`).toBe(text);
  });

  test('a clone has what its origin said, and names it', async () => {
    const origin = client.runs[1];
    const tasks = (origin?.tasks ?? []).map((task) => ({
      ...task,
      originTaskId: task.id,
      attempts: task.attempts.slice(-1).map((attempt) => ({ ...attempt, attempt: 0, stdout: [], metadata: [] })),
    }));
    const runs = origin === undefined ? [] : [{ ...origin, id: '12', originRunId: '10', tasks }, origin];
    const lines = await linesOf(
      `
task = Run('Stored/12')['start'].task
print(task.stdout.strip(), task.metadata_dict['note'], task.metadata_dict['origin-run-id'])
print(task.origin_pathspec, Run('Stored/12').origin_pathspec, Run('Stored/10').origin_pathspec)
`,
      { runs, withheld: [] },
    );
    expect(lines).toEqual(['said once kept 10', 'Stored/10/start/1 Stored/10 Stored/None']);
  });

  test('what was read can be kept as an artifact', async () => {
    const source = linearFlow({
      start: "self.run = Run('Stored/10')",
      end: "print(self.run, self.run['work'].task.index)",
    });
    await loadFlow(worker, source);
    const run = await runFlow(worker, source, { origin: { ...good, tasks: [], parameters: [] }, client });
    expect(printed(run, 'end')).toEqual(["Run('Stored/10') 1"]);
  });

  test('no tags can be changed', async () => {
    const failure = failureOf(await reader("Run('Stored/10').add_tag('x')"), 'start');
    expect(failure).toMatchObject({ exception: 'MetaflowTaggingError' });
  });

  test('an artifact that is too large to come along is named when it is read', async () => {
    const hash = client.runs[1]?.tasks[0]?.attempts[0]?.artifacts?.find(({ name }) => name === 'big')?.hash;
    const withheld = hash === undefined ? [] : [hash];
    const failure = failureOf(await reader('Task("Stored/10/start/1").data.big', { ...client, withheld }), 'start');
    expect(failure).toMatchObject({
      exception: 'ClientUnavailable',
      message: expect.stringContaining('big of 34 bytes') as string,
    });
  });

  test('current.run and current.task are those of the attempt', async () => {
    const [own] = client.runs;
    const pathspec = 'Run(f"Probe/{current.run_id}")';
    const id = (await linesOf('print(current.run_id)'))[0] ?? '';
    const runs = own === undefined ? [] : [{ ...own, flowName: 'Probe', id, user: 'bob' }];
    expect(await linesOf(`print(current.run, current.task, current.task.finished)`, { runs, withheld: [] })).toEqual([
      `Run('Probe/${id}') Task('Probe/${id}/start/1') True`,
    ]);
    expect(failureOf(await reader(pathspec, { runs, withheld: [] }), 'start').exception).toBe(
      'MetaflowNamespaceMismatch',
    );
  });

  test('a flow that hides its use of the client is told so', async () => {
    const run = await runFlow(worker, linearFlow({ start: 'Flow("Stored")', end: '' }));
    expect(failureOf(run, 'start')).toMatchObject({ exception: 'ClientUnavailable' });
  });
});
