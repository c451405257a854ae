import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromFrame, ToFrame } from '../../../src/protocol/frame';
import { Sandbox } from '../../../src/runtime/live/sandbox';

const SILENT_MS_MAX = 22_000;

const open: MessagePort[] = [];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
  for (const port of open.splice(0)) port.close();
});

/** A frame that answers, or does not. */
function frame(isAlive: () => boolean) {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  const heard: ToFrame['op'][] = [];
  const tell = (message: FromFrame): void => {
    port2.postMessage(message);
  };
  port2.onmessage = ({ data }: MessageEvent<ToFrame>) => {
    if (!isAlive()) return;
    heard.push(data.op);
    if (data.op === 'ping') tell({ op: 'pong' });
    if (data.op === 'kill') tell({ op: 'killed', id: data.id });
  };
  return { control: port1, theirs: port2, heard };
}

test('a frame that answers stays', async () => {
  let lost = 0;
  const { control, heard } = frame(() => true);
  new Sandbox(control, () => (lost += 1));
  for (let beat = 1; beat <= 30; beat += 1) {
    vi.advanceTimersByTime(2_000);
    await vi.waitFor(() => {
      expect(heard).toHaveLength(beat);
    });
    await new Promise((resolve) => setTimeout(resolve)); // The answer arrives.
  }
  expect(lost).toBe(0);
});

test.each([
  ['answers nothing any more', () => vi.advanceTimersByTime(SILENT_MS_MAX)],
  [
    'is gone with its port',
    (port: MessagePort) => {
      port.close();
    },
  ],
])('a frame that %s is lost, with all that was in it, and another takes its place', async (_what, end) => {
  let isAlive = true;
  let lost = 0;
  const first = frame(() => isAlive);
  const sandbox = new Sandbox(first.control, () => (lost += 1));
  const old = sandbox.spawn('typescript', false);
  await vi.waitFor(() => {
    expect(first.heard).toEqual(['spawn']);
  });
  isAlive = false;
  const unanswered = sandbox.spawn('typescript', false);
  end(first.theirs);
  expect(await old.failed).toMatch(/ended the sandbox/);
  expect(await unanswered.failed).toMatch(/ended the sandbox/);
  await Promise.all([old.kill(), unanswered.kill()]);
  expect(lost).toBe(1);

  const waits = sandbox.spawn('python', false);
  const second = frame(() => true);
  sandbox.reconnect(second.control);
  await vi.waitFor(() => {
    expect(second.heard).toEqual(['spawn']);
  });
  await waits.kill();
  expect(lost).toBe(1);
});
