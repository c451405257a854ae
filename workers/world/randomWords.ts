/**
 * An endless stream of unsigned 32-bit words, the same for the same `seed` everywhere. Source: sfc32, from PractRand.
 */
export function randomWords(seed: readonly number[]): () => number {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];

  function next(): number {
    const word = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + word;
    return word >>> 0;
  }

  for (const word of seed) {
    a ^= word;
    for (let round = 0; round < 12; round++) next();
  }
  for (let round = 0; round < 12; round++) next();
  return next;
}
