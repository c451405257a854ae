import type { Refusal } from '../../../src/protocol/flowHost';
import { MetaflowException } from '../flow/exceptions';
import { framesOf, headOf, lineOf } from './traces';
import { WatchdogEnd } from './watchdog';

/** What Metaflow's command line would say of an error while the flow was loaded. */
export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof MetaflowException) {
    const place = thrown.lineNo === null ? '' : ` on line ${String(thrown.lineNo)}`;
    const message = thrown.message.replaceAll('*', '');
    return { headline: thrown.headline + place, message, line: thrown.lineNo ?? 0, traceback: [] };
  }
  const line = lineOf(thrown);
  if (thrown instanceof WatchdogEnd) {
    return { headline: 'Stopped while loading', message: thrown.message, line, traceback: [] };
  }
  return { headline: 'Traceback', message: headOf(thrown), line, traceback: framesOf(thrown) };
}
