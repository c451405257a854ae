import { expect, test } from 'vitest';
import { memorySettings } from '../../../src/storage/memoryPage';
import { rememberSettings } from '../../../src/storage/settings';

test('what was stored is known at once, and what is set is stored', async () => {
  const store = memorySettings();
  await store.set('theme', 'dark');
  const settings = await rememberSettings(store, () => undefined);
  expect([settings.get('theme'), settings.get('pane')]).toEqual(['dark', null]);
  settings.set('theme', 'light');
  expect(settings.get('theme')).toBe('light');
  expect((await store.all()).get('theme')).toBe('light');
});

test('what cannot be stored is remembered all the same', async () => {
  const problems: unknown[] = [];
  const full = { ...memorySettings(), set: () => Promise.reject(new RangeError('full')) };
  const settings = await rememberSettings(full, (error) => problems.push(error));
  settings.set('theme', 'dark');
  expect(settings.get('theme')).toBe('dark');
  await expect.poll(() => problems).toEqual([new RangeError('full')]);
});
