import { describe, expect, test } from 'vitest';
import { twins } from '../conformance/cases';
import { compare, withRunIds } from '../conformance/compare';
import { typescriptRuns } from '../support/typescriptRuns';

describe('TypeScript does what Metaflow did in Python', () => {
  test.each(twins())('$name', async ({ commands }) => {
    const execute = await typescriptRuns();
    const runIds: string[] = [];
    for (const { source, fileName, args, golden } of commands) {
      const record = await execute(source, withRunIds(args, runIds), { fileName });
      runIds.push(record.run.id);
      expect(compare(golden, record)).toEqual([]);
    }
  });
});
