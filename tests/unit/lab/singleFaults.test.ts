import { describe, expect, test } from 'vitest';
import { artifactsRead } from '../../../src/lab/artifactsRead';
import { singleFaults, type ObservedRun } from '../../../src/lab/singleFaults';
import { setupOf } from '../../../src/engine/setup';
import { graphOf } from '../../../src/graph/graphOf';
import type { EventFact } from '../../../src/model/events';
import type { FlowStep } from '../../../src/model/flow';
import { asRunId } from '../../../src/model/ids';
import { PLATFORMS } from '../../../src/model/scenario';
import type { Behave } from '../../../src/runtime/simulated/sayings';
import { decorator, flowOf, foreach, linear, step } from '../../support/randomRun';
import { simulate } from '../../support/simulate';
import { artifact, hashOf } from '../../support/storedRuns';

const setupFor = (steps: readonly FlowStep[]) =>
  setupOf(graphOf(flowOf(steps)), {
    ...{ runId: asRunId('1'), platform: PLATFORMS.kubernetes, maxWorkers: 16, maxNumSplits: 100, tags: [] },
    ...{ withDecorators: [], configs: {}, parameters: [], origin: null, maxLogBytes: 1000 },
  });

/** Every attempt calls `api` in the steps named so, and leaves `rows` and `name`. */
const behave: Behave = ({ place }, attempt, _fallback, { setup }) => {
  const plan = setup.steps.find(({ name }) => name === place.step);
  const call: EventFact = {
    type: 'service-called',
    service: 'api',
    request: 'POST https://x/',
    answer: 200,
    tookUs: 0,
  };
  const fanOut = plan?.type === 'foreach' ? { variable: 'items', numSplits: 3, values: ['0', '1', '2'] } : null;
  const refs = ['rows', 'name'].map((name, i) => ({ name, hash: hashOf('ab'[i] ?? ''), sizeBytes: 3, type: 'x' }));
  const failure = { cause: 'user', exception: 'ValueError', message: 'no', exitCode: 1, retry: true } as const;
  return {
    says: place.step.startsWith('call') ? [{ afterUs: 0, fact: call }] : [],
    codeUs: 1_000_000,
    end:
      place.step === 'flaky' && attempt === 0
        ? { type: 'attempt-failed', failure, artifacts: null }
        : {
            type: 'attempt-succeeded',
            artifacts: refs,
            transition: plan?.next.length === 0 ? null : { targets: plan?.next ?? [], foreach: fanOut },
            caught: null,
            cards: [],
          },
  };
};

async function calmOf(steps: readonly FlowStep[], source = ''): Promise<ObservedRun> {
  const setup = setupFor(steps);
  const { log } = await simulate(setup, behave, 1);
  const rows = { ...artifact('a'), preview: [{ x: 1 }] };
  const name = { ...artifact('b'), preview: 'ann' };
  return {
    stored: { setup, scenario: { language: 'python', source, fileName: 'flow.py' } },
    events: log,
    contents: new Map([rows, name].map((content) => [content.hash, content])),
  };
}

const words = (faults: ReturnType<typeof singleFaults>): readonly string[] =>
  faults.map(({ step, attempt, kind, moment }) => `${step}/${String(attempt)} ${kind} ${moment}`);

