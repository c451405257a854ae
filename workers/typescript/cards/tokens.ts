import { randomWords } from '../../world/randomWords';

let next = randomWords([]);

/** Without drawing from the generator that user code sees. */
export const seedTokens = (seed: readonly number[]): void => void (next = randomWords([...seed, 0x7043e75]));

/** Six hexadecimal digits for a name that nobody chose. */
export const token = (): string => (next() >>> 8).toString(16).padStart(6, '0');
