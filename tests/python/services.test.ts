import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Service } from '../../src/model/scenario';
import { READY_SERVICES } from '../../src/model/services';
import type { Outage } from '../../src/model/strikes';
import { instantOf } from '../../src/model/time';
import { linearFlow, printed, runFlow, taskOf } from '../support/pythonFlows';
import { pythonWorkers } from '../support/pythonWorkers';
import type { PythonWorker } from '../support/pythonWorkers';
import { attemptStart, deathAt, linesSaid, outage } from '../support/strikes';
import type { StartOptions, StartReport } from '../support/strikes';

const exact = (pattern: string, fields: Partial<Service> = {}): Service => ({
  name: pattern,
  pattern: `https://${pattern}/*`,
  response: { body: { ok: true } },
  ...fields,
});

/** Nothing here is left to chance, and latencies come from outages: they have no jitter. */
const services: readonly Service[] = [
  ...READY_SERVICES.map(({ service }) => service),
  exact('good.test', {
    pattern: 'good.test',
    routes: [
      { path: '/text', headers: { 'Content-Type': 'text/plain' }, body: 'one\ntwo\nthree' },
      { path: '/latin', headers: { 'Content-Type': 'text/html; charset=latin-1' }, body: 'é' },
      { path: '/bad', body: '{"half": ' },
      { path: '/moved', status: 302, headers: { Location: '/text' } },
      { path: '/loop', status: 301, headers: { Location: 'https://good.test/loop' } },
      { path: '/missing', status: 404, body: { error: 'no such thing' } },
      { path: '/cut', body: '0123456789', cutAfter: 4 },
      { path: '/cookie', headers: { 'Set-Cookie': 'id=7; Path=/' }, body: '' },
      { path: '/pages', headers: { Link: '<https://good.test/pages?page=2>; rel="next"' }, body: [] },
      { method: 'POST', path: '/things', status: 201, body: { id: 1 } },
    ],
  }),
  exact('silent.test', { failureRate: 1, failure: 'timeout' }),
  exact('refused.test', { failureRate: 1, failure: 'connection' }),
  exact('broken.test', { failureRate: 1, failure: 500 }),
  exact('limited.test', { rateLimit: { calls: 1, per: 5 } }),
];

let worker: PythonWorker;
beforeAll(async () => {
  worker = await (await pythonWorkers()).fromSnapshot();
});
afterAll(() => worker.end());

const HEAD = 'import requests, urllib.request, urllib.error, http.client, socket, json';
const attempt = (body: string, options: StartOptions = {}): Promise<StartReport> =>
  attemptStart(worker, body, { head: HEAD, services, ...options });

/** Prints how `code` fails: class, bases, message, and the seconds that it took. */
const failing = (code: string): string => `
begun = time.time()
try:
    print(${code})
except Exception as e:
    print(type(e).__module__ + '.' + type(e).__qualname__)
    print(e)
print(round(time.time() - begun, 6))
`;

