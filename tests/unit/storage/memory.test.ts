import { FaultlineError } from '../../../src/model/assert';
import { openStores } from '../../../src/storage/stores';
import { describeStores } from '../../support/storesContract';
import { expect, test } from 'vitest';

describeStores('in memory', () => openStores());

test('without IndexedDB the stores say why they forget', async () => {
  const { notice } = await openStores();
  expect(notice).toBeInstanceOf(FaultlineError);
  expect(notice?.code).toBe('storage-unavailable');
});
