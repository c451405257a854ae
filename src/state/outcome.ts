import type { RunOutcome } from '../model/record';
import type { Look } from './look';

/** How a whole run looks in a list. `driven`: it has no outcome yet. */
export const OUTCOMES: Readonly<Record<RunOutcome | 'driven', { readonly look: Look; readonly word: string }>> = {
  driven: { look: 'running', word: 'Running' },
  succeeded: { look: 'succeeded', word: 'Succeeded' },
  failed: { look: 'failed', word: 'Failed' },
  rejected: { look: 'not-taken', word: 'Refused' },
  cancelled: { look: 'killed', word: 'Stopped' },
  interrupted: { look: 'pending', word: 'Interrupted' },
};
