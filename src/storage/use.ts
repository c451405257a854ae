/** How much this site keeps in the browser, and how much it may. Null on plain http, where browsers do not say. */
export interface StorageUse {
  readonly usedBytes: number;
  readonly quotaBytes: number;
  /** Whether the browser promised not to delete it when space runs short. */
  readonly isPersistent: boolean;
}

export async function storageUse(): Promise<StorageUse | null> {
  const storage = storageManager();
  if (!storage) return null;
  const [{ usage = 0, quota = 0 }, isPersistent] = await Promise.all([storage.estimate(), storage.persisted()]);
  return { usedBytes: usage, quotaBytes: quota, isPersistent };
}

/** Asks the browser to keep everything. Worth asking once somebody has something to lose: after the first run. */
export const askToPersist = async (): Promise<boolean> => (await storageManager()?.persist()) ?? false;

const storageManager = (): StorageManager | undefined => (navigator as { readonly storage?: StorageManager }).storage;
