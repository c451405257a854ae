import { expose } from 'comlink';
import { afterEach, describe, expect, test } from 'vitest';
import { asContentHash } from '../../../src/model/ids';
import type { AttemptOrder, VoiceMessage } from '../../../src/protocol/flowHost';
import { runAttempt } from '../../../src/runtime/live/attempts';
import { Lease } from '../../../src/runtime/live/lease';

/** What it does with the port that it speaks over, and what it answers at its end. */
type Lie = (voice: MessagePort) => unknown;

const GIVEN = asContentHash('a'.repeat(64));

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

/** Runs an attempt whose worker keeps to no protocol. */
async function attempt(lie: Lie) {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  let isKilled = false;
  const kill = (): Promise<void> => {
    isKilled = true;
    return Promise.resolve();
  };
  expose({ ready: () => undefined, run: (_order: unknown, voice: MessagePort) => lie(voice) }, port2 as never);
  const heard: VoiceMessage[] = [];
  const lease = new Lease({ port: port1, failed: new Promise(() => undefined), kill });
  const order = { blobs: new Map([[GIVEN, new Uint8Array()]]) } as Partial<AttemptOrder> as AttemptOrder;
  const outcome = await runAttempt(lease, order, (message) => heard.push(message));
  return { outcome, heard, isKilled };
}

const never = (): Promise<never> => new Promise(() => undefined);

function flood(message: unknown, count: number): Lie {
  return (voice) => {
    for (let i = 0; i < count; i++) voice.postMessage(message);
    return never();
  };
}

const died = (message: RegExp) => ({ died: { cause: 'platform', message: expect.stringMatching(message) as string } });

describe('a worker that lies', { timeout: 60_000 }, () => {
  test('is ended when it floods its port', async () => {
    const { outcome, isKilled } = await attempt(flood({ kind: 'clock', at: 1 }, 100_001));
    expect(outcome).toMatchObject(died(/sent more than 30000 messages/));
    expect(isKilled).toBe(true);
  });

  test('is ended at the first thing that the protocol does not know', async () => {
    const { outcome, heard, isKilled } = await attempt(flood({ kind: 'output', at: -1, forged: '<b>' }, 2));
    expect(outcome).toMatchObject(died(/said something malformed/));
    expect(heard).toEqual([]);
    expect(isKilled).toBe(true);
  });

  test('is ended when it says more than a log and its cards can hold', async () => {
    const line = 'x'.repeat(1_000_000);
    const message = { kind: 'output', n: 1, at: 0, stream: 'stdout', by: 'code', lines: [line] };
    const { outcome, heard } = await attempt(flood(message, 101));
    expect(outcome).toMatchObject(died(/said more than 100 MB/));
    expect(heard.length).toBeLessThanOrEqual(100);
  });

  test.each([
    ['nothing', undefined],
    ['a text', 'succeeded'],
    ['an end of its own', { end: { kind: 'won' }, codeEndedAt: 0, said: 0, realMs: 0 }],
  ])('gives a bad answer, which ends the attempt: %s', async (_what, answer) => {
    const { outcome } = await attempt(() => answer);
    expect(outcome).toMatchObject(died(/gave a bad answer/));
  });

  test('names an artifact that it was not given, and gets nothing for it', async () => {
    const passedOn = (hash: string) => ({
      end: {
        kind: 'succeeded',
        artifacts: [{ name: 'secret', hash, sizeBytes: 0, type: 'str' }],
        transition: null,
        caught: null,
        cards: [],
      },
      codeEndedAt: 0,
      said: 0,
      realMs: 0,
    });
    expect((await attempt(() => passedOn('b'.repeat(64)))).outcome).toMatchObject(
      died(/claims an artifact that it was not given \(secret\)/),
    );
    expect((await attempt(() => passedOn(GIVEN))).outcome).toMatchObject({ end: { kind: 'succeeded' } });
  });

  test('that throws has broken down', async () => {
    const { outcome } = await attempt(() => {
      throw new TypeError('out of order');
    });
    expect(outcome).toMatchObject(died(/out of order/));
  });
});
