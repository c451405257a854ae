import { instantOf } from '../../../src/model/time';
import { Outside, answerWord, type OutsideOptions } from '../../outside/outside';
import type { Reply } from '../../outside/reply';
import type { Voice } from '../../world/voice';
import type { EventLoop } from '../realm/eventLoop';
import { blame } from './blame';

export interface FetchParts {
  readonly outside: OutsideOptions;
  readonly loop: EventLoop;
  readonly now: () => number;
  /** Says that a call begins; null while a flow is loaded. */
  readonly say: ((call: Parameters<Voice['call']>[1]) => void) | null;
  /** When a signal of `AbortSignal.timeout` will abort; null for any other. */
  readonly deadlineOf: (signal: AbortSignal) => number | null;
}

interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>> | Iterable<readonly [string, string]>;
  readonly signal?: AbortSignal | null;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const REDIRECTS_MAX = 20;

/** `fetch`, which reaches the scenario's services and nothing else. Waiting moves the attempt's clock. */
export function makeFetch({ outside: options, ...rest }: FetchParts) {
  const world = { ...rest, outside: new Outside(options) };
  return async function fetch(target: unknown, given: FetchOptions = {}): Promise<object> {
    let url = addressOf(target);
    let method = String(given.method ?? 'GET').toUpperCase();
    const headers = headersOf(given.headers);
    for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
      const { reply, fault } = await called({ url, method, headers, signal: given.signal ?? null }, world);
      const next = REDIRECTS.has(reply.status) ? headerIn(reply, 'location') : null;
      if (next === null) return responseOf(reply, { url, isRedirected: hop > 0, fault });
      url = new URL(next, url).href;
      if (reply.status === 303 || (reply.status < 303 && method === 'POST')) method = 'GET';
    }
    throw failed(new TypeError('redirect count exceeded'), null);
  };
}

function addressOf(target: unknown): string {
  const text = typeof target === 'object' && target !== null && 'url' in target ? String(target.url) : String(target);
  if (!URL.canParse(text)) throw new TypeError(`Failed to parse URL from ${text}`);
  return new URL(text).href;
}

function headersOf(given: FetchOptions['headers'] = {}): Record<string, string> {
  const entries = Symbol.iterator in given ? [...given] : Object.entries(given);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

interface Request {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | null;
}

type World = Omit<FetchParts, 'outside'> & { readonly outside: Outside };

async function called(request: Request, world: World): Promise<{ reply: Reply; fault: string | null }> {
  const { url, method, headers, signal } = request;
  const { outside, loop, now, say } = world;
  signal?.throwIfAborted();
  const deadline = signal && world.deadlineOf(signal);
  const timeoutUs = deadline === null ? null : Math.max(0, deadline - now());
  const given = outside.answer({ method, url, headers, timeoutUs, at: instantOf(now()) });
  if (given.kind === 'unknown') throw failed(new TypeError(given.reason), null);
  const { service, request: said, tookUs, fault, isAltered, got } = given;
  say?.({ service, request: said, answer: answerWord(given), tookUs, ...(fault !== null && { fault }) });
  try {
    await (signal ? Promise.race([loop.wait(tookUs), aborted(signal)]) : loop.wait(tookUs));
  } catch (error) {
    blame(error, fault);
    throw error;
  }
  const toBlame = isAltered ? fault : null;
  if (got.kind === 'reply') return { reply: got.reply, fault: toBlame };
  if (got.kind === 'timeout' && got.by === 'caller') {
    const error = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    blame(error, fault);
    throw error;
  }
  const [code, text] = got.kind === 'timeout' ? ['ETIMEDOUT', 'the network gave up'] : connectionText(got.how);
  throw failed(new Error(`${code}: ${text}`), toBlame);
}

const connectionText = (how: 'refused' | 'reset'): readonly [string, string] =>
  how === 'refused' ? ['ECONNREFUSED', 'connection refused'] : ['ECONNRESET', 'connection reset by peer'];

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });

/** As `fetch` fails everywhere: a TypeError, whose cause says why. */
function failed(cause: Error, fault: string | null): TypeError {
  const error = new TypeError(`fetch failed: ${cause.message}`, { cause });
  blame(error, fault);
  return error;
}

const headerIn = ({ headers }: Reply, name: string): string | null => {
  const values = headers.filter(([one]) => one.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  return values.length > 0 ? values.join(', ') : null;
};

interface Origin {
  readonly url: string;
  readonly isRedirected: boolean;
  readonly fault: string | null;
}

/** What user code gets of `Response`. */
function responseOf(reply: Reply, { url, isRedirected, fault }: Origin): object {
  let isUsed = false;
  const read = (): Promise<Uint8Array> => {
    if (isUsed) return Promise.reject(new TypeError('Body is unusable: Body has already been read'));
    isUsed = true;
    return reply.isCut
      ? Promise.reject(failed(new Error('terminated: other side closed'), fault))
      : Promise.resolve(reply.body);
  };
  const text = async () => new TextDecoder().decode(await read());
  const response = {
    ok: reply.status >= 200 && reply.status < 300,
    status: reply.status,
    statusText: reply.reason,
    url,
    redirected: isRedirected,
    headers: {
      get: (name: unknown) => headerIn(reply, String(name)),
      has: (name: unknown) => headerIn(reply, String(name)) !== null,
      entries: () => reply.headers[Symbol.iterator](),
      forEach: (call: (value: string, name: string) => void) => {
        for (const [name, value] of reply.headers) call(value, name);
      },
      [Symbol.iterator]: () => reply.headers[Symbol.iterator](),
    },
    get bodyUsed() {
      return isUsed;
    },
    text,
    json: async () => JSON.parse(await text()) as unknown,
    bytes: async () => (await read()).slice(),
    arrayBuffer: async () => (await read()).slice().buffer,
    clone: () => responseOf(reply, { url, isRedirected, fault }),
  };
  blame(response, fault);
  return response;
}
