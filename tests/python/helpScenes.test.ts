import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunRecord, TaskRecord } from '../../src/model/record';
import { HELP_SCENES } from '../../src/state/helpScenes';
import { pythonWorkers } from '../support/pythonWorkers';
import { wholeRuns, type WholeRuns } from '../support/wholeRuns';

/** Runs each scene of the help, and checks that it shows what the cells that lead to it claim. */

let workers: Awaited<ReturnType<typeof pythonWorkers>>;
/** For scenes of one run, which need no place of their own. */
let shared: WholeRuns;
beforeAll(async () => {
  workers = await pythonWorkers();
  shared = await wholeRuns(workers);
}, 120_000);
afterAll(() => {
  shared.end();
});

const flow = (name: string): string => readFileSync(new URL(`../../public/flows/${name}`, import.meta.url), 'utf8');

/** Gives commands on a scene, one after the other; `mend` is the edit before the second. */
async function play(
  runs: WholeRuns,
  name: string,
  commands: readonly string[],
  mend = (source: string): string => source,
): Promise<readonly ReturnType<typeof told>[]> {
  const scene = HELP_SCENES.find((it) => it.name === name);
  if (scene === undefined) throw new RangeError(`no scene ${name}`);
  const { example, parameters, faults } = scene;
  const { services, platform, seed } = example;
  const records: RunRecord[] = [];
  for (const [i, command] of commands.entries()) {
    const source = flow(example.flows.python);
    const fields = { parameters, faults, services, platform, seed, maxWorkers: 16 };
    records.push(await runs.execute(i === 0 ? source : mend(source), [command], fields));
  }
  return records.map(told);
}

const attemptWords = ({ ok, exception, caught, cause, fault }: TaskRecord['attempts'][number]): string => {
  if (caught !== undefined) return `caught ${caught.exception}`;
  return ok ? 'ok' : [cause ?? '', exception ?? '', fault === undefined ? '' : 'aimed'].filter(Boolean).join(' ');
};

/** What became of a run and of each of its steps, in words. */
function told({ run, tasks }: RunRecord) {
  const steps: Record<string, string[]> = {};
  for (const task of tasks) {
    const words = task.origin === 'cloned' ? 'cloned' : task.attempts.map(attemptWords).join(', ');
    (steps[task.step] ??= []).push(words);
  }
  const ofStep = (step: string): string => (steps[step] ?? []).join(' | ');
  const printed = (step: string): string =>
    tasks
      .filter((it) => it.step === step)
      .flatMap((it) => it.stdout)
      .join('\n');
  const cards = tasks.flatMap((task) => task.cards.map(() => task.step));
  return { outcome: run.outcome, duration: run.duration, message: run.message, ofStep, printed, cards };
}

const played = new Map<string, ReturnType<typeof play>>();

/** The scene, run once. */
async function once(name: string) {
  const playing = played.get(name) ?? play(shared, name, ['run']);
  played.set(name, playing);
  const [run] = await playing;
  if (run === undefined) throw new RangeError('one command makes one run');
  return run;
}

/** The scene, run and then resumed, in a place of its own. */
async function resumed(name: string, mend?: (source: string) => string) {
  const own = await wholeRuns(workers);
  const [first, second] = await play(own, name, ['run', 'resume'], mend);
  own.end();
  if (first === undefined || second === undefined) throw new RangeError('two commands make two runs');
  return { first, second };
}

