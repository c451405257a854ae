/** Seeds that failed once. They are run for good. */
export const REGRESSIONS: readonly number[] = [];
