import { expect, test } from 'vitest';
import { asContentHash } from '../../../src/model/ids';
import { storedArtifact } from '../../../src/runtime/live/storedArtifact';

const ABC = new TextEncoder().encode('abc');
/** FIPS 180-2, appendix B.1. */
const HASH_OF_ABC = asContentHash('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');

test('what is new is stored under the SHA-256 of its bytes', () => {
  expect(storedArtifact({ name: 'x', type: 'str', content: { bytes: ABC, preview: 'abc' } })).toEqual({
    ref: { name: 'x', hash: HASH_OF_ABC, sizeBytes: 3, type: 'str' },
    content: { hash: HASH_OF_ABC, bytes: ABC, preview: 'abc' },
  });
});

test('what was given is passed on', () => {
  const ref = { name: 'x', hash: HASH_OF_ABC, sizeBytes: 3, type: 'str' };
  expect(storedArtifact(ref)).toEqual({ ref, content: null });
});
