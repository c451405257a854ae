import { NOTES_FLOW } from '../notesFlow';
import { failed, logOf, started, storedRun, succeeded } from '../fixtureRun';
import type { Said } from '../fixtureRun';
import type { EventFact, ForeachFrame } from '../../../src/model/events';
import { asTaskId } from '../../../src/model/ids';

export const FOREACH_FLOW = `from metaflow import FlowSpec, step, retry, catch, timeout

class RegionScores(FlowSpec):

    @step
    def start(self):
        self.regions = load_regions()
        self.next(self.check, self.shard)

    @step
    def check(self):
        self.quality = "clean"
        self.next({"clean": self.as_is, "repair": self.repair}, condition="quality")

    @step
    def as_is(self):
        self.next(self.judge)

    @step
    def repair(self):
        self.next(self.judge)

    @step
    def shard(self):
        self.shards = split(self.regions, 120)
        self.next(self.train, foreach="shards")

    @catch(var="error")
    @retry(times=2, minutes_between_retries=0.02)
    @timeout(seconds=8)
    @step
    def train(self):
        rows = fetch(self.input.url)
        self.model = fit(rows, seed=self.index)
        self.next(self.gather)

    @step
    def gather(self, inputs):
        self.models = [i.model for i in inputs if not i.error]
        self.next(self.judge)

    @step
    def judge(self, inputs):
        self.next(self.end)

    @step
    def end(self):
        pass

if __name__ == "__main__":
    RegionScores()
`;

const N = Number(new URLSearchParams(location.hash.slice(1)).get('n') ?? 120);
export function foreachRun() {
  const run = { ...storedRun(FOREACH_FLOW) };
  const setup = { ...run.setup, maxNumSplits: 1e6, maxWorkers: 16 };
  const frames = (i: number): ForeachFrame[] => [{ step: 'shard', variable: 'shards', index: i, numSplits: N, value: String(i) }];
  const start = (id: number, i: number): EventFact => ({ type: 'attempt-started', taskId: asTaskId(String(id)), frames: frames(i), fallback: false });
  const said: Said[] = [
    { at: 0, fact: { type: 'run-started', runId: run.id, flowName: run.flowName, originRunId: null, parameters: [] } },
    { at: 0, step: 'start', fact: started(1) },
    { at: 2.2, step: 'start', fact: { ...succeeded('check'), transition: { targets: ['check', 'shard'], foreach: null } } as EventFact },
    { at: 2.2, step: 'check', fact: started(2) },
    { at: 2.2, step: 'shard', fact: started(3) },
    { at: 4.4, step: 'check', fact: succeeded('as_is') },
    { at: 4.4, step: 'shard', fact: { ...succeeded('train'), transition: { targets: ['train'], foreach: { variable: 'shards', values: Array.from({ length: N }, (_, i) => String(i)), numSplits: N } } } as EventFact },
    { at: 4.4, step: 'as_is', fact: started(4) },
    { at: 6.6, step: 'as_is', fact: succeeded('judge') },
  ];
  let id = 5;
  const done = Math.floor(N / 2);
  const wave = Math.max(16, done);
  for (let i = 0; i < wave; i++) said.push({ at: 6.6, step: 'train', foreach: [i], fact: start(id + i, i) });
  for (let i = 0; i < wave - 13; i++) {
    if (i % 17 === 16) said.push({ at: 9, step: 'train', foreach: [i], fact: failed('KeyError') });
    else if (i % 23 === 22) said.push({ at: 9, step: 'train', foreach: [i], fact: { ...succeeded('gather'), caught: { exception: 'KeyError', message: 'x' } } as EventFact });
    else said.push({ at: 9, step: 'train', foreach: [i], fact: succeeded('gather') });
  }
  return { run: { ...run, setup }, events: logOf(said) };
}

export const BUGGY_FLOW = NOTES_FLOW.replace('    @catch(var="error_info")\n', '');
export function failingRun() {
  const run = storedRun(BUGGY_FLOW, 'failed');
  const said: Said[] = [
    { at: 0, fact: { type: 'run-started', runId: run.id, flowName: run.flowName, originRunId: null, parameters: [] } },
    { at: 0, step: 'start', fact: started(1) },
    { at: 3, step: 'start', fact: succeeded('api_call') },
    { at: 3, step: 'api_call', fact: started(2) },
    { at: 6, step: 'api_call', fact: succeeded('risky_logic') },
    { at: 6, step: 'risky_logic', fact: started(3) },
    { at: 9, step: 'risky_logic', fact: failed('ValueError') },
    { at: 9, fact: { type: 'run-failed', headline: 'Step failure:', message: 'Step risky_logic (task-id 3) failed.' } },
  ];
  return { run, events: logOf(said) };
}
