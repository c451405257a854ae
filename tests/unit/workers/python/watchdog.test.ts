import { expect, test } from 'vitest';
import { watchdog } from '../../../../workers/python/watchdog';

/** A watchdog of 100 ms on a clock of our own, and how often it interrupts when asked a thousand times. */
function setUp() {
  let now = 0;
  const dog = watchdog(() => now, 100);
  const interrupts = () => Array.from({ length: 1000 }, () => dog.buffer[0]).filter((signal) => signal === 2).length;
  return { dog, interrupts, at: (ms: number) => void (now = ms) };
}

test('it is quiet until the limit, then interrupts once', () => {
  const { interrupts, at } = setUp();
  at(99);
  expect(interrupts()).toBe(0);
  at(100);
  expect(interrupts()).toBe(1);
});

test('what goes on is interrupted each second', () => {
  const { interrupts, at } = setUp();
  at(100);
  interrupts();
  at(1099);
  expect(interrupts()).toBe(0);
  at(1100);
  expect(interrupts()).toBe(1);
});

test('a clock that moves begins the time anew', () => {
  const { dog, interrupts, at } = setUp();
  at(90);
  dog.moved();
  at(189);
  expect(interrupts()).toBe(0);
  at(190);
  expect(interrupts()).toBe(1);
});

test('the interpreter may write to it', () => {
  const { dog } = setUp();
  dog.buffer[0] = 0;
  expect(dog.buffer[0]).toBe(0);
});
