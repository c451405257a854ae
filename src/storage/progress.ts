import type { Json } from '../model/json';
import type { Connection } from './open';
import { using } from './transact';

/** How far somebody has come in each lesson. What the state holds is the page's affair. */
export interface ProgressStore {
  /** By the lesson's id. */
  all(): Promise<ReadonlyMap<string, Json>>;
  put(lesson: string, state: Json): Promise<void>;
  delete(lesson: string): Promise<void>;
}

export const progressStore = (connection: Connection): ProgressStore => ({
  all: () =>
    using(connection, async (database) => {
      const rows = await database.getAll('progress');
      return new Map(rows.map(({ lesson, state }) => [lesson, state]));
    }),
  put: (lesson, state) =>
    using(connection, async (database) => {
      await database.put('progress', { lesson, state });
    }),
  delete: (lesson) => using(connection, (database) => database.delete('progress', lesson)),
});