describe('the single faults of a run', () => {
  test('strike every attempt that it has, at every moment of their kind', async () => {
    const calm = await calmOf([
      step('start', linear('flaky')),
      step('flaky', linear('end'), { decorators: [decorator('retry', { times: 2 })] }),
      step('end', null),
    ]);
    expect(
      words(singleFaults(calm, { kinds: ['eviction', 'metadata-unavailable', 'code-bug'], steps: ['flaky'] })),
    ).toEqual(
      ['flaky/0', 'flaky/1'].flatMap((attempt) => [
        `${attempt} eviction before`,
        `${attempt} eviction during`,
        `${attempt} eviction after`,
        `${attempt} metadata-unavailable before`,
        `${attempt} code-bug start`,
      ]),
    );
  });

  test('let calls fail where the run calls, and lose time where a timeout stands over it', async () => {
    const calm = await calmOf([
      step('start', linear('call')),
      step('call', linear('end'), { decorators: [decorator('timeout', { seconds: 30 })] }),
      step('end', null),
    ]);
    const faults = singleFaults(calm, { kinds: ['network-blip', 'service', 'slow'] });
    expect(faults.map(({ fault }) => fault)).toEqual([
      { kind: 'network-blip', step: 'call', attempts: 0 },
      { kind: 'service', step: 'call', attempts: 0, service: { name: 'api', answer: 503 } },
      { kind: 'service', step: 'call', attempts: 0, service: { name: 'api', answer: 'timeout' } },
      { kind: 'slow', step: 'call', attempts: 0, seconds: 40 },
    ]);
  });

  test('strike one task of a foreach: the last, by its index', async () => {
    const calm = await calmOf([
      step('start', foreach('work', 'items')),
      step('work', linear('join')),
      step('join', linear('end'), { argumentCount: 2 }),
      step('end', null),
    ]);
    const faults = singleFaults(calm, { kinds: ['spot-interruption'], steps: ['work'], moments: ['after'] });
    expect(faults.map(({ fault }) => fault)).toEqual([
      { kind: 'spot-interruption', step: 'work', foreach: [2], attempts: 0, moment: 'after' },
    ]);
  });

  test('spoil what a step reads, in ways that its value allows', async () => {
    const source = [
      'from metaflow import FlowSpec, step',
      'class F(FlowSpec):',
      '    @step',
      '    def start(self):',
      '        self.rows = []',
      '        self.next(self.end)',
      '    @step',
      '    def end(self):',
      '        print(self.rows, self.other)',
    ].join('\n');
    const calm = await calmOf([step('start', linear('end')), step('end', null)], source);
    const faults = singleFaults(calm, { kinds: ['bad-input'] });
    expect(faults.map(({ step, fault }) => [step, fault.input])).toEqual([
      ['end', { name: 'rows', change: 'null' }],
      ['end', { name: 'rows', change: 'missing' }],
      ['end', { name: 'rows', change: 'wrong-type' }],
      ['end', { name: 'rows', change: 'duplicate-rows' }],
      ['end', { name: 'rows', change: 'truncated' }],
    ]);
  });

  test('are none where nothing that was asked for can strike', async () => {
    const calm = await calmOf([step('start', linear('end')), step('end', null)]);
    expect(singleFaults(calm, { kinds: ['eviction'], moments: ['start'] })).toEqual([]);
    expect(singleFaults(calm, { steps: [] })).toEqual([]);
  });
});

describe('what a step reads', () => {
  test('is what its text takes from self and from inputs, not what it sets or calls', () => {
    const source = [
      'from metaflow import FlowSpec, step',
      'class F(FlowSpec):',
      '    @step',
      '    def start(self):',
      '        self.a = 1',
      '        if self.b == 2: self.helper(self.c)',
      '        self.next(self.end)',
      '    @step',
      '    def end(self, inputs):',
      '        self.d = [i.e for i in inputs]',
    ].join('\n');
    const read = artifactsRead({ language: 'python', source, fileName: 'flow.py' });
    expect([...(read.get('start') ?? [])]).toEqual(['b', 'c', 'end']);
    expect([...(read.get('end') ?? [])]).toEqual(['e']);
  });

  test('is read of TypeScript, too', () => {
    const source = `import { FlowSpec, step } from 'faultline'
export default class F extends FlowSpec {
  @step() start() { this.a = this.b; this.c === 3; this.next(this.end) }
  @step() end() { console.log(this.a) }
}`;
    const read = artifactsRead({ language: 'typescript', source, fileName: 'flow.ts' });
    expect([...(read.get('start') ?? [])]).toEqual(['b', 'c', 'end']);
    expect([...(read.get('end') ?? [])]).toEqual(['a']);
  });
});
