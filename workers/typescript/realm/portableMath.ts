import asin from '@stdlib/math-base-special-asin';
import atan2 from '@stdlib/math-base-special-atan2';
import cbrt from '@stdlib/math-base-special-cbrt';
import cos from '@stdlib/math-base-special-cos';
import cosh from '@stdlib/math-base-special-cosh';
import exp from '@stdlib/math-base-special-exp';
import expm1 from '@stdlib/math-base-special-expm1';
import hypot from '@stdlib/math-base-special-hypot';
import log from '@stdlib/math-base-special-ln';
import log10 from '@stdlib/math-base-special-log10';
import log1p from '@stdlib/math-base-special-log1p';
import log2 from '@stdlib/math-base-special-log2';
import sin from '@stdlib/math-base-special-sin';
import sinh from '@stdlib/math-base-special-sinh';
import tan from '@stdlib/math-base-special-tan';
import tanh from '@stdlib/math-base-special-tanh';

const OF_ONE = { asin, cbrt, cos, cosh, exp, expm1, log, log10, log1p, log2, sin, sinh, tan, tanh } as const;

/** Replaces the functions of `Math` of whose last digits each engine has its own opinion. */
export function installPortableMath(math: object = Math): void {
  const replace = (name: string, value: unknown) =>
    Object.defineProperty(math, name, { value, configurable: true, writable: true });
  // The methods coerce, as the built-in ones do; the library takes numbers.
  for (const [name, of] of Object.entries(OF_ONE)) replace(name, { [name]: (x: unknown) => of(Number(x)) }[name]);
  replace('atan2', { atan2: (y: unknown, x: unknown) => atan2(Number(y), Number(x)) }.atan2);
  replace('hypot', { hypot: (...values: unknown[]) => values.map(Number).reduce((sum, x) => hypot(sum, x), 0) }.hypot);
}
