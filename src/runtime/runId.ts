import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { assert } from '../model/assert';
import { asRunId, type RunId } from '../model/ids';
import type { Scenario } from '../model/scenario';

/** The first id of this many digits: ids look like Metaflow's, which are microseconds since 1970. */
const FIRST_ID = 1_000_000_000_000_000n;
const IDS = 9_000_000_000_000_000n;

/**
 * The run id that user code sees: 16 digits that depend on everything that determines the run but its faults, so
 * that killing an attempt by hand does not change it. `origin` is what a resumed run clones from.
 */
export function runIdOf({ faults: _, ...scenario }: Scenario, origin: { id: string; digest: string } | null): RunId {
  const text = canonicalize({ ...scenario, origin });
  assert(text !== undefined, 'a scenario is JSON');
  const hash = BigInt(`0x${bytesToHex(sha256(utf8ToBytes(text))).slice(0, 24)}`);
  return asRunId(String(FIRST_ID + (hash % IDS)));
}
