import { PLATFORMS } from '../model/scenario';
import type { Platform, PlatformFailure, PlatformFailureKind } from '../model/scenario';

/** A platform to choose, with what it means for a run. */
export interface PlatformChoice {
  readonly platform: Platform;
  readonly words: string;
}

/** What an attempt runs in. */
const UNITS: Readonly<Record<string, string>> = { kubernetes: 'pod', batch: 'job', local: 'process' };

/** What each platform may bring about by itself. */
export const OWN_FAILURES: Readonly<Record<string, readonly PlatformFailureKind[]>> = {
  kubernetes: ['eviction', 'spot-interruption', 'out-of-memory'],
  batch: ['spot-interruption', 'out-of-memory'],
  local: ['out-of-memory'],
};

export const PLATFORM_CHOICES: readonly PlatformChoice[] = Object.values(PLATFORMS).map((platform) => ({
  platform,
  words: wordsOf(platform),
}));

function wordsOf({ name, startup, slots, waits }: Platform): string {
  const unit = UNITS[name] ?? 'worker';
  const waiting = waits
    ? 'waits between retries are honoured'
    : 'waits between retries are ignored, as Metaflow does locally';
  return `A ${unit} takes ${startup.toFixed(2)} s to start, ${String(slots)} run at once; ${waiting}.`;
}

/** A platform as it is by itself; null for one with a name of the user's own. */
export const ownPlatform = (name: string): Platform | null =>
  Object.values(PLATFORMS).find((platform) => platform.name === name) ?? null;

/** Whether somebody changed it. */
export function isEdited(platform: Platform): boolean {
  const own = ownPlatform(platform.name);
  if (own === null) return true;
  return (
    (['startup', 'duration', 'slots', 'waits'] as const).some((key) => own[key] !== platform[key]) ||
    (platform.failures ?? []).length > 0
  );
}

/** `kubernetes`, `kubernetes, edited`. */
export const platformLabel = (platform: Platform): string =>
  ownPlatform(platform.name) !== null && isEdited(platform) ? `${platform.name}, edited` : platform.name;

export const failureKinds = ({ name, failures = [] }: Platform): readonly PlatformFailureKind[] => {
  const own = OWN_FAILURES[name] ?? ['spot-interruption', 'eviction', 'out-of-memory'];
  return [...own, ...failures.map(({ kind }) => kind).filter((kind) => !own.includes(kind))];
};

export const probabilityOf = ({ failures = [] }: Platform, kind: PlatformFailureKind): number =>
  failures.find((failure) => failure.kind === kind)?.probability ?? 0;

/** The platform with another probability; 0 takes the failure out. */
export function withFailure(platform: Platform, kind: PlatformFailureKind, probability: number): Platform {
  const others = (platform.failures ?? []).filter((failure) => failure.kind !== kind);
  const failures: readonly PlatformFailure[] = probability > 0 ? [...others, { kind, probability }] : others;
  const { failures: _, ...rest } = platform;
  return failures.length > 0 ? { ...rest, failures } : rest;
}
