import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ArtifactContent, ArtifactRef, CardContent } from '../../model/artifact';
import type { EventFact, EventPlace } from '../../model/events';
import type { Failure } from '../../model/failure';
import { later, type Instant } from '../../model/time';
import type { AttemptEnd, AttemptOutcome, SavedCard, VoiceMessage } from '../../protocol/flowHost';
import type { Happening } from '../world';
import { contentHash, storedArtifact } from './storedArtifact';

/** The place of what an attempt says, but for its number and its instant. */
export type AttemptPlace = Omit<EventPlace, 'seq' | 'at' | 'n'>;

/** Something said as an event to come, with the cards that it refers to. */
export interface SaidHappening {
  readonly happening: Happening;
  readonly cards: readonly CardContent[];
}

/** What an attempt said, as an event to come. */
export function saidOf(place: AttemptPlace, message: Exclude<VoiceMessage, { kind: 'clock' | 'dead' }>): SaidHappening {
  const at = { ...place, n: message.n, at: message.at };
  switch (message.kind) {
    case 'metadata': {
      const { key, value } = message;
      return { happening: { ...at, type: 'metadata-set', key, value }, cards: [] };
    }
    case 'card': {
      const { id, type, hash, html } = hashed(message);
      return { happening: { ...at, type: 'card-refreshed', card: { id, type, hash } }, cards: [{ hash, html }] };
    }
    case 'call': {
      const { kind: _, n: _n, at: _at, ...call } = message;
      return { happening: { ...at, type: 'service-called', ...call }, cards: [] };
    }
    case 'struck':
      return { happening: { ...at, type: 'fault-struck', fault: message.fault }, cards: [] };
    case 'output': {
      const { stream, by, lines } = message;
      return { happening: { ...at, type: 'output', stream, by, lines }, cards: [] };
    }
  }
}

/** The end of an attempt as an event to come, with the bytes that it refers to. */
export interface EndHappening {
  readonly happening: Happening;
  readonly artifacts: readonly ArtifactContent[];
  readonly cards: readonly CardContent[];
}

/** An attempt lasts for its nominal duration besides what its code slept. */
export function endOf(
  place: AttemptPlace,
  { end, codeEndedAt, said }: AttemptOutcome,
  durationUs: number,
): EndHappening {
  const cards = end.kind === 'succeeded' ? end.cards.map(hashed) : [];
  const stored = end.artifacts?.map(storedArtifact) ?? null;
  const fact = factOf(end, stored?.map(({ ref }) => ref) ?? null, cards);
  return {
    happening: { ...place, n: said + 1, at: later(codeEndedAt, durationUs), ...fact },
    artifacts: stored?.flatMap(({ content }) => content ?? []) ?? [],
    cards,
  };
}

function factOf(end: AttemptEnd, artifacts: readonly ArtifactRef[] | null, cards: readonly HashedCard[]): EventFact {
  if (end.kind === 'failed') return { type: 'attempt-failed', failure: end.failure, artifacts };
  const { transition, caught, exited = false } = end;
  const refs = cards.map(({ id, type, hash }) => ({ id, type, hash }));
  const done = {
    type: 'attempt-succeeded',
    artifacts: artifacts ?? [],
    transition,
    caught,
    cards: refs,
  } as const;
  return exited ? { ...done, exited: true } : done;
}

interface HashedCard extends CardContent {
  readonly id: string | null;
  readonly type: string;
}

const hashed = ({ id, type, html }: SavedCard): HashedCard => ({
  id,
  type,
  html,
  hash: contentHash(utf8ToBytes(html)),
});

/** The attempt ended without an outcome: nothing of it was saved. */
export const deathOf = (place: AttemptPlace, n: number, at: Instant, failure: Failure): Happening => ({
  ...place,
  n,
  at,
  type: 'attempt-failed',
  failure,
  artifacts: null,
});
