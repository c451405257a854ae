import type { Fault } from '../model/scenario';
import { atMoment, codeSecondsOf, momentOf, momentsOf } from './aims';

/** Where user code begins and ends on the bar that the crack is dragged along; the bar is 1 long. */
export const CODE_FROM = 0.29;
export const CODE_TO = 0.79;

/** Seconds of user code that the bar stands for: what the attempt is known to last, or what the fault asks for. */
export function barSeconds(fault: Fault, codeSeconds: number): number {
  const seconds = codeSecondsOf(fault) ?? 0;
  return Math.max(0.1, seconds > codeSeconds ? seconds * 1.25 : codeSeconds);
}

/** Where the crack stands. */
export function crackAt(fault: Fault, codeSeconds: number): number {
  const seconds = codeSecondsOf(fault);
  if (seconds !== null) return CODE_FROM + (seconds / barSeconds(fault, codeSeconds)) * (CODE_TO - CODE_FROM);
  switch (momentOf(fault)) {
    case 'before':
      return CODE_FROM - 0.03;
    case 'start':
      return CODE_FROM + 0.015;
    case 'after':
      return CODE_TO + 0.03;
    default:
      return (CODE_FROM + CODE_TO) / 2;
  }
}

/** The fault with its crack dragged to `along` of a bar of so many seconds of user code, as near as its kind allows. */
export function draggedTo(fault: Fault, along: number, seconds: number): Fault {
  const allowed = momentsOf(fault.kind).map(({ value }) => value);
  if (!allowed.includes('during')) return fault;
  if (along < CODE_FROM) return atMoment(fault, allowed.includes('before') ? 'before' : 'start');
  if (along > CODE_TO && allowed.includes('after')) return atMoment(fault, 'after');
  const share = Math.min(1, (along - CODE_FROM) / (CODE_TO - CODE_FROM));
  return { ...fault, moment: { at: roundSeconds(share * seconds) } };
}

/** One step of an arrow key: a twentieth of user code, and from its ends out to before and after. */
export function nudged(fault: Fault, by: 1 | -1, codeSeconds: number): Fault {
  const step = (CODE_TO - CODE_FROM) / 20;
  const seconds = barSeconds(fault, codeSeconds);
  const choice = momentOf(fault);
  if (choice === 'before' || choice === 'start') return by > 0 ? draggedTo(fault, CODE_FROM + step, seconds) : fault;
  if (choice === 'after') return by < 0 ? draggedTo(fault, CODE_TO - step, seconds) : fault;
  const next = crackAt(fault, codeSeconds) + by * step;
  return draggedTo(fault, next < CODE_FROM + step / 2 ? 0 : next, seconds);
}

const roundSeconds = (seconds: number): number => Number(seconds.toFixed(2));
