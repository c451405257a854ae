import { taskKeyOf } from '../../model/ids';
import type { Decision, Reason } from './decision';

/** `earlier` and `later` in order; what is decided of many tasks of a step alike, or of many calls, is told once. */
export function merged(earlier: readonly Decision[], later: readonly Decision[]): readonly Decision[] {
  if (later.length === 0) return earlier;
  const all = [...earlier];
  const places = new Map<string, number>();
  all.forEach((decision, i) => {
    const name = nameOf(decision);
    if (name !== null) places.set(name, i);
  });
  for (const decision of later) {
    const name = nameOf(decision);
    const at = name === null ? undefined : places.get(name);
    const known = at === undefined ? undefined : all[at];
    if (at === undefined || known === undefined) {
      if (name !== null) places.set(name, all.length);
      all.push(decision);
    } else all[at] = { ...known, reason: together(known.reason, decision.reason) };
  }
  return all;
}

/** Decisions of one name are one; null for those that stand alone. */
function nameOf({ place, attempt, reason }: Decision): string | null {
  const step = place?.step ?? '';
  switch (reason.kind) {
    case 'cloned':
    case 'nothing-caught':
      return `${reason.kind} ${step}`;
    case 'queued':
      return `queued ${step} ${reason.limit}`;
    case 'service-failed': {
      const task = place === null ? '' : taskKeyOf(place);
      return `${task} ${String(attempt)} ${reason.service} ${String(reason.answer)} ${String(reason.planned)}`;
    }
    default:
      return null;
  }
}

function together(a: Reason, b: Reason): Reason {
  if (a.kind === 'cloned' && b.kind === 'cloned')
    return { ...a, tasks: a.tasks + b.tasks, caught: a.caught + b.caught };
  if (a.kind === 'nothing-caught' && b.kind === 'nothing-caught') return { ...a, tasks: a.tasks + b.tasks };
  if (a.kind === 'queued' && b.kind === 'queued')
    return { ...a, tasks: a.tasks + b.tasks, longestUs: Math.max(a.longestUs, b.longestUs) };
  if (a.kind === 'service-failed' && b.kind === 'service-failed') return { ...a, calls: a.calls + b.calls };
  return a;
}
