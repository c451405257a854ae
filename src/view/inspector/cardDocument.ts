/**
 * A card's HTML as a document that can do nothing but be looked at: for a frame with an empty `sandbox`. Cards come
 * from strangers' code, so that neither scripts nor the network are open to them.
 */
export const cardDocument = (html: string): string =>
  `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">${html}`;

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";
