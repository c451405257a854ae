import { describe, expect, test } from 'vitest';
import { FaultlineError } from '../../../src/model/assert';
import { explained } from '../../../src/storage/errors';

describe('what IndexedDB throws', () => {
  test.each([
    ['QuotaExceededError', 'storage-full'],
    ['VersionError', 'storage-blocked'],
    ['SecurityError', 'storage-unavailable'],
    ['InvalidStateError', 'storage-unavailable'],
    ['AbortError', 'storage-unavailable'],
    ['UnknownError', 'storage-unavailable'],
    ['NotAllowedError', 'storage-unavailable'],
  ])('%s is told as %s', (name, code) => {
    const told = explained(new DOMException('why', name));
    expect(told).toBeInstanceOf(FaultlineError);
    expect(told).toMatchObject({ code });
  });

  test.each(['DataCloneError', 'TransactionInactiveError', 'ConstraintError'])(
    '%s is a bug, and stays as it is',
    (name) => {
      const error = new DOMException('why', name);
      expect(explained(error)).toBe(error);
    },
  );

  test('what was explained already stays as it is', () => {
    const error = new FaultlineError('run-not-found', 'There is no run 9.');
    expect(explained(error)).toBe(error);
  });
});
