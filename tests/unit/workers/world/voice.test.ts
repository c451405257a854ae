import { expect, test } from 'vitest';
import { instantOf } from '../../../../src/model/time';
import type { VoiceMessage } from '../../../../src/protocol/flowHost';
import { Voice } from '../../../../workers/world/voice';

function setUp() {
  let now = 0;
  const heard: VoiceMessage[] = [];
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = ({ data }: MessageEvent<VoiceMessage>) => void heard.push(data);
  const voice = new Voice(port1, () => now);
  const all = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    port2.close();
    return heard;
  };
  return { voice, all, at: (ms: number) => void (now = ms) };
}

test('what is said is numbered from 1, the clock is not', async () => {
  const { voice, all } = setUp();
  voice.output(instantOf(1), 'stdout', 'code', ['a']);
  voice.clock(instantOf(2));
  voice.metadata(instantOf(2), 'k', [1]);
  expect(voice.said).toBe(2);
  expect(await all()).toEqual([
    { kind: 'output', n: 1, at: 1, stream: 'stdout', by: 'code', lines: ['a'] },
    { kind: 'clock', at: 2 },
    { kind: 'metadata', n: 2, at: 2, key: 'k', value: [1] },
  ]);
});

test('a clock that moves very often is told less often', async () => {
  const { voice, all, at } = setUp();
  for (let ms = 0; ms < 30; ms++) {
    at(ms);
    voice.clock(instantOf(ms));
  }
  expect((await all()).map((message) => message.kind === 'clock' && message.at)).toEqual([0, 10, 20]);
});
