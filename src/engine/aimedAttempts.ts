import type { GraphStep } from '../model/graph';
import type { Fault, FaultKind, Platform } from '../model/scenario';
import { error, warning, type PlanProblem } from './planProblem';
import { ATTEMPTS_MAX, lastAttempt } from './policy';
import { policyOf } from './policyOf';

/** The attempts that a fault names, both ends included; null for every one. */
export function aimedAttempts({ attempts = 0 }: Fault): readonly [from: number, to: number] | null {
  if (attempts === 'every') return null;
  return typeof attempts === 'number' ? [attempts, attempts] : attempts;
}

/** Attempts that no task of the step can have, or that a fault of this kind cannot strike. */
export function attemptProblems(fault: Fault, step: GraphStep, platform: Platform): readonly PlanProblem[] {
  const aimed = fault.attempts === undefined ? null : aimedAttempts(fault);
  if (aimed === null) return [];
  const [from, to] = aimed;
  const policy = policyOf(step, platform);
  const last = Math.min(lastAttempt(policy), ATTEMPTS_MAX - 1);
  if (from > to) return [error(['attempts'], `It ends before it begins. Give [${String(to)}, ${String(from)}].`)];
  if (to >= ATTEMPTS_MAX) {
    const most = String(ATTEMPTS_MAX - 1);
    return [
      error(['attempts'], `No task has an attempt ${String(to)}: Metaflow starts attempts 0 to ${most} at most.`),
    ];
  }
  if (from > last) return [warning(['attempts'], `${step.name} ${runsAttempts(last)}.`)];
  if (from > policy.retryTimes && !strikesFallback(fault)) {
    return [
      warning(
        ['attempts'],
        `Attempt ${String(from)} lets @catch act and runs no code of yours: only the moment "before" strikes it.`,
      ),
    ];
  }
  return [];
}

const runsAttempts = (last: number): string =>
  last === 0 ? 'runs attempt 0 only: it has no @retry' : `runs attempts 0 to ${String(last)}`;

const DEADLY: ReadonlySet<FaultKind> = new Set(['spot-interruption', 'eviction', 'out-of-memory']);

function strikesFallback({ kind, moment = 'during' }: Fault): boolean {
  if (kind === 'metadata-unavailable') return true;
  if (!DEADLY.has(kind)) return false;
  return moment === 'before' || (typeof moment === 'object' && moment.of !== undefined && moment.of !== 'code');
}