describe('requests', () => {
  test.each([
    ["requests.get('https://good.test/x').json()", "{'ok': True}"],
    ["requests.get('https://good.test/x').headers['CONTENT-type']", 'application/json'],
    ["requests.get('https://good.test/text').text.splitlines()", "['one', 'two', 'three']"],
    ["requests.get('https://good.test/text').encoding", 'ISO-8859-1'],
    ["requests.get('https://good.test/latin').content", "b'\\xc3\\xa9'"],
    ["requests.get('https://good.test/missing')", '<Response [404]>'],
    ["bool(requests.get('https://good.test/missing')), requests.get('https://good.test/x').ok", 'False True'],
    ["requests.get('https://good.test/missing').reason", 'Not Found'],
    [
      "requests.get('https://good.test/x', params={'a': [1, 2], 'b': None, 'c': 'ü'}).url",
      'https://good.test/x?a=1&a=2&c=%C3%BC',
    ],
    ["requests.get('https://good.test/x?z=0', params='a=1').url", 'https://good.test/x?z=0&a=1'],
    ["requests.post('https://good.test/things', json={'a': 1}).status_code", '201'],
    ["requests.post('https://good.test/x', json={'a': 1}).request.body", 'b\'{"a": 1}\''],
    ["requests.post('https://good.test/x', data={'a': 1, 'b': 'c d'}).request.body", "b'a=1&b=c+d'"],
    ["requests.post('https://good.test/x', data='raw').request.headers['Content-Length']", '3'],
    [
      "requests.post('https://good.test/x', files={'f': ('a.txt', b'abc')}).request.headers['content-type'][:30]",
      'multipart/form-data; boundary=',
    ],
    ["requests.head('https://good.test/x').headers['content-length']", '11'],
    [
      "[getattr(requests, v)('https://good.test/x').status_code for v in ('put', 'patch', 'delete', 'options')]",
      '[200, 200, 200, 200]',
    ],
    [
      "requests.request('GET', 'https://good.test/x', auth=('me', 'pw')).request.headers['authorization']",
      'Basic bWU6cHc=',
    ],
    ["(r := requests.get('https://good.test/moved')).url, r.history", 'https://good.test/text [<Response [302]>]'],
    ["requests.get('https://good.test/moved', allow_redirects=False).status_code", '302'],
    ["list(requests.get('https://good.test/text', stream=True).iter_lines())", "[b'one', b'two', b'three']"],
    ["list(requests.get('https://good.test/text', stream=True).iter_content(6))", "[b'one\\ntw', b'o\\nthre', b'e']"],
    ["list(requests.get('https://good.test/text').iter_lines(decode_unicode=True))", "['one', 'two', 'three']"],
    ["requests.get('https://good.test/cookie').cookies.get_dict()", "{'id': '7'}"],
    ["requests.get('https://good.test/pages').links['next']['url']", 'https://good.test/pages?page=2'],
    ['requests.codes.ok, requests.codes.too_many_requests, requests.codes["teapot"]', '200 429 418'],
    ["requests.get('http://good.test').request.headers['user-agent']", 'python-requests/2.32.5'],
  ])('%s', async (code, shown) => {
    expect(linesSaid(await attempt(`print(${code})`))).toEqual([shown]);
  });

  test('a session keeps headers, parameters, cookies and hooks', async () => {
    const run = await attempt(`
with requests.Session() as s:
    s.headers.update({'X-Own': 'yes', 'Accept': None})
    s.params = {'key': 'abc'}
    s.hooks['response'].append(lambda r, **_: print('hook', r.status_code))
    s.get('https://good.test/cookie')
    r = s.get('https://good.test/x', headers={'X-More': '1'}, params={'page': 2})
    print(r.url, r.request.headers['x-own'], r.request.headers['x-more'], r.request.headers['cookie'])`);
    expect(linesSaid(run)).toEqual(['hook 200', 'hook 200', 'https://good.test/x?key=abc&page=2 yes 1 id=7']);
  });

  test.each([
    [
      "requests.get('https://broken.test/a b').raise_for_status()",
      'requests.exceptions.HTTPError',
      '500 Server Error: Internal Server Error for url: https://broken.test/a%20b',
      '0.0',
    ],
    [
      "requests.get('https://good.test/missing').raise_for_status()",
      'requests.exceptions.HTTPError',
      '404 Client Error: Not Found for url: https://good.test/missing',
      '0.0',
    ],
    [
      "requests.get('https://refused.test/x?a=1')",
      'requests.exceptions.ConnectionError',
      `HTTPSConnectionPool(host='refused.test', port=443): Max retries exceeded with url: /x?a=1 (Caused by NewConnectionError("HTTPSConnection(host='refused.test', port=443): Failed to establish a new connection: [Errno 111] Connection refused"))`,
      '0.001',
    ],
    [
      "requests.get('https://silent.test/', timeout=3)",
      'requests.exceptions.ReadTimeout',
      "HTTPSConnectionPool(host='silent.test', port=443): Read timed out. (read timeout=3)",
      '3.0',
    ],
    [
      "requests.get('https://silent.test/', timeout=(3.05, 27))",
      'requests.exceptions.ReadTimeout',
      "HTTPSConnectionPool(host='silent.test', port=443): Read timed out. (read timeout=27)",
      '27.0',
    ],
    [
      "requests.get('https://silent.test/')",
      'requests.exceptions.ConnectionError',
      `HTTPSConnectionPool(host='silent.test', port=443): Max retries exceeded with url: / (Caused by NewConnectionError("HTTPSConnection(host='silent.test', port=443): Failed to establish a new connection: [Errno 110] Connection timed out"))`,
      '127.0',
    ],
    [
      "requests.get('https://good.test/cut')",
      'requests.exceptions.ChunkedEncodingError',
      "('Connection broken: IncompleteRead(4 bytes read, 6 more expected)', IncompleteRead(4 bytes read, 6 more expected))",
      '0.0',
    ],
    [
      "list(requests.get('https://good.test/cut', stream=True).iter_content(3))",
      'requests.exceptions.ChunkedEncodingError',
      "('Connection broken: IncompleteRead(4 bytes read, 6 more expected)', IncompleteRead(4 bytes read, 6 more expected))",
      '0.0',
    ],
    [
      "requests.get('https://good.test/bad').json()",
      'requests.exceptions.JSONDecodeError',
      'Expecting value: line 1 column 10 (char 9)',
      '0.0',
    ],
    ["requests.get('https://good.test/loop')", 'requests.exceptions.TooManyRedirects', 'Exceeded 30 redirects.', '0.0'],
    [
      "requests.get('good.test/x')",
      'requests.exceptions.MissingSchema',
      "Invalid URL 'good.test/x': No scheme supplied. Perhaps you meant https://good.test/x?",
      '0.0',
    ],
    [
      "requests.get('ftp://good.test')",
      'requests.exceptions.InvalidSchema',
      "No connection adapters were found for 'ftp://good.test'",
      '0.0',
    ],
    ["requests.get('https://')", 'requests.exceptions.InvalidURL', "Invalid URL 'https://': No host supplied", '0.0'],
    [
      "requests.get('https://good.test', timeout='a')",
      'builtins.ValueError',
      'Timeout value connect was a, but it must be an int, float or None.',
      '0.0',
    ],
    [
      "requests.get('https://good.test', timeout=(1, 2, 3))",
      'builtins.ValueError',
      'Invalid timeout (1, 2, 3). Pass a (connect, read) timeout tuple, or a single float to set both timeouts to the same value.',
      '0.0',
    ],
  ])('%s fails', async (code, kind, message, seconds) => {
    expect(linesSaid(await attempt(failing(code)))).toEqual([kind, message, seconds]);
  });

  test('has the exceptions that code catches', async () => {
    const run = await attempt(`
from requests import exceptions as e
print(issubclass(e.ConnectionError, IOError), issubclass(e.ConnectTimeout, e.ConnectionError), issubclass(e.ConnectTimeout, e.Timeout))
print(issubclass(e.ReadTimeout, e.ConnectionError), issubclass(e.JSONDecodeError, ValueError), issubclass(e.InvalidURL, ValueError))
print(requests.Timeout is e.Timeout, requests.HTTPError is e.HTTPError, issubclass(e.ChunkedEncodingError, e.ConnectionError))
import pickle
r = pickle.loads(pickle.dumps(requests.get('https://good.test/x')))
print(r, r.json(), r.headers)
try:
    requests.get('https://refused.test/')
except requests.RequestException as error:
    again = pickle.loads(pickle.dumps(error))
    print(str(again) == str(error), error.request, error.response)`);
    expect(linesSaid(run)).toEqual([
      'True True True',
      'False True True',
      'True True False',
      "<Response [200]> {'ok': True} {'Content-Type': 'application/json', 'Content-Length': '11'}",
      'True <PreparedRequest [GET]> None',
    ]);
  });

  test.each([
    ['Retry(total=3, backoff_factor=1)', 'refused.test', 'ConnectionError', [0, 0.001, 2.002, 6.003]],
    ['Retry(total=2, status_forcelist=[500], backoff_factor=0.5)', 'broken.test', 'RetryError', [0, 0, 1]],
    ['Retry(total=2, status_forcelist=[500], raise_on_status=False)', 'broken.test', 500, [0, 0, 0]],
    ['Retry(total=3)', 'broken.test', 500, [0]],
    ['Retry(total=3)', 'limited.test', 200, [0, 0, 5]],
    ['2', 'refused.test', 'ConnectionError', [0, 0.001, 0.002]],
    ['0', 'refused.test', 'ConnectionError', [0]],
  ])('an adapter with %s at %s', async (retries, host, end, instants) => {
    const run = await attempt(`
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry
s = requests.Session()
s.mount('https://', HTTPAdapter(max_retries=${retries}))
try:
    if ${host === 'limited.test' ? 'True' : 'False'}: s.get('https://limited.test/')
    print(s.get('https://${host}/', timeout=5).status_code)
except requests.RequestException as e:
    print(type(e).__name__)`);
    expect(linesSaid(run)).toEqual([String(end)]);
    const calls = run.said.filter(({ kind }) => kind === 'call').map(({ at }) => (at - 2e6) / 1e6);
    expect(calls).toEqual(instants);
  });
});

