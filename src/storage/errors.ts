import { FaultlineError } from '../model/assert';

const FULL = 'There is no room left in this browser for what runs leave. Delete runs that you no longer need.';
const REFUSED = 'This browser keeps nothing for this page (a private window, or site data is switched off).';
const NEWER = 'Another tab has opened a newer Faultline. Reload this page.';

/**
 * What a DOMException of IndexedDB means to its user. Everything else comes back as it is: our own errors, and bugs
 * (`DataCloneError`, `TransactionInactiveError`).
 */
export function explained(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  switch (error.name) {
    case 'QuotaExceededError':
      return new FaultlineError('storage-full', FULL);
    case 'VersionError':
      return new FaultlineError('storage-blocked', NEWER);
    // The connection went away in the middle, the profile is broken, or access is forbidden.
    case 'AbortError':
    case 'InvalidStateError':
    case 'NotAllowedError':
    case 'SecurityError':
    case 'UnknownError':
      return new FaultlineError('storage-unavailable', REFUSED, { cause: `${error.name}: ${error.message}` });
    default:
      return error;
  }
}

export const runNotFound = (run: string): FaultlineError =>
  new FaultlineError('run-not-found', `There is no run ${run} in this browser.`, { run });

export const drivenElsewhere = (run: string): FaultlineError =>
  new FaultlineError('run-driven-elsewhere', `Another tab drives run ${run}.`, { run });