/** Scenes in which one step is what they are about: how the run ends, and what each of that step's attempts came to. */
test.each([
  ['spot-lost', 'succeeded', 'api_call', 'killed aimed, ok'],
  ['evicted', 'succeeded', 'api_call', 'killed aimed, killed aimed, ok'],
  ['metadata-down', 'succeeded', 'api_call', 'platform aimed, ok'],
  ['network-blip', 'succeeded', 'again', /^user ConnectionError.*, ok$/],
  ['not-retried', 'failed', 'summarize', 'killed aimed'],
  ['retries-end', 'failed', 'api_call', Array.from({ length: 4 }, () => 'killed aimed').join(', ')],
  ['bug-caught', 'succeeded', 'risky_logic', 'caught ValueError'],
  ['bug-not-caught', 'failed', 'summarize', 'user KeyError aimed'],
  ['http-503', 'succeeded', 'patient', 'ok'],
  ['http-503', 'succeeded', 'again', /^(?:user HTTPError, )+ok$/],
  ['service-timeout', 'succeeded', 'careful', 'ok'],
  ['service-timeout', 'succeeded', 'careless', /^caught \w*Timeout$/],
  ['bad-rows', 'succeeded', 'validate', 'caught ValueError'],
  ['missing-column', 'succeeded', 'validate', 'caught KeyError'],
  ['wrong-type', 'succeeded', 'validate', /^caught (?:TypeError|AttributeError)$/],
  ['says-why', 'succeeded', 'validate', /^caught \w+$/],
  ['outage-passes', 'succeeded', 'outage', 'user ConnectionError, ok'],
  ['bug-stays', 'succeeded', 'bug', 'user IndexError, user IndexError, caught IndexError'],
] as const)('%s: the run has %s, and %s went so: %s', async (name, outcome, step, attempts) => {
  const run = await once(name);
  expect({ outcome: run.outcome, message: outcome === 'failed' ? null : run.message }).toEqual({
    outcome,
    message: null,
  });
  expect(run.ofStep(step)).toMatch(typeof attempts === 'string' ? new RegExp(`^${attempts}$`) : attempts);
});

test('a lost machine leaves no exception, and is caught in a fallback attempt', async () => {
  const run = await once('kill-caught');
  expect(run.outcome).toBe('succeeded');
  expect(run.ofStep('risky_logic')).toMatch(/^killed aimed, caught /);
});

test('a card tells how far a step came that failed', async () => {
  const run = await once('card-tells');
  expect(run.ofStep('train')).toBe('caught ArithmeticError');
  expect(run.cards).toContain('train');
});

test('items that fail are left out, each alone', async () => {
  const run = await once('one-item');
  expect(
    run
      .ofStep('average')
      .split(' | ')
      .map((words) => words.split(', ').at(-1)?.split(' ')[0]),
  ).toEqual(['ok', 'caught', 'ok', 'caught', 'ok']);
  expect(run.printed('end').split('\n')).toHaveLength(5);
});

test('a wait in the code repeats the call alone, a retry of the step all its work', async () => {
  const run = await once('http-503');
  expect(run.printed('patient')).toMatch(/503 .*: again in 1 s/);
});

test('a step that says why leaves its reason, and the flow goes on where it always goes', async () => {
  const run = await once('says-why');
  expect(run.printed('end')).toBe('model: none, Missing target column in input data');
});

test('after the loss of a machine a resume clones what had finished', async () => {
  const { first, second } = await resumed('resume-after-loss');
  expect(first.outcome).toBe('failed');
  expect(second.outcome).toBe('succeeded');
  const steps = ['start', 'api_call', 'risky_logic', 'summarize', 'end'];
  expect(steps.map((step) => second.ofStep(step))).toEqual(['cloned', 'cloned', 'cloned', 'ok', 'ok']);
});

test('a resume clones the branch beside the failed step, too', async () => {
  const { first, second } = await resumed('resume-beside');
  expect([first.outcome, first.ofStep('careful'), first.ofStep('quick')]).toEqual(['failed', 'killed aimed', 'ok']);
  expect([second.outcome, second.ofStep('careful'), second.ofStep('quick')]).toEqual(['succeeded', 'ok', 'cloned']);
});

test('a mended bug and a resume keep the hours before it', async () => {
  const mend = (source: string): string => source.replace('self.best = self.score', 'self.best = max(self.scores)');
  const { first, second } = await resumed('mend-and-resume', mend);
  expect(first.outcome).toBe('failed');
  expect(second.outcome).toBe('succeeded');
  expect(second.ofStep('train')).toBe('cloned | cloned | cloned');
  expect(second.ofStep('report')).toBe('ok');
});