describe('urllib.request', () => {
  test.each([
    ["json.load(urllib.request.urlopen('https://good.test/x'))", "{'ok': True}"],
    [
      "(r := urllib.request.urlopen('http://good.test/text')).status, r.read(3), r.headers['content-type'], r.geturl()",
      "200 b'one' text/plain http://good.test/text",
    ],
    ["[line for line in urllib.request.urlopen('https://good.test/text')]", "[b'one\\n', b'two\\n', b'three']"],
    [
      "urllib.request.urlopen(urllib.request.Request('https://good.test/things', data=b'{}', headers={'X': 'y'}, method='POST')).status",
      '201',
    ],
    ["urllib.request.urlopen('https://good.test/moved').read()", "b'one\\ntwo\\nthree'"],
    ["urllib.request.build_opener().open('https://good.test/x', timeout=3).read()", 'b\'{"ok":true}\''],
    ["open(urllib.request.urlretrieve('https://good.test/text', 'kept.txt')[0]).read()[:3]", 'one'],
    [
      "__import__('ssl').create_default_context() and urllib.request.urlopen('https://good.test/x', context=__import__('ssl').create_default_context()).status",
      '200',
    ],
  ])('%s', async (code, shown) => {
    expect(linesSaid(await attempt(`print(${code})`))).toEqual([shown]);
  });

  test.each([
    [
      "urllib.request.urlopen('https://good.test/missing')",
      'urllib.error.HTTPError',
      'HTTP Error 404: Not Found',
      '0.0',
    ],
    [
      "urllib.request.urlopen('https://refused.test/x')",
      'urllib.error.URLError',
      '<urlopen error [Errno 111] Connection refused>',
      '0.001',
    ],
    ["urllib.request.urlopen('https://silent.test/', timeout=3)", 'builtins.TimeoutError', 'timed out', '3.0'],
    [
      "urllib.request.urlopen('https://silent.test/')",
      'builtins.TimeoutError',
      '[Errno 110] Connection timed out',
      '127.0',
    ],
    [
      "urllib.request.urlopen('https://good.test/cut').read()",
      'http.client.IncompleteRead',
      'IncompleteRead(4 bytes read, 6 more expected)',
      '0.0',
    ],
    [
      "urllib.request.urlopen('ftp://good.test/x')",
      'urllib.error.URLError',
      '<urlopen error ftp error: error_proto',
      '',
    ],
  ])('%s fails', async (code, kind, message, seconds) => {
    const [shown, text, took] = linesSaid(await attempt(failing(code)));
    if (seconds === '') expect(text).toMatch(/no network/);
    else expect([shown, text, took]).toEqual([kind, message, seconds]);
  });

  test('the body of an error can be read', async () => {
    const run = await attempt(`
try:
    urllib.request.urlopen('https://good.test/missing')
except urllib.error.HTTPError as e:
    print(e.code, e.reason, json.load(e), e.headers['content-type'])`);
    expect(linesSaid(run)).toEqual(["404 Not Found {'error': 'no such thing'} application/json"]);
  });
});

