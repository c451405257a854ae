import type { Instant } from '../../src/model/time';
import { answerWord, type Outside } from '../outside/outside';
import type { Voice } from '../world/voice';

/** A call as `metaflow/_runtime/wire.py` describes it. */
interface CallOrder {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutUs: number | null;
}

/**
 * Says that a call begins, and gives what comes of it. Both cross as JSON; a body is a text of one character a byte.
 */
export function answerCall(outside: Outside, voice: Voice | null, order: string, at: Instant): string {
  const given = outside.answer({ ...(JSON.parse(order) as CallOrder), at });
  if (given.kind === 'unknown') return JSON.stringify(given);
  const { service, request, tookUs, lateUs, fault, isAltered, got } = given;
  voice?.call(at, { service, request, answer: answerWord(given), tookUs, ...(fault !== null && { fault }) });
  const come = got.kind === 'reply' ? { ...got.reply, kind: got.kind, body: latin1(got.reply.body) } : got;
  return JSON.stringify({ ...come, tookUs, lateUs, fault, isAltered });
}

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
