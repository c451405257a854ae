import 'fake-indexeddb/auto';
import { openStores } from '../../../src/storage/stores';
import { describeStores } from '../../support/storesContract';

let count = 0;

describeStores('in a database', () => {
  count += 1;
  return openStores({ name: `test ${String(count)}` });
});
