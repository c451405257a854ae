import { extras } from '../askExtras';
import { OF_ONE, type PortableName } from './portableNames';

/** Replaces the functions of `Math` of whose last digits each engine has its own opinion. */
export function installPortableMath(math: object = Math): void {
  const replace = (name: PortableName, value: unknown) =>
    Object.defineProperty(math, name, { value, configurable: true, writable: true });
  // The methods coerce, as the built-in ones do; the library takes numbers.
  for (const name of OF_ONE) replace(name, { [name]: (x: unknown) => extras().math[name](Number(x)) }[name]);
  replace('atan2', { atan2: (y: unknown, x: unknown) => extras().math.atan2(Number(y), Number(x)) }.atan2);
  const hypot = (sum: number, x: number) => extras().math.hypot(sum, x);
  replace('hypot', { hypot: (...values: unknown[]) => values.map(Number).reduce(hypot, 0) }.hypot);
}