describe('http.client', () => {
  test('asks more than once over one connection', async () => {
    const run = await attempt(`
c = http.client.HTTPSConnection('good.test', timeout=5)
c.request('GET', '/x', headers={'X': 'y'})
r = c.getresponse()
print(r.status, r.reason, r.getheader('Content-Type'), r.read())
c.request('POST', '/things', body=b'{}')
r = c.getresponse()
print(r.status, r.read())
c.close()
c = http.client.HTTPConnection('good.test:8080')
try:
    c.request('GET', '/x')
except OSError as e:
    print(type(e).__name__, str(e)[:42])`);
    expect(linesSaid(run)).toEqual([
      '200 OK application/json b\'{"ok":true}\'',
      '201 b\'{"id":1}\'',
      'gaierror [Errno -2] No service answers at good.test',
    ]);
    expect(run.said.flatMap((one) => (one.kind === 'call' ? [one.request] : []))).toEqual([
      'GET https://good.test/x',
      'POST https://good.test/things',
    ]);
  });

  test.each([
    ['refused.test', 'request', 'ConnectionRefusedError', '[Errno 111] Connection refused'],
    ['silent.test', 'getresponse', 'TimeoutError', 'timed out'],
    ['unknown.test', 'request', 'gaierror', '[Errno -2] No service answers at unknown.test.'],
  ])('%s fails in %s', async (host, where, kind, message) => {
    const run = await attempt(`
c = http.client.HTTPSConnection('${host}', timeout=2)
where = 'request'
try:
    c.request('GET', '/')
    where = 'getresponse'
    c.getresponse()
except OSError as e:
    print(where, type(e).__name__, str(e)[:46])`);
    expect(linesSaid(run)).toEqual([`${where} ${kind} ${message}`]);
  });
});

