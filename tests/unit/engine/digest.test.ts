import { describe, expect, test } from 'vitest';
import { Digest, digestOf } from '../../../src/engine/digest';
import type { EventFact, RunEvent } from '../../../src/model/events';
import { asContentHash, asRunId, asTaskId } from '../../../src/model/ids';
import { instantOf } from '../../../src/model/time';

const place = { seq: 1, at: instantOf(2_000_000), step: 'start', foreach: [], round: 0, attempt: 0, n: 1 };
const event = (fact: EventFact, changes: Partial<RunEvent> = {}): RunEvent =>
  ({ ...place, ...fact, ...changes }) as RunEvent;
const output = (lines: readonly string[], by: 'code' | 'traceback' = 'code') =>
  event({ type: 'output', stream: 'stdout', by, lines });
const artifact = { name: 'x', hash: asContentHash('ab'.repeat(32)), sizeBytes: 5, type: 'int' };
const failed = (failure: Partial<Extract<EventFact, { type: 'attempt-failed' }>['failure']>) =>
  event({
    type: 'attempt-failed',
    failure: { cause: 'user', exception: 'TypeError', message: 'no', exitCode: 1, retry: true, ...failure },
    artifacts: null,
  });
const succeeded = (changes: Partial<Extract<EventFact, { type: 'attempt-succeeded' }>> = {}) =>
  event({ type: 'attempt-succeeded', artifacts: [artifact], transition: null, caught: null, cards: [], ...changes });

// Made with Python's hashlib over the same lines, written by hand.
const VECTORS: [string, RunEvent[], string][] = [
  ['no event', [], '35dacbd1fd3bb16321cd307fc16d675d1889aa9c119bedb5cf6f05a1a422d2be'],
  [
    'the end of a run',
    [event({ type: 'run-succeeded' }, { seq: 3, step: null, n: 0 })],
    '0ad70055133734e8b96ab228ea2a8f89c22f5e8815e39d007f4a6f1e4d3de4e0',
  ],
  [
    'a line of text',
    [output(['héllo "world" 🚀'])],
    '49ce0e7888edbe18b830f0172ccf6cbbc6f12d8f95ad86a36cbddc576d74a076',
  ],
  ['an attempt with an artifact', [succeeded()], 'fec7c928ee7b6103330730dac8805043957f97b58466f5e502ec460ec354258c'],
];

describe('digestOf', () => {
  test('a refreshed card enters by id and type, not by its HTML', () => {
    const digest = (id: string, hash: string) =>
      digestOf([event({ type: 'card-refreshed', card: { id, type: 'default', hash: asContentHash(hash) } })]);
    expect(digest('a', '1')).toBe(digest('a', '2'));
    expect(digest('a', '1')).not.toBe(digest('b', '1'));
  });

  test.each(VECTORS)('%s has the digest that another program computes', (_name, events, digest) => {
    expect(digestOf(events)).toBe(digest);
  });

  test('the order of fields does not enter', () => {
    const { type, ...rest } = output(['a']);
    expect(digestOf([{ type, ...rest } as RunEvent])).toBe(digestOf([output(['a'])]));
  });

  const same: [string, RunEvent, RunEvent][] = [
    ['the lines of a traceback', output(['a'], 'traceback'), output(['b', 'c'], 'traceback')],
    ['an address', output(['<A object at 0x7f01ab>']), output(['<A object at 0x55e2>'])],
    [
      'a failure’s traceback',
      failed({}),
      failed({ traceback: [{ file: 'flow.py', line: 1, name: 'start', text: 'boom()', own: true }] }),
    ],
    ['cards', succeeded(), succeeded({ cards: [{ id: null, type: 'default', hash: asContentHash('c') }] })],
    ['sizes and types of artifacts', succeeded(), succeeded({ artifacts: [{ ...artifact, sizeBytes: 9, type: 'I' }] })],
  ];
  test.each(same)('%s does not enter', (_name, a, b) => {
    expect(digestOf([a])).toBe(digestOf([b]));
  });

  const different: [string, RunEvent, RunEvent][] = [
    ['a line', output(['a']), output(['b'])],
    ['an instant', output(['a']), { ...output(['a']), at: instantOf(3) }],
    ['an artifact’s content', succeeded(), succeeded({ artifacts: [{ ...artifact, hash: asContentHash('0') }] })],
    ['an artifact’s name', succeeded(), succeeded({ artifacts: [{ ...artifact, name: 'y' }] })],
    ['a message', failed({}), failed({ message: 'yes' })],
    ['the fault that struck', failed({}), failed({ fault: 'f1' })],
    [
      'the id of a run',
      event({ type: 'run-started', runId: asRunId('1'), flowName: 'F', originRunId: null, parameters: [] }),
      event({ type: 'run-started', runId: asRunId('2'), flowName: 'F', originRunId: null, parameters: [] }),
    ],
    [
      'the id of a task',
      event({ type: 'attempt-started', taskId: asTaskId('1'), frames: [], fallback: false }),
      event({ type: 'attempt-started', taskId: asTaskId('2'), frames: [], fallback: false }),
    ],
  ];
  test.each(different)('%s enters', (_name, a, b) => {
    expect(digestOf([a])).not.toBe(digestOf([b]));
  });

  test('an engine’s own wording of a native error enters in Python flows only', () => {
    const [a, b] = [failed({ message: 'x is not a function' }), failed({ message: 'undefined is no function' })];
    expect(digestOf([a], 'python')).not.toBe(digestOf([b], 'python'));
    expect(digestOf([a], 'typescript')).toBe(digestOf([b], 'typescript'));
  });

  test('the message of a class of one’s own enters in TypeScript flows', () => {
    const [a, b] = [failed({ exception: 'ApiError', message: 'a' }), failed({ exception: 'ApiError', message: 'b' })];
    expect(digestOf([a], 'typescript')).not.toBe(digestOf([b], 'typescript'));
  });
});

describe('Digest', () => {
  test('a log that grows has the digest of the whole at every length', () => {
    const events = [output(['a']), output(['b']), succeeded()];
    const digest = new Digest();
    const seen = events.map((one) => digest.add(one).hex());
    expect(seen).toEqual(events.map((_one, i) => digestOf(events.slice(0, i + 1))));
  });
});
