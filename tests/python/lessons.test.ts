import { afterEach, beforeAll } from 'vitest';
import { describeLessons } from '../support/describeLessons';
import { pythonWorkers } from '../support/pythonWorkers';
import { wholeRuns } from '../support/wholeRuns';
import type { WholeRuns } from '../support/wholeRuns';

let workers: Awaited<ReturnType<typeof pythonWorkers>>;
let begun: WholeRuns[] = [];
beforeAll(async () => {
  workers = await pythonWorkers();
});
afterEach(() => {
  for (const runs of begun) runs.end();
  begun = [];
});

describeLessons('python', async () => {
  const runs = await wholeRuns(workers);
  begun.push(runs);
  return runs.execute;
});
