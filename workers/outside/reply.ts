import type { ServiceResponse } from '../../src/model/scenario';

/** What a service sends. `isCut`: the connection breaks after `body`, which is not all of what `headers` announce. */
export interface Reply {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  readonly isCut: boolean;
}

/** What a reply depends on besides the service. Header names are in lower case. */
export interface Asked {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether this call is one of those that break. */
  readonly breaks: boolean;
}

/** Source: RFC 9110, RFC 6585, and what servers say. */
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  418: "I'm a teapot",
  422: 'Unprocessable Content',
  423: 'Locked',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  507: 'Insufficient Storage',
};

/** The reply to a call that nothing went wrong with, but for what the response itself says. */
export function replyOf(response: ServiceResponse, asked: Asked): Reply {
  const { status = 200, cutAfter } = response;
  const body = bytesOf(response);
  const headers = headersOf(response);
  if (cutAfter === undefined || status !== 200) return sent(status, headers, body, asked);
  const resumable = [...headers, ['Accept-Ranges', 'bytes'] as const];
  const range = /^bytes=(\d+)-(\d*)$/.exec(asked.headers['range'] ?? '');
  if (range === null) return cut(sent(200, resumable, body, asked), cutAfter, asked);
  const from = Number(range[1]);
  const to = range[2] === '' ? body.length : Math.min(Number(range[2]) + 1, body.length);
  const total = String(body.length);
  if (from >= to) return sent(416, [['Content-Range', `bytes */${total}`]], new Uint8Array(), asked);
  const place = ['Content-Range', `bytes ${String(from)}-${String(to - 1)}/${total}`] as const;
  return cut(sent(206, [...resumable, place], body.slice(from, to), asked), cutAfter, asked);
}

/** How a service says that a call failed. */
export function failureReply(status: number, asked: Asked, more: readonly (readonly [string, string])[] = []): Reply {
  const body = new TextEncoder().encode(JSON.stringify({ error: reasonOf(status) }));
  return sent(status, [['Content-Type', 'application/json'], ...more], body, asked);
}

const reasonOf = (status: number): string => REASONS[status] ?? 'Unknown';

function sent(status: number, headers: Reply['headers'], body: Uint8Array, { method }: Asked): Reply {
  const hasBody = status >= 200 && status !== 204 && status !== 304;
  const length: Reply['headers'] = hasBody ? [['Content-Length', String(body.length)]] : [];
  return {
    status,
    reason: reasonOf(status),
    headers: [...headers, ...length],
    body: hasBody && method !== 'HEAD' ? body : new Uint8Array(),
    isCut: false,
  };
}

const cut = (reply: Reply, after: number, { breaks }: Asked): Reply =>
  breaks && reply.body.length > after ? { ...reply, body: reply.body.slice(0, after), isCut: true } : reply;

const bytesOf = ({ body }: ServiceResponse): Uint8Array =>
  new TextEncoder().encode(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body));

/** What the connection itself decides. */
const OURS = new Set(['content-length', 'content-encoding', 'transfer-encoding', 'connection']);

function headersOf({ headers = {}, body }: ServiceResponse): Reply['headers'] {
  const own = Object.entries(headers).filter(
    ([name, value]) =>
      /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\xa0-\xff]*$/.test(value) && !OURS.has(name.toLowerCase()),
  );
  if (body === undefined || own.some(([name]) => name.toLowerCase() === 'content-type')) return own;
  return [['Content-Type', typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json'], ...own];
}
