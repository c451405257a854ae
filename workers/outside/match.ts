import type { Service, ServiceResponse } from '../../src/model/scenario';

/** An address as services are matched against it: without a fragment, a user's name, or a port that goes without saying. */
interface Address {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  /** With its question mark; empty where there is none. */
  readonly query: string;
}

/** Null for what is no http or https address. */
export function addressOf(url: string): Address | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return null;
  return { scheme: parsed.protocol, host: parsed.host, path: parsed.pathname, query: parsed.search };
}

/** The service that answers at an address: the one whose pattern says most about it, of equals the first. */
export function serviceAt(services: readonly Service[], address: Address): Service | null {
  const matching = services.filter(({ pattern }) => isMatch(pattern, address));
  const most = Math.max(...matching.map(({ pattern }) => saysOf(pattern)));
  return matching.find(({ pattern }) => saysOf(pattern) === most) ?? null;
}

/** What the service answers there when nothing goes wrong. */
export function responseAt({ response, routes = [] }: Service, method: string, address: Address): ServiceResponse {
  const isMeant = ({ method: meant }: { readonly method?: string }) =>
    meant === undefined || meant.toUpperCase() === method;
  return routes.find((route) => isMeant(route) && isWhole(route.path, pathFor(route.path, address))) ?? response;
}

const saysOf = (pattern: string): number => pattern.replaceAll('*', '').length;

function isMatch(pattern: string, address: Address): boolean {
  const [, scheme = '*:', rest = ''] = /^(?:([a-z*]+:)\/\/)?(.*)$/is.exec(pattern) ?? [];
  const slash = rest.indexOf('/');
  // Without a path the pattern is a host, and means all of it; a lone `*` is every host.
  const [host, path] = slash < 0 ? [rest, '/*'] : [rest.slice(0, slash), rest.slice(slash)];
  const port = scheme === 'https:' ? /:443$/ : /:80$/;
  return (
    isWhole(scheme.toLowerCase(), address.scheme) &&
    isWhole(host.toLowerCase().replace(port, ''), address.host) &&
    isWhole(path, pathFor(path, address))
  );
}

const pathFor = (pattern: string, { path, query }: Address): string => (pattern.includes('?') ? path + query : path);

/** Whether `text` is `pattern`, in which `*` stands for any run of characters. Never slow, whatever the pattern is. */
function isWhole(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === text;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
