import { PLATFORMS } from '../model/scenario';
import type { Platform } from '../model/scenario';

/** A platform to choose, with what it means for a run. */
export interface PlatformChoice {
  readonly platform: Platform;
  readonly words: string;
}

/** What an attempt runs in. */
const UNITS: Readonly<Record<string, string>> = { kubernetes: 'pod', batch: 'job', local: 'process' };

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
