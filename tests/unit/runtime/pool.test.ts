import { afterEach, expect, test } from 'vitest';
import { Pool } from '../../../src/runtime/live/pool';
import type { SandboxWorker } from '../../../src/runtime/live/sandbox';

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

const flow = (code: string) => ({ compiled: { code, origins: [], flow: null } });

/** A pool whose workers do nothing, and what each of them began with; `-` where it was ended. */
function idlePool(spares: number, concurrent = 2) {
  const begun: string[] = [];
  const spawn = (begins: string | null): SandboxWorker => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const at = begun.push(begins ?? 'none') - 1;
    const kill = () => {
      begun[at] = `-${begun[at] ?? ''}`;
      return Promise.resolve();
    };
    return { port: port1, failed: new Promise(() => undefined), kill };
  };
  return { pool: new Pool({ spawn, spares, concurrent }), begun };
}

test('without spares each worker begins with what is asked for', async () => {
  const { pool, begun } = idlePool(0);
  await pool.take(flow('a'));
  await pool.take();
  expect(begun).toEqual(['a', 'none']);
});

test('spares are of the flow that was last asked for, and one is of none', async () => {
  const { pool, begun } = idlePool(2);
  const lease = await pool.take();
  expect(begun).toEqual(['none', 'none', 'none']);
  pool.giveBack(lease, 'loaded');
  await pool.take(flow('a')); // One of none serves it: better than to wait for a boot.
  expect(begun).toEqual(['-none', 'none', 'none', 'a', 'a']);
  await pool.take(flow('a'));
  expect(begun).toEqual(['-none', 'none', 'none', 'a', 'a', 'a']);
});

test('spares of a flow that is no longer asked for are ended', async () => {
  const { pool, begun } = idlePool(1, 9);
  await pool.take(flow('a'));
  expect(begun).toEqual(['a', 'none', 'a']);
  await pool.take(flow('b'));
  expect(begun).toEqual(['a', 'none', '-a', 'none', 'b']);
  await pool.take();
  expect(begun.slice(5)).toEqual(['none']);
  pool.drain();
  expect(begun.filter((one) => !one.startsWith('-'))).toEqual(['a', 'none', 'none']);
});

test('who has waited gets a worker of the flow that was asked for', async () => {
  const { pool, begun } = idlePool(0, 1);
  const first = await pool.take(flow('a'));
  const second = pool.take(flow('b'));
  pool.giveBack(first, 'done');
  await second;
  expect(begun).toEqual(['-a', 'b']);
});
