import type { EventOf, RunEvent } from '../../model/events';
import { type TaskPlace } from '../../model/ids';
import type { Run } from '../../model/run';
import { neverStruck } from '../struck';
import { runSecondsOf, type NamedFault } from '../strikes';
import { GRACE_US } from '../wanted';
import type { Verdict } from './decision';
import { keyIn, type Turn } from './turn';

/** What a failure does to the whole run, at the event that made it fail. */
export function runFailsVerdicts({ before, event, after }: Turn): readonly Verdict[] {
  if (before.failure !== null || after.failure === null) return [];
  const { message } = after.failure;
  const inFlight = after.running.filter((key) => key !== keyIn(event));
  return [['failing', { kind: 'run-fails', message, inFlight, waiting: after.waiting, graceUs: GRACE_US }]];
}

/** What a failed run leaves behind that never ran. */
export function endVerdicts({ before }: Turn): readonly Verdict[] {
  const { queue, failure, setup } = before;
  if (failure === null) return [['failing', { kind: 'end-missed', end: setup.end }]];
  const steps = setup.steps.map(({ name }) => name).filter((name) => !hasStarted(before, name));
  return steps.length === 0 && queue.size === 0
    ? []
    : [['failing', { kind: 'never-started', queued: queue.size, steps }]];
}

const hasStarted = ({ tasks }: Run, step: string): boolean =>
  tasks.some(({ place, id }) => place.step === step && id !== null);

export function hookVerdict({ before }: Turn, { hook, error }: EventOf<'exit-hook-called'>): Verdict {
  const failed = before.setup.exitHooks?.onError.includes(hook) === true && before.failure !== null;
  return ['exit-hooks', { kind: 'hook', hook, error, failed }];
}

/** The faults that no event tells of, each with the task place it was aimed at, as far as it was aimed at one. */
export function unstruckVerdicts(
  faults: readonly NamedFault[],
  events: readonly RunEvent[],
): readonly (readonly [TaskPlace | null, Verdict])[] {
  const own = faults.filter(({ id }) => !id.startsWith('platform-'));
  const missed = new Set(neverStruck(own, events));
  const started = events.filter(({ type }) => type === 'attempt-started');
  return own
    .filter(({ id }) => missed.has(id))
    .map((fault) => {
      const of = started.filter(({ step }) => fault.step === '*' || step === fault.step);
      const because = of.length === 0 ? 'step' : of.some((event) => isAmong(fault, event)) ? 'moment' : 'attempt';
      const place = fault.step === '*' || of.length === 0 ? null : { step: fault.step, foreach: [], round: 0 };
      const aim = fault.step;
      return [place, ['plan', { kind: 'never-struck', fault: fault.kind, aim, because }]] as const;
    });
}

/** Whether an attempt is one of those that the fault is aimed at. */
function isAmong(fault: NamedFault, { attempt, foreach }: RunEvent): boolean {
  if (fault.foreach?.some((index, depth) => foreach[depth] !== index) === true) return false;
  const { attempts = runSecondsOf(fault) === null ? 0 : 'every' } = fault;
  if (attempts === 'every') return true;
  const [from, to] = typeof attempts === 'number' ? [attempts, attempts] : attempts;
  return from <= attempt && attempt <= to;
}
