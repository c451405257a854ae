/** Functions of `Math` of whose last digits each engine has its own opinion, and that take one number. */
export const OF_ONE = [
  'asin',
  'cbrt',
  'cos',
  'cosh',
  'exp',
  'expm1',
  'log',
  'log10',
  'log1p',
  'log2',
  'sin',
  'sinh',
  'tan',
  'tanh',
] as const;

/** All of which each engine has its own opinion. */
export type PortableName = (typeof OF_ONE)[number] | 'atan2' | 'hypot';
