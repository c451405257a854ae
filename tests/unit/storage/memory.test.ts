import { FaultlineError } from '../../../src/model/assert';
import { openStores } from '../../../src/storage/stores';
import { describeStores } from '../../support/storesContract';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

// Tests share their thread with those that bring an IndexedDB along.
beforeAll(() => {
  vi.stubGlobal('indexedDB', undefined);
});
afterAll(() => {
  vi.unstubAllGlobals();
});

describeStores('in memory', () => openStores());

test('without IndexedDB the stores say why they forget', async () => {
  const { notice } = await openStores();
  expect(notice).toBeInstanceOf(FaultlineError);
  expect(notice?.code).toBe('storage-unavailable');
});
