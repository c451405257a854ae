import { expect, test } from 'vitest';
import type { FlowHost } from '../../../src/protocol/flowHost';
import { boundedWorkers } from '../../../src/runtime/live/boundedWorkers';
import { Lease } from '../../../src/runtime/live/lease';

const lease = (): Lease<FlowHost> =>
  new Lease<FlowHost>({
    port: new MessageChannel().port1,
    failed: new Promise(() => undefined),
    kill: () => Promise.resolve(),
  });

test('no more workers are taken than are allowed at once, and who waits comes in turn', async () => {
  let [lent, most] = [0, 0];
  const bounded = boundedWorkers(
    {
      take: () => {
        lent += 1;
        most = Math.max(most, lent);
        return Promise.resolve(lease());
      },
      giveBack: () => {
        lent -= 1;
      },
    },
    2,
  );
  const served: number[] = [];
  const use = async (i: number): Promise<void> => {
    const taken = await bounded.take();
    served.push(i);
    await Promise.resolve();
    bounded.giveBack(taken, 'done');
  };
  await Promise.all(Array.from({ length: 9 }, (_, i) => use(i)));
  expect(most).toBe(2);
  expect(lent).toBe(0);
  expect(served).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('a worker that cannot be had leaves its place to the next', async () => {
  let isBroken = true;
  const bounded = boundedWorkers(
    {
      take: () => (isBroken ? Promise.reject(new RangeError('none')) : Promise.resolve(lease())),
      giveBack: () => undefined,
    },
    1,
  );
  await expect(bounded.take()).rejects.toThrow('none');
  isBroken = false;
  await expect(bounded.take()).resolves.toBeInstanceOf(Lease);
});
