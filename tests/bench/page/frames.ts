/** The page alone, with a run of many tasks that plays and is looked back at: no workers, no storage. */
import { flushSync, mount, tick } from 'svelte';
import App from '../../../src/app/App.svelte';
import { apply, openingFacts, startRun } from '../../../src/engine/run';
import { setupOf } from '../../../src/engine/setup';
import type { EventFact, RunEvent } from '../../../src/model/events';
import { asRunId } from '../../../src/model/ids';
import { DEFAULT_PACE, PLATFORMS } from '../../../src/model/scenario';
import { instantOf, ZERO } from '../../../src/model/time';
import type { StoredRun } from '../../../src/protocol/engine';
import { drive, numbered } from '../../../src/runtime/drive';
import type { Behave } from '../../../src/runtime/simulated/sayings';
import { SimulatedWorld } from '../../../src/runtime/simulated/simulatedWorld';
import { RUN_PLACE } from '../../../src/runtime/world';
import { NewsQueue } from '../../../src/state/NewsQueue';
import { Page } from '../../../src/state/Page.svelte';
import { advance, blankPicture } from '../../../src/state/picture';
import { Theme } from '../../../src/state/Theme.svelte';
import '../../../src/view/base.css';
import '../../../src/view/tokens.css';
import { fixturePorts } from '../../support/fixturePorts';
import { graphFrom, scenarioFrom, storedRun } from '../../support/fixtureRun';

declare global {
  interface Window {
    /** Milliseconds between the frames while a run of 1,000 tasks plays for so long. */
    play(ms: number): Promise<readonly number[]>;
    /** Shows a finished run of about 10,000 events; the number of them. */
    showLong(): number;
    /** Milliseconds of showing a moment of it, laid out. `share` is of its length. */
    seek(share: number): number;
    /** Milliseconds of folding 200 events in the middle of it. */
    foldSome(): number;
  }
}

const SOURCE = `from metaflow import FlowSpec, step

class Wide(FlowSpec):
    @step
    def start(self):
        self.items = list(range(1000))
        self.next(self.work, foreach="items")

    @step
    def work(self):
        self.next(self.join)

    @step
    def join(self, inputs):
        self.next(self.end)

    @step
    def end(self):
        pass
`;
const TASKS = 1000;
const TASKS_OF_LONG = 2500;

/** Every attempt prints two lines and succeeds, later ones a little later. */
const behave =
  (width: number): Behave =>
  ({ place }, _attempt, _fallback, { setup }) => {
    const plan = setup.steps.find(({ name }) => name === place.step);
    const values = Array.from({ length: width }, (_, i) => String(i));
    const line: EventFact = { type: 'output', stream: 'stdout', by: 'code', lines: ['a line of output'] };
    const targets = plan?.next ?? [];
    return {
      says: [
        { afterUs: 0, fact: line },
        { afterUs: 1_000_000, fact: line },
      ],
      codeUs: 2_000_000 + (place.foreach[0] ?? 0) * 1000,
      end: {
        type: 'attempt-succeeded',
        artifacts: [],
        transition:
          targets.length === 0
            ? null
            : { targets, foreach: plan?.type === 'foreach' ? { variable: 'items', numSplits: width, values } : null },
        caught: null,
        cards: [],
      },
    };
  };

function runOf(id: string, width: number): StoredRun {
  const setup = setupOf(graphFrom(SOURCE), {
    runId: asRunId(id),
    platform: PLATFORMS.kubernetes,
    maxWorkers: 16,
    maxNumSplits: width,
    maxLogBytes: 10_000_000,
    tags: [],
    withDecorators: [],
    configs: {},
    parameters: [],
    origin: null,
  });
  return { ...storedRun(SOURCE, null, id), setup };
}

async function logOf({ setup }: StoredRun, width: number): Promise<readonly RunEvent[]> {
  const opening = openingFacts(setup).map(([place, fact]) => ({ ...RUN_PLACE, ...place, at: ZERO, ...fact }));
  const log: RunEvent[] = [...numbered(0, opening)];
  const run = log.reduce(apply, startRun(setup));
  await drive(run, new SimulatedWorld(run, behave(width), () => 0), (events) => {
    log.push(...events);
    return Promise.resolve();
  });
  return log;
}

const wall = {
  now: () => performance.timeOrigin + performance.now(),
  nextFrame: (callback: () => void) => {
    const id = requestAnimationFrame(callback);
    return () => {
      cancelAnimationFrame(id);
    };
  },
};
const { command: _, ...content } = scenarioFrom(SOURCE);
const ports = fixturePorts({ wall });
const page = new Page(ports, { ...content, pace: DEFAULT_PACE }, new Theme(ports.settings, () => false));
mount(App, { target: document.querySelector('#app') ?? document.body, props: { page } });

/** As in app/main.ts. */
const queue = new NewsQueue({
  now: () => performance.now(),
  later: (act, ms) => setTimeout(act, ms),
  drawn: tick,
});
queue.open((news) => {
  page.hear(news);
});

let played = 0;
const log = await logOf(runOf('1', TASKS), TASKS);

/** Events come in messages of their own, between the frames, as the engine sends them. */
window.play = async (ms) => {
  played += 1;
  const run = runOf(String(played), TASKS);
  const [first, ...rest] = log;
  if (first?.type !== 'run-started') throw new Error('a log begins with the start of its run');
  const events: readonly RunEvent[] = [{ ...first, runId: run.id }, ...rest];
  const end = events.at(-1)?.at ?? ZERO;
  const begun = wall.now();
  queue.add({ kind: 'run-opened', run });
  queue.add({ kind: 'clock', runId: run.id, at: ZERO, wallMs: begun, pace: end / 1000 / ms, until: end });
  const frames = watchFrames();
  for (let told = 0; told < events.length;) {
    await new Promise((resolve) => setTimeout(resolve, 4));
    const at = ((wall.now() - begun) / ms) * end;
    const due = events.findIndex((event, i) => i >= told && event.at > at);
    const to = due === -1 ? events.length : due;
    if (to > told) queue.add({ kind: 'events', runId: run.id, events: events.slice(told, to) });
    told = to;
  }
  queue.add({ kind: 'run-closed', run: { ...run, outcome: 'succeeded', duration: end } });
  return frames();
};

/** Milliseconds between frames, until the answer is called. */
function watchFrames(): () => readonly number[] {
  const gaps: number[] = [];
  let last: number | null = null;
  let isOver = false;
  const frame = (now: number): void => {
    if (last !== null) gaps.push(now - last);
    last = now;
    if (!isOver) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return () => {
    isOver = true;
    return gaps;
  };
}

const long = runOf('long', TASKS_OF_LONG);
const longLog = await logOf(long, TASKS_OF_LONG);
const longEnd = longLog.at(-1)?.at ?? ZERO;

window.showLong = () => {
  page.hear({ kind: 'run-opened', run: long });
  page.hear({ kind: 'events', runId: long.id, events: longLog });
  page.hear({ kind: 'run-closed', run: { ...long, outcome: 'succeeded', duration: longEnd } });
  flushSync();
  return longLog.length;
};

window.seek = (share) => {
  const begun = performance.now();
  page.transport.seek(instantOf(longEnd * share));
  flushSync();
  document.body.getBoundingClientRect();
  return performance.now() - begun;
};

window.foldSome = () => {
  const from = Math.floor(longLog.length / 2);
  const before = longLog.slice(0, from).reduce(advance, blankPicture(long.setup));
  const begun = performance.now();
  longLog.slice(from, from + 200).reduce(advance, before);
  return performance.now() - begun;
};

document.body.dataset['ready'] = '';
