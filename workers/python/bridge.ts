import type { OutputAuthor } from '../../src/model/events';
import { asContentHash } from '../../src/model/ids';
import type { ContentHash } from '../../src/model/ids';
import type { Json } from '../../src/model/json';
import { instantOf } from '../../src/model/time';
import type { ClientRuns } from '../../src/protocol/clientRuns';
import { Outside } from '../outside/outside';
import type { VirtualWorld } from '../world/virtualWorld';
import type { Voice } from '../world/voice';
import { answerCall } from './calls';
import { Death } from './death';

/** What Python may call, as `metaflow/_runtime/bridge.py` describes it. */
export interface Bridge {
  now(): number;
  move(at: number): void;
  say(stream: 'stdout' | 'stderr', by: OutputAuthor, text: string): void;
  metadata(key: string, json: string): void;
  card(id: string | undefined, type: string, html: string): void;
  /** A call to a service begins. See `answerCall`. */
  call(order: string): string;
  struck(fault: string): void;
  /** The attempt's last word. Never returns: nothing of Python runs after it. */
  dead(at: number): never;
  blob(hash: string): Uint8Array;
  /** `ClientRuns` as JSON; the empty text where there are none. */
  runs(): string;
  keep(hash: string, bytes: Uint8Array): void;
}

/** One attempt's side of the bridge. Loading a flow has no voice: what it prints comes with the answer. */
export interface BridgeState {
  voice: Voice | null;
  blobs: ReadonlyMap<ContentHash, Uint8Array>;
  client: ClientRuns | null;
  /** Null while a flow is loaded: there is no outside yet. */
  outside: Outside | null;
  isDead: boolean;
  readonly kept: Map<string, Uint8Array>;
}

const NOWHERE = new Outside({ services: [], seed: [], outages: [] });

export function makeBridge(world: VirtualWorld, state: BridgeState, moved: () => void): Bridge {
  const at = () => instantOf(world.now());
  return {
    now: () => world.now(),
    move(to) {
      world.move(to);
      moved();
      state.voice?.clock(at());
    },
    say: (stream, by, text) => state.voice?.output(at(), stream, by, text.split('\n')),
    metadata: (key, json) => state.voice?.metadata(at(), key, JSON.parse(json) as Json),
    card: (id, type, html) => state.voice?.card(at(), { id: id ?? null, type, html }),
    call(order) {
      return answerCall(state.outside ?? NOWHERE, state.voice, order, at());
    },
    struck: (fault) => state.voice?.struck(at(), fault),
    dead(when) {
      state.voice?.dead(instantOf(when));
      state.isDead = true;
      throw new Death();
    },
    blob(hash) {
      const bytes = state.blobs.get(asContentHash(hash));
      if (!bytes) throw new Error(`The order lacks the bytes of artifact ${hash}.`);
      return bytes;
    },
    runs: () => (state.client === null ? '' : JSON.stringify(state.client)),
    keep: (hash, bytes) => void state.kept.set(hash, bytes),
  };
}
