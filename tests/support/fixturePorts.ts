import { tallyOf } from '../../src/lab/policy/tally';
import type { Experiment } from '../../src/protocol/policy';
import type { DraftsPort, LessonsPort, LinksPort, PolicyPort, Ports, RunsPort } from '../../src/state/ports';
import { draftOf } from './storedRuns';

/** Ports that do nothing, with what a test wants to be otherwise. Time stands at 0 and no frame comes. */
export const fixturePorts = (own: Partial<Ports> = {}): Ports => {
  const kept = new Map<string, string>();
  return {
    execute: () => Promise.resolve(),
    continueRun: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    strike: () => Promise.resolve(null),
    step: () => Promise.resolve(),
    setPace: () => Promise.resolve(),
    saveDraft: () => undefined,
    drafts: fixtureDrafts(),
    runs: fixtureRuns(),
    links: fixtureLinks(),
    lessons: fixtureLessons(),
    policy: fixturePolicy(),
    previews: () => Promise.resolve(new Map()),
    card: () => Promise.resolve(null),
    chart: () => Promise.reject(new RangeError('no chart is drawn')),
    openRun: () => Promise.reject(new RangeError('no run is stored')),
    sweep: () => Promise.reject(new RangeError('nothing is swept')),
    stopSweep: () => Promise.resolve(),
    keepSwept: () => Promise.reject(new RangeError('no swept run is kept')),
    dice: () => 4,
    settings: { get: (name) => kept.get(name) ?? null, set: (name, value) => void kept.set(name, value) },
    wall: { now: () => 0, nextFrame: () => () => undefined },
    ...own,
  };
};

/** No run is kept, and what is asked of the list is forgotten. */
const fixtureRuns = (): RunsPort => ({
  list: () => Promise.resolve([]),
  label: () => Promise.resolve(),
  delete: () => Promise.resolve([]),
  bytesUsed: () => Promise.resolve(null),
});

/** Simulates in the page's own thread. */
function fixturePolicy(): PolicyPort {
  let prepared: Experiment | null = null;
  return {
    lanes: 1,
    prepare: (experiment) => {
      prepared = experiment;
      return Promise.resolve();
    },
    tally: (_, point, { first, count }) => {
      if (prepared === null) return Promise.reject(new RangeError('no experiment is prepared'));
      return Promise.resolve(tallyOf(prepared, point, first, count));
    },
  };
}

/** No link is there, and none is made. */
const fixtureLinks = (): LinksPort => ({
  read: () => Promise.reject(new RangeError('no link is read')),
  write: () => Promise.resolve('https://faultline.example/#v1.'),
  incoming: () => Promise.resolve(null),
  scenarioFile: () => Promise.resolve(''),
  record: () => Promise.reject(new RangeError('no run is stored')),
  importRecord: () => Promise.reject(new RangeError('no record is stored')),
  leave: () => undefined,
  copy: () => Promise.resolve(true),
  download: () => undefined,
  qr: () => Promise.resolve(null),
});

/** No lesson is there, and nothing runs. */
export const fixtureLessons = (own: Partial<LessonsPort> = {}): LessonsPort => ({
  shipped: () => Promise.resolve([]),
  read: () => Promise.reject(new RangeError('no lesson is there')),
  progress: () => Promise.resolve(new Map()),
  keepProgress: () => undefined,
  forget: () => undefined,
  execute: () => Promise.reject(new RangeError('nothing is executed')),
  rehearse: () => Promise.reject(new RangeError('nothing is executed')),
  stopRehearsals: () => Promise.resolve(),
  ...own,
});

/** One draft that nothing is kept of, and no examples. */
const fixtureDrafts = (): DraftsPort => {
  let current = draftOf('draft', '');
  return {
    current: () => current,
    list: () => Promise.resolve([current]),
    turnTo: (draft) => {
      current = draft;
    },
    delete: () => Promise.resolve(),
    newId: () => 'new',
    fetchExample: () => Promise.reject(new RangeError('no example is there')),
  };
};
