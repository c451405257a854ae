import { describe, expect, test } from 'vitest';
import {
  attemptOutcomeOf,
  loadOutcomeOf,
  parametersOutcomeOf,
  voiceMessageOf,
} from '../../../src/runtime/live/hostile';

const HASH = 'a'.repeat(64);
const saved = { name: 'x', type: 'int', content: { bytes: new Uint8Array(3), preview: 1 } };
const given = { name: 'y', hash: HASH, sizeBytes: 3, type: 'int' };
const succeeded = { kind: 'succeeded', artifacts: [saved, given], transition: null, caught: null, cards: [] };
const outcome = { end: succeeded, codeEndedAt: 5, said: 0, realMs: 1 };
const output = { kind: 'output', n: 1, at: 5, stream: 'stdout', by: 'code', lines: ['hello'] };

/** Nested far deeper than a stack. */
function deep(): unknown {
  let value: unknown = 1;
  for (let i = 0; i < 100_000; i++) value = [value];
  return value;
}

function itself(): unknown {
  const value: unknown[] = [];
  value.push(value);
  return value;
}

describe('what a worker says', () => {
  test('passes where it keeps to the protocol', () => {
    expect(voiceMessageOf(output)).toEqual(output);
    expect(attemptOutcomeOf(outcome)).toEqual(outcome);
    expect(parametersOutcomeOf({ ok: true, artifacts: [saved] })).toEqual({ ok: true, artifacts: [saved] });
  });

  test('has no say in the hash of what it hands out', () => {
    const claimed = { ...saved, hash: HASH, sizeBytes: 7 };
    expect(parametersOutcomeOf({ ok: true, artifacts: [claimed] })).toEqual({ ok: true, artifacts: [saved] });
  });

  test.each([
    ['nothing', undefined],
    ['a text', 'output'],
    ['another kind', { ...output, kind: 'event' }],
    ['an instant before the run', { ...output, at: -1 }],
    ['an instant between two', { ...output, at: 0.5 }],
    ['no instant', { ...output, at: Number.NaN }],
    ['lines that are no texts', { ...output, lines: [1] }],
    ['an author of its own', { ...output, by: 'engine' }],
    ['metadata without an end', { kind: 'metadata', n: 1, at: 0, key: 'k', value: deep() }],
    ['metadata that holds itself', { kind: 'metadata', n: 1, at: 0, key: 'k', value: itself() }],
  ])('is not heard: %s', (_what, message) => {
    expect(voiceMessageOf(message)).toBeTypeOf('string');
  });

  test.each([
    ['a hash that is none', { ...outcome, end: { ...succeeded, artifacts: [{ ...given, hash: '../x' }] } }],
    ['a hash beside bytes that are none', { ...outcome, end: { ...succeeded, artifacts: [{ ...given, content: 1 }] } }],
    ['bytes that are none', { ...outcome, end: { ...succeeded, artifacts: [{ ...saved, content: 'abc' }] } }],
    [
      'a preview without an end',
      {
        ...outcome,
        end: { ...succeeded, artifacts: [{ ...saved, content: { bytes: new Uint8Array(), preview: deep() } }] },
      },
    ],
    ['an end of its own', { ...outcome, end: { kind: 'skipped' } }],
    ['a failure without a cause', { ...outcome, end: { kind: 'failed', failure: { message: 'x' }, artifacts: null } }],
  ])('is no outcome: %s', (_what, value) => {
    expect(attemptOutcomeOf(value)).toEqual(expect.any(String));
  });

  test('is no flow, however it is dressed up', () => {
    expect(loadOutcomeOf({ ok: true, flow: { name: 'F' }, notices: [], stdout: [] })).toMatch(/^flow/);
    expect(loadOutcomeOf(null)).toEqual(expect.any(String));
  });
});
