const REQUEST_LENGTH_MAX = 500;
/** Names in a query whose values are nobody's business. */
const SECRET = /key|token|secret|password|passwd|auth|signature|^sig$|^code$/i;

/** `GET https://api.example.com/items?token=…`: without names, passwords and keys, and not endless. */
export function requestText({ method, url }: { readonly method: string; readonly url: string }): string {
  const [address = '', query] = (url.split('#')[0] ?? '').replace(/^(https?:\/\/)[^/?]*@/i, '$1').split(/\?(.*)/s);
  const shown = query === undefined ? address : `${address}?${query.split('&').map(withoutSecret).join('&')}`;
  const text = `${method.toUpperCase()} ${shown}`;
  return text.length > REQUEST_LENGTH_MAX ? `${text.slice(0, REQUEST_LENGTH_MAX - 1)}…` : text;
}

function withoutSecret(pair: string): string {
  const [name = ''] = pair.split('=', 1);
  return SECRET.test(name) && pair.length > name.length ? `${name}=…` : pair;
}

/** Why nobody answers, and what to write so that somebody does. */
export function unknownHostText(url: string): string {
  const origin = URL.canParse(url) ? new URL(url) : null;
  const host = origin?.host ?? url;
  const example = { name: host, pattern: `${origin?.protocol ?? 'https:'}//${host}/*`, response: { body: {} } };
  return (
    `No service answers at ${host}. This page has no network: code reaches the services of the failure plan only. ` +
    `To define this one, add to "services" there: ${JSON.stringify(example)}`
  );
}
