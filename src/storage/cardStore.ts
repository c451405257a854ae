import type { CardStore } from '../runtime/ports';
import type { Connection } from './open';
import { using } from './transact';

/** Cards come in with the events that name them ({@link EventLog.commit}). */
export function cardStore(connection: Connection): CardStore {
  return {
    get: (hash) => using(connection, async (database) => (await database.get('cards', hash))?.html ?? null),
  };
}
