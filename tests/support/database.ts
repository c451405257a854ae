import { deleteDB } from 'idb';
import { onTestFinished } from 'vitest';

let count = 0;

/** A name for a database of this test alone; the database is deleted when the test is over. */
export function databaseName(): string {
  count += 1;
  const name = `test ${String(count)} ${crypto.randomUUID()}`;
  onTestFinished(async () => {
    await deleteDB(name);
  });
  return name;
}
