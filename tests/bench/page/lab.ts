/** The policy explorer: its simulation beside bare folding, in its workers, and its panel when a slider moves. */
import { mount } from 'svelte';
import { policyLab } from '../../../src/app/policyLab';
import { apply } from '../../../src/engine/run';
import { sampledBehaviour } from '../../../src/lab/policy/behaviour';
import { aimsOf, runIdAt, scenarioAt, setupAt } from '../../../src/lab/policy/experiment';
import { openingOf, simulate } from '../../../src/lab/policy/simulate';
import { tallyOf } from '../../../src/lab/policy/tally';
import type { RunEvent } from '../../../src/model/events';
import { DEFAULT_PACE } from '../../../src/model/scenario';
import { Page } from '../../../src/state/Page.svelte';
import { Theme } from '../../../src/state/Theme.svelte';
import LabPane from '../../../src/view/lab/LabPane.svelte';
import '../../../src/view/base.css';
import '../../../src/view/tokens.css';
import { experiment, notesGraph, point } from '../../support/experiments';
import { fixturePorts } from '../../support/fixturePorts';
import { scenarioFrom } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

declare global {
  interface Window {
    /** Milliseconds of simulating the notes' flow so often, in this thread. */
    tally(): number;
    /** Milliseconds of folding the events of the same runs, in one loop. */
    foldTallied(): number;
    /** Runs a second of both workers together. */
    inWorkers(): Promise<number>;
    /** Milliseconds from a slider's move to the frame with a whole curve of it. */
    moveSlider(): Promise<number>;
  }
}

const RUNS = 500;
const WORKERS_MS = 1000;
const of = experiment(notesGraph, 'api_call');
const at = point({ rate: 0.7 });

const scenario = scenarioAt(of, at, 1);
const opening = openingOf(setupAt(of, at, runIdAt(scenario)));
const logs = Array.from({ length: RUNS }, (_, i) => {
  const log: RunEvent[] = [];
  const behave = sampledBehaviour(of.model, 1 + i);
  simulate(opening, behave, aimsOf({ ...scenario, seed: 1 + i }), (event) => log.push(event));
  return log;
});

function timed(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

window.tally = () =>
  timed(() => {
    tallyOf(of, at, 1, RUNS);
  });
window.foldTallied = () =>
  timed(() => {
    for (const log of logs) log.reduce(apply, opening.run);
  });

const port = policyLab();

window.inWorkers = async () => {
  await port.prepare(of);
  const begun = performance.now();
  const lane = async (which: number): Promise<number> => {
    let runs = 0;
    while (performance.now() - begun < WORKERS_MS) {
      await port.tally(which, at, { first: runs, count: 100 });
      runs += 100;
    }
    return runs;
  };
  const runs = await Promise.all(Array.from({ length: port.lanes }, (_, which) => lane(which)));
  return (1000 * runs.reduce((sum, one) => sum + one, 0)) / (performance.now() - begun);
};

const wall = {
  now: () => performance.timeOrigin + performance.now(),
  nextFrame: (callback: () => void) => {
    const id = requestAnimationFrame(callback);
    return () => {
      cancelAnimationFrame(id);
    };
  },
};
const { command: _, ...content } = scenarioFrom(NOTES_FLOW);
const ports = fixturePorts({ wall, policy: policyLab() });
const page = new Page(ports, { ...content, pace: DEFAULT_PACE }, new Theme(ports.settings, () => false));
mount(LabPane, { target: document.querySelector('#app') ?? document.body, props: { page } });
page.lab.policy.fillByHand();

const isDrawn = (): boolean => {
  const { curve } = page.lab.policy;
  return curve.length > 0 && curve.every(({ outcome }) => outcome !== null);
};
const frame = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      resolve();
    });
  });

let moved = 0;
window.moveSlider = async () => {
  const slider = document.querySelector<HTMLInputElement>('input[type=range][max="2"]');
  if (slider === null) throw new Error('the panel has a slider for minutes');
  moved += 1;
  const begun = performance.now();
  slider.value = String(0.1 + moved / 100);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  do await frame();
  while (!isDrawn());
  await frame();
  return performance.now() - begun;
};

while (!isDrawn()) await frame();
document.body.dataset['ready'] = '';
