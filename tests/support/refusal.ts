import { FaultlineError } from '../../src/model/assert';

/** What a call is refused with; everything else that it throws is thrown on. */
export function refusalOf(call: () => unknown): FaultlineError {
  try {
    call();
  } catch (error) {
    if (error instanceof FaultlineError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
