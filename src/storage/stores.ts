import { FaultlineError } from '../model/assert';
import type { RunStores } from '../runtime/ports';
import { artifactStore } from './artifactStore';
import { cardStore } from './cardStore';
import { draftStore } from './drafts';
import type { DraftStore } from './drafts';
import { eventLog } from './eventLog';
import { heartbeatLocks } from './heartbeat';
import { webLocks } from './locks';
import { memoryRunStores } from './memory';
import { memoryDrafts, memoryProgress, memorySettings } from './memoryPage';
import { openDatabase } from './open';
import type { Connection, OpenOptions } from './open';
import { progressStore } from './progress';
import type { ProgressStore } from './progress';
import { runIndex } from './runIndex';
import { settingsStore } from './settings';
import type { SettingsStore } from './settings';
import { snapshotStore } from './snapshotStore';

/** All that is kept. The page uses drafts, settings and progress, the engine worker the rest, each with a connection of its own. */
export interface Stores extends RunStores {
  readonly drafts: DraftStore;
  readonly settings: SettingsStore;
  readonly progress: ProgressStore;
  /** Why everything is in memory only, to be said to the user; null where it is kept. */
  readonly notice: FaultlineError | null;
  close(): void;
}

/** Never rejects for want of storage: where the browser refuses it, all works from memory until the page is closed. */
export async function openStores(options: OpenOptions = {}): Promise<Stores> {
  try {
    return storedIn(await openDatabase(options));
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error;
    return inMemory(error);
  }
}

function storedIn(connection: Connection): Stores {
  const locks = webLocks() ?? heartbeatLocks(connection);
  return {
    log: eventLog(connection),
    runs: runIndex(connection, locks),
    artifacts: artifactStore(connection),
    cards: cardStore(connection),
    snapshots: snapshotStore(connection),
    locks,
    drafts: draftStore(connection),
    settings: settingsStore(connection),
    progress: progressStore(connection),
    notice: null,
    close: () => {
      connection.close();
    },
  };
}

const inMemory = (notice: FaultlineError): Stores => ({
  ...memoryRunStores(),
  drafts: memoryDrafts(),
  settings: memorySettings(),
  progress: memoryProgress(),
  notice,
  close: () => undefined,
});
