import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/model/scenario';
import { Page } from '../../../src/state/Page.svelte';
import { Theme } from '../../../src/state/Theme.svelte';
import type { Victim } from '../../../src/state/LiveStrikes';
import { taskKeyOf } from '../../../src/model/ids';
import { fixturePorts } from '../../support/fixturePorts';
import { logOf, notesRun, scenarioFrom, started, storedRun } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const key = taskKeyOf({ step: 'start', foreach: [], round: 0 });
const victim: Victim = { key, step: 'start', foreach: [], attempt: 0 };

/** A page on which the notes' flow runs, in the middle of `start`, and a strike joins the run as `strike` says. */
function runningPage(strike: (fault: Fault) => Fault | null) {
  const asked: Fault[] = [];
  const steps: number[] = [];
  const { command: _, ...content } = scenarioFrom(NOTES_FLOW);
  const ports = fixturePorts({
    strike: (fault) => {
      asked.push(fault);
      return Promise.resolve(strike(fault));
    },
    setPace: (pace) => Promise.resolve(void steps.push(Number(pace))),
  });
  const page = new Page(ports, { ...content, pace: 2 }, new Theme(ports.settings, () => false));
  const run = storedRun(NOTES_FLOW);
  page.hear({ kind: 'run-opened', run });
  const opened = {
    type: 'run-started',
    runId: run.id,
    flowName: run.flowName,
    originRunId: null,
    parameters: [],
  } as const;
  const events = logOf([
    { at: 0, fact: opened },
    { at: 0, step: 'start', fact: started(1) },
  ]);
  page.hear({ kind: 'events', runId: run.id, events });
  return { page, asked, steps, run };
}

const notices = (page: Page): string => page.workbench.notices.map(({ message }) => message).join('\n');
const struck = (fault: Fault): Fault => ({ ...fault, id: 'live-1', moment: { at: 2.5, of: 'run' } });

describe('a task that is killed while its run plays', () => {
  test('is the one that runs, by its attempt', () => {
    const { page } = runningPage(struck);
    expect(page.strikes.victim(key)).toEqual(victim);
    expect(page.strikes.victim(taskKeyOf({ step: 'end', foreach: [], round: 0 }))).toBeNull();
  });

  test('becomes a failure of the draft, too, and the page says so', async () => {
    const { page, asked } = runningPage(struck);
    await page.strikes.kill(victim, 'eviction');
    expect(asked).toEqual([{ kind: 'eviction', step: 'start', attempts: 0 }]);
    expect(page.failures.faults).toEqual([{ ...asked[0], id: 'live-1', moment: { at: 2.5, of: 'run' } }]);
    expect(notices(page)).toContain('Eviction at 2.50 s of the run. Added to the failure plan; Run again replays it.');
  });

  test('that had ended is told as too late, and changes nothing', async () => {
    const { page } = runningPage(() => null);
    await page.strikes.kill(victim, 'eviction');
    expect(page.failures.faults).toEqual([]);
    expect(notices(page)).toBe('Too late: attempt 0 of start had ended.');
  });

  test('stays with its run where the draft is another flow by now', async () => {
    const { page } = runningPage(struck);
    page.draft.edit(`${NOTES_FLOW}\n# changed`);
    await page.strikes.kill(victim, 'eviction');
    expect(page.failures.faults).toEqual([]);
    expect(notices(page)).toContain('only the run has it');
  });
});

test('an outage by hand lasts ten seconds and strikes every attempt', async () => {
  const { page, asked } = runningPage(struck);
  await page.strikes.pullMetadata();
  await page.strikes.failService('api');
  expect(asked).toEqual([
    { kind: 'metadata-unavailable', step: '*', attempts: 'every', seconds: 10 },
    { kind: 'service', step: '*', attempts: 'every', seconds: 10, service: { name: 'api', answer: 'connection' } },
  ]);
});

describe('a run that is played', () => {
  test('pauses and goes on at the pace that was chosen', () => {
    const { page, steps } = runningPage(struck);
    page.playback.toggle();
    expect(page.playback.isPaused).toBe(true);
    page.playback.toggle();
    expect(steps).toEqual([0, 2]);
    expect(page.draft.pace).toBe(2);
  });

  test('stands still after a step, until another pace is chosen', () => {
    const { page } = runningPage(struck);
    page.playback.step();
    expect(page.playback.isPaused).toBe(true);
    page.playback.setPace(10);
    expect(page.playback.isPaused).toBe(false);
  });
});

describe('failures that never struck', () => {
  const { run, events } = notesRun('succeeded');
  const faults: Fault[] = [{ kind: 'spot-interruption', step: 'api_call', attempts: 3 }];

  function overPage(planned: readonly Fault[]): Page {
    const { command: _, ...content } = scenarioFrom(NOTES_FLOW);
    const ports = fixturePorts();
    const page = new Page(ports, { ...content, faults: planned, pace: 2 }, new Theme(ports.settings, () => false));
    page.view.show({ run: { ...run, scenario: { ...run.scenario, faults } }, events });
    return page;
  }

  test('are said when the run is over', () => {
    expect(overPage(faults).unstruckWords).toBe('Never struck: spot interruption · attempt 3 of api_call.');
  });

  test('are marked in the plan as long as it is the one of that run', () => {
    expect(overPage(faults).unstruckProblems).toMatchObject([{ line: 3, message: 'This never struck in run 3.' }]);
    expect(overPage([]).unstruckProblems).toEqual([]);
  });
});
