import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { TaskPlace } from '../../model/ids';

/** Eight 32-bit words that fix all chance in one attempt: a function of the run's seed and of what the attempt is. */
export const attemptSeed = (seed: number, place: TaskPlace, attempt: number): readonly number[] =>
  seedOf([seed, place.step, place.foreach, place.round, attempt]);

/** The words that fix what services answer to one attempt, whatever its own code draws. */
export const servicesSeed = (seed: number, place: TaskPlace, attempt: number): readonly number[] =>
  seedOf([seed, 'services', place.step, place.foreach, place.round, attempt]);

/** The words for loading the flow, before there is any attempt. */
export const loadSeed = (seed: number): readonly number[] => seedOf([seed, 'load']);

function seedOf(parts: readonly unknown[]): readonly number[] {
  const digest = sha256(utf8ToBytes(JSON.stringify(parts)));
  const view = new DataView(digest.buffer, digest.byteOffset);
  return Array.from({ length: 8 }, (_, i) => view.getUint32(i * 4));
}
