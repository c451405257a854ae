import { apply, openingFacts, startRun } from '../../engine/run';
import { strikesOn, type Aims } from '../../engine/strikes';
import { closingFact, wanted } from '../../engine/wanted';
import { assert } from '../../model/assert';
import type { RunEvent } from '../../model/events';
import type { Run } from '../../model/run';
import type { RunSetup } from '../../model/setup';
import { ZERO } from '../../model/time';
import { Agenda } from '../../runtime/agenda';
import { isOver, numbered } from '../../runtime/drive';
import { sayings, type AttemptWork, type Behave } from '../../runtime/simulated/sayings';
import { RUN_PLACE, type Happening } from '../../runtime/world';

/** A run that has begun: its opening events, folded once for every run that begins so. */
export interface Opening {
  readonly events: readonly RunEvent[];
  readonly run: Run;
}

export function openingOf(setup: RunSetup): Opening {
  const happenings = openingFacts(setup).map(([place, fact]) => ({ ...RUN_PLACE, ...place, at: ZERO, ...fact }));
  const events = numbered(0, happenings);
  return { events, run: events.reduce(apply, startRun(setup)) };
}

/**
 * Drives a run to its end at once, `hear` being told of every event after the opening. The engine and the order law are
 * the ones of real runs; only the world is another: what an attempt does is known as soon as it begins, so that nothing
 * is ever waited for.
 */
export function simulate(opening: Opening, behave: Behave, aims: Aims, hear: (event: RunEvent) => void): Run {
  const { setup } = opening.run;
  const simulated = { agenda: new Agenda(setup), behave, aims };
  let run = opening.run;
  while (!isOver(run)) {
    for (const happening of nextOf(run, simulated)) {
      // Nobody else has it, and a copy of each would be what most of the time goes into.
      const event: RunEvent = Object.assign(happening, { seq: run.length });
      run = apply(run, event);
      hear(event);
    }
  }
  return run;
}

interface Simulated {
  readonly agenda: Agenda;
  readonly behave: Behave;
  readonly aims: Aims;
}

function nextOf(run: Run, simulated: Simulated): readonly Happening[] {
  const closing = closingFact(run);
  if (closing !== null) return [{ ...RUN_PLACE, at: run.now, ...closing }];
  const work = wanted(run);
  const { agenda } = simulated;
  agenda.reconcile(work);
  for (const item of work) if (item.kind === 'attempt' && agenda.isSilent(item.key)) begin(run, item, simulated);
  const { happenings, blocked } = agenda.release(Infinity);
  if (happenings.length > 0) return happenings;
  assert(blocked.by !== 'nothing', 'a run that is not over wants something');
  return happenings;
}

function begin(run: Run, work: AttemptWork, { agenda, behave, aims }: Simulated): void {
  const task = run.tasks.get(work.task);
  assert(task !== undefined, `${work.key} belongs to a task`);
  const strikes = strikesOn(aims, work);
  const said = sayings(run.setup.platform, work, strikes, behave(task, work.attempt, work.fallback, run, strikes));
  const end = said.at(-1);
  assert(end !== undefined, 'every attempt ends');
  for (const happening of said) if (happening !== end) agenda.say(work.key, happening);
  agenda.end(work.key, end);
}