describe('what is no HTTP', () => {
  test.each([
    "socket.create_connection(('good.test', 443))",
    "socket.socket().connect(('good.test', 443))",
    "socket.getaddrinfo('good.test', 443)",
    "socket.gethostbyname('good.test')",
    "asyncio.run(asyncio.open_connection('good.test', 443))",
    "__import__('smtplib').SMTP('good.test')",
    "__import__('ftplib').FTP('good.test')",
  ])('%s is refused with a reason', async (code) => {
    const lines = linesSaid(await attempt(failing(code), { head: `${HEAD}, asyncio` }));
    expect(lines[1]).toContain('This page has no network. Code reaches the simulated services of the failure plan');
  });
});

/** How an attempt ends that makes this call, five seconds into user code. */
async function struck(call: string, outages: readonly Partial<Outage>[]) {
  const run = await attempt(`time.sleep(5)\n${call}`, { strikes: { outages: outages.map(outage) } });
  const said = run.said.find(({ kind }) => kind === 'call');
  const end = run.outcome?.end;
  return {
    failure: end?.kind === 'failed' ? end.failure : null,
    said: said?.kind === 'call' ? said : null,
    codeEndedAt: run.outcome?.codeEndedAt,
  };
}

describe('an outage', () => {
  const get = "requests.get('https://good.test/x', timeout=9).raise_for_status()";
  const open = "urllib.request.urlopen('https://good.test/x', timeout=9)";
  test.each([
    [get, {}, 'ConnectionError', 'connection'],
    [get, { answer: 503 }, 'HTTPError', 503],
    [get, { answer: 'timeout' }, 'ReadTimeout', 'timeout'],
    [get, { answer: null, latencyUs: 60e6 }, 'ReadTimeout', 'timeout'],
    [open, {}, 'URLError', 'connection'],
    [open, { answer: 503 }, 'HTTPError', 503],
    [open, { answer: 'timeout' }, 'TimeoutError', 'timeout'],
    ["c = http.client.HTTPSConnection('good.test')\nc.request('GET', '/')", {}, 'ConnectionRefusedError', 'connection'],
    [
      `try:\n    ${get}\nexcept Exception as e:\n    raise RuntimeError('no data') from e`,
      {},
      'RuntimeError',
      'connection',
    ],
    [`try:\n    ${open}\nexcept Exception:\n    {}['no data']`, { answer: 503 }, 'KeyError', 503],
  ] as const)('%s, %j: %s', async (call, fields, exception, answer) => {
    const { failure, said } = await struck(call, [fields]);
    expect(failure).toMatchObject({ cause: 'user', exception, fault: 'down' });
    expect(said).toMatchObject({ kind: 'call', n: 1, at: 7_000_000, service: 'good.test', answer, fault: 'down' });
  });

  test('that is over, of another service, or only late, is not to blame', async () => {
    const over = { until: instantOf(6e6) };
    expect((await struck(get, [over])).failure).toBeNull();
    expect((await struck(get, [{ service: 'other' }])).failure).toBeNull();
    const broken = await struck("requests.get('https://broken.test/').raise_for_status()", [
      { answer: null, latencyUs: 1e6 },
    ]);
    expect(broken.failure).toMatchObject({ exception: 'HTTPError' });
    expect(broken.failure?.fault).toBeUndefined();
    expect(broken.said).toMatchObject({ answer: 500, tookUs: 1e6, fault: 'down' });
  });

  test('of the network breaks a call under way, and the next one is refused', async () => {
    const body = `
for n in range(2):
    try:
        requests.get('https://good.test/x')
    except requests.ConnectionError as e:
        print(round(time.time() - 1767225600, 3), str(e)[-60:])`;
    const slow = outage({ fault: 'slow', answer: null, latencyUs: 3e6, until: instantOf(2.5e6) });
    const blip = outage({ from: instantOf(4e6), until: instantOf(6e6) });
    const run = await attempt(body, { strikes: { outages: [slow, blip] } });
    expect(linesSaid(run)).toEqual([
      "4.0 ed.', ConnectionResetError(104, 'Connection reset by peer'))",
      '4.001 stablish a new connection: [Errno 111] Connection refused"))',
    ]);
  });

  test.each<[Partial<Outage>, string | undefined]>([
    [{ answer: 'timeout' }, 'down'],
    [{ answer: null, latencyUs: 60e6 }, 'down'],
    [{ answer: null, latencyUs: 60e6, until: instantOf(2) }, undefined],
  ])('under @timeout, which strikes in the middle of the call: %j', async (fields, fault) => {
    const url = fields.until === undefined ? 'good.test' : 'silent.test';
    const body = `@timeout(seconds=4)\n---\nrequests.get('https://${url}/', timeout=60)`;
    const run = await attempt(body, { strikes: { outages: [outage(fields)] } });
    expect(run.outcome).toMatchObject({
      codeEndedAt: 6e6,
      end: { failure: { cause: 'timeout', exception: 'TimeoutException' } },
    });
    const end = run.outcome?.end;
    expect(end?.kind === 'failed' ? end.failure.fault : null).toBe(fault);
  });
});

