import { FaultlineError } from '../model/assert';
import type { Reply } from '../protocol/reply';

/** What `work` comes to, as a value. Only errors thrown on purpose are answers; others are bugs and go on. */
export async function reply<T>(work: Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await work };
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error;
    const { code, message, details } = error;
    return { ok: false, code, message, details };
  }
}

/** The value of a reply. @throws {FaultlineError} that the other side threw. */
export async function valueOf<T>(answer: Promise<Reply<T>>): Promise<T> {
  const settled = await answer;
  if (settled.ok) return settled.value;
  throw new FaultlineError(settled.code, settled.message, settled.details);
}
