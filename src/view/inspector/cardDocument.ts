/**
 * A card's HTML as a document that can do nothing but be looked at: for a frame with an empty `sandbox`. Cards come
 * from strangers' code, so that neither scripts nor the network are open to them.
 *
 * The policy stops what would load. It does not stop a browser from connecting to an address that a card merely names
 * (`preconnect`, or a link under the pointer), and a host's name alone can carry data away: those are taken out.
 */
export function cardDocument(html: string): string {
  const harmless = settled(html);
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta http-equiv="x-dns-prefetch-control" content="off">${harmless ?? UNSETTLED}`;
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/** What names an address for the browser's own use, or holds a document that is not in the tree yet. */
const TAKEN_OUT = 'link, meta, base, script, iframe, frame, frameset, object, embed, template';

const PASSES_MAX = 6;
const UNSETTLED = '<p>This card reads otherwise each time it is read, and is not shown.</p>';

/** Text that is read again can come out as other elements: it counts once a further reading changes nothing. */
function settled(html: string): string | null {
  let text = html;
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const next = withoutAddresses(text);
    if (next === text) return text;
    text = next;
  }
  return null;
}

function withoutAddresses(html: string): string {
  const { documentElement } = new DOMParser().parseFromString(html, 'text/html');
  for (const element of documentElement.querySelectorAll(TAKEN_OUT)) element.remove();
  for (const link of documentElement.querySelectorAll('a, area')) unlink(link);
  return documentElement.outerHTML;
}

/** A link leads nowhere from within the frame. Where it would lead can be read on it. */
function unlink(link: Element): void {
  for (const name of ['href', 'xlink:href']) {
    const address = link.getAttribute(name);
    if (address === null || address.startsWith('#')) continue;
    link.removeAttribute(name);
    link.setAttribute('title', address);
  }
  link.removeAttribute('ping');
}
