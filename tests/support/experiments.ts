/** Experiments for the policy explorer, as its panel makes them of a flow. */
import { graphOf } from '../../src/graph/graphOf';
import { flowModel, type HandModel, HAND_DEFAULT } from '../../src/lab/policy/flowModel';
import type { FlowGraph } from '../../src/model/graph';
import { PLATFORMS, type Scenario } from '../../src/model/scenario';
import type { Experiment, PolicyPoint } from '../../src/protocol/policy';
import { decorator, flowOf, foreach, linear, step } from './randomRun';

export const scenario: Scenario = {
  language: 'python',
  fileName: 'flow.py',
  source: '',
  parameters: {},
  seed: 1,
  faults: [],
  services: [],
  platform: PLATFORMS.kubernetes,
  maxWorkers: 16,
  command: ['run'],
  files: {},
  user: 'tester',
};

/** The notes' flow: a call that is retried, logic that is caught. */
export const notesGraph = graphOf(
  flowOf([
    step('start', linear('api_call')),
    step('api_call', linear('risky_logic')),
    step('risky_logic', linear('summarize'), { decorators: [decorator('catch', { var: 'error_info' })] }),
    step('summarize', linear('end')),
    step('end', null),
  ]),
);

/** A foreach whose tasks all call one service. */
export const fanGraph = graphOf(
  flowOf([
    step('start', foreach('fetch', 'items')),
    step('fetch', linear('join')),
    step('join', linear('end'), { argumentCount: 2 }),
    step('end', null),
  ]),
);

export const point = (more: Partial<PolicyPoint> = {}): PolicyPoint => ({
  times: 3,
  minutes: 0.03,
  rate: 0.5,
  timeout: 0,
  ...more,
});

/** Every step set by hand; what `own` does not say of one is the default. */
export function experiment(
  graph: FlowGraph,
  swept: string,
  own: Readonly<Record<string, Partial<HandModel>>> = {},
  more: Partial<Experiment> = {},
): Experiment {
  const byHand = new Map(graph.steps.map(({ name }) => [name, { ...HAND_DEFAULT, ...own[name] }]));
  const { model } = flowModel(graph, swept, { measured: new Map(), byHand });
  return { scenario, graph, model, step: swept, failure: { kind: 'code-bug' }, ...more };
}