test('death strikes in the middle of a call', async () => {
  const own = await (await pythonWorkers()).fromSnapshot();
  const body =
    "print('before')\ntry:\n    requests.get('https://silent.test/', timeout=60)\nfinally:\n    print('never')";
  const run = await attemptStart(own, body, { head: HEAD, services, strikes: deathAt(5) });
  await own.end();
  expect(run.said.map(({ kind, at }) => [kind, at])).toEqual([
    ['output', 2_000_000],
    ['call', 2_000_000],
    ['dead', 7_000_000],
  ]);
});

test('a call under @timeout and @retry has a fresh world in each attempt', async () => {
  const source = linearFlow(
    {
      start:
        "@retry(times=2)\n@timeout(seconds=6)\n---\nprint([requests.get('https://limited.test/').status_code for _ in range(2)])\nrequests.get('https://silent.test/', timeout=2 if current.retry_count < 2 else 60)",
      end: '',
    },
    HEAD,
  );
  const run = await runFlow(worker, source, { services });
  expect(
    taskOf(run, 'start').attempts.map(({ outcome: { end } }) =>
      end.kind === 'failed' ? end.failure.exception : end.kind,
    ),
  ).toEqual(['ReadTimeout', 'ReadTimeout', 'TimeoutException']);
  expect(printed(run, 'start')[0]).toBe('[200, 429]');
});
