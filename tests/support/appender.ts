/** A worker that drives a run: it appends events until it is killed, and says after each how many are stored. */
import { asRunId } from '../../src/model/ids';
import { openStores } from '../../src/storage/stores';
import { lines } from './storedRuns';

addEventListener('message', (message: MessageEvent<{ name: string; run: string }>) => {
  void append(message.data.name, message.data.run);
});

async function append(name: string, id: string): Promise<void> {
  const run = asRunId(id);
  const stores = await openStores({ name });
  await stores.locks.hold(run, new AbortController().signal);
  for (let seq = 0; ; seq += 5) {
    await stores.log.append(run, lines(seq, 5));
    postMessage(seq + 5);
  }
}
