import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { RunRecord } from '../../src/model/record';
import { expect, test, type FaultlinePage } from './page';

/*
 * Flows that want out, run in the built page. A server writes down whatever arrives there; a page of its own keeps
 * count of its gaps. One page for all, so that Python boots once.
 */

const RUN_MS = 120_000;
/** A page that stands still for longer is frozen. A busy machine alone makes gaps of a second. */
const GAP_MS_MAX = 5_000;

interface Outside {
  readonly url: string;
  readonly arrived: string[];
  readonly server: Server;
}

async function outside(): Promise<Outside> {
  const arrived: string[] = [];
  const server = createServer(({ method = '', url = '' }, response) => {
    arrived.push(`${method} ${url}`);
    response.setHeader('access-control-allow-origin', '*').end('reached');
  });
  server.on('upgrade', ({ url = '' }, socket) => {
    arrived.push(`upgrade ${url}`);
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, arrived, server };
}

/** A flow of one step, whose lines are `body`. */
const python = (body: string): string => `from metaflow import FlowSpec, step, card, current

class HostileFlow(FlowSpec):
    @card
    @step
    def start(self):
${body
  .trim()
  .split('\n')
  .map((line) => `        ${line}`)
  .join('\n')}
        self.next(self.end)

    @step
    def end(self):
        print("END")

if __name__ == "__main__":
    HostileFlow()
`;

/** Tries expressions of JavaScript, and reaches for what they begin with by every way that Python has to it. */
const tries = (expressions: readonly string[]): string =>
  python(`
import re, sys
ways = {}
try:
    from pyodide.code import run_js
    ways["run_js"] = run_js
except BaseException:
    pass
try:
    import js
    ways["js"] = lambda text: getattr(js, re.search(r"[A-Za-z]+", text.removeprefix("new "))[0])
except BaseException:
    pass
for text in ${JSON.stringify(expressions)}:
    for way, reach in ways.items():
        try:
            print("GOT", way, text, "->", reach(text))
        except BaseException as error:
            print("NO", way, text, type(error).__name__)
`);

/** A flow in TypeScript whose first step is `body`. */
const typescript = (body: string): string => `import { FlowSpec, step } from 'faultline'

export default class HostileFlow extends FlowSpec {
  @step() async start() {
    const world = globalThis as any
    ${body}
    this.next(this.end)
  }

  @step() end() {
    console.log('END')
  }
}
`;

/** The same for expressions of TypeScript, in which \`world\` is all that a flow sees of its realm. */
const typescriptTries = (expressions: readonly string[]): string =>
  typescript(`const ways: [string, () => unknown][] = [
${expressions.map((text) => `      [${JSON.stringify(text)}, () => ${text}],`).join('\n')}
    ]
    for (const [name, go] of ways) {
      try { console.log('GOT', name, String(await go())) } catch (error) { console.log('NO', name) }
    }`);

const execute = async (
  faultline: FaultlinePage,
  source: string,
  language: 'python' | 'typescript' = 'python',
): Promise<RunRecord> => {
  const fileName = language === 'python' ? 'hostile.py' : 'hostile.ts';
  await faultline.api('open', { language, fileName, source });
  return faultline.api('execute', ['run']);
};

/** How the first step's first attempt ended. The record, which may be large, stays in the page. */
async function endOf(faultline: FaultlinePage, source: string, language: 'python' | 'typescript' = 'python') {
  await faultline.api('open', { language, fileName: language === 'python' ? 'hostile.py' : 'hostile.ts', source });
  return faultline.page.evaluate(async () => {
    const { faultline: api } = window as unknown as { faultline: { execute(command: string[]): Promise<RunRecord> } };
    const { run, tasks } = await api.execute(['run']);
    return { outcome: run.outcome, cause: tasks[0]?.attempts[0]?.cause ?? null };
  });
}

const printed = ({ tasks }: RunRecord): string =>
  tasks.flatMap(({ attempts }) => attempts.flatMap((it) => it.stdout)).join('\n');

test('a stranger’s flow reaches nothing, and the page stays awake', async ({ faultline, page }) => {
  test.setTimeout(15 * RUN_MS);
  const { url, arrived, server } = await outside();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('dialog', (dialog) => {
    errors.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.evaluate(() => {
    localStorage.setItem('secret', 'theirs');
  });
  const stored = await page.evaluate(() => JSON.stringify(localStorage));

  await test.step('no way of asking over the network arrives', async () => {
    const record = await execute(
      faultline,
      python(`
import urllib.request, http.client, socket
for name, call in [
    ("urllib", lambda: urllib.request.urlopen("${url}/urllib", timeout=2).read()),
    ("http", lambda: (lambda c: (c.request("GET", "/http"), c.getresponse()))(http.client.HTTPConnection("${url.slice(7)}"))),
    ("socket", lambda: socket.create_connection(("127.0.0.1", ${url.split(':')[2] ?? ''}), 2)),
]:
    try:
        print("GOT", name, call())
    except BaseException as error:
        print("NO", name, type(error).__name__)
`),
    );
    expect(printed(record)).not.toContain('GOT');
    const asked = await execute(
      faultline,
      tries([
        `fetch("${url}/fetch", {mode: "no-cors"})`,
        `new XMLHttpRequest().open("GET", "${url}/xhr", false)`,
        `new WebSocket("${url.replace('http', 'ws')}/ws")`,
        `new EventSource("${url}/events")`,
        `importScripts("${url}/script.js")`,
        `navigator.sendBeacon("${url}/beacon", "x")`,
        `new WebTransport("${url.replace('http', 'https')}/")`,
        `new RTCPeerConnection()`,
        `new Worker("data:text/javascript,fetch('${url}/nested')")`,
        `new SharedWorker("${url}/shared.js")`,
        `new Image().src = "${url}/image"`,
        `location.href = "${url}/location"`,
      ]),
    );
    expect(printed(asked)).not.toContain('GOT');
  });

  await test.step('no storage, no other tab and no document is there', async () => {
    const record = await execute(
      faultline,
      tries([
        'localStorage.getItem("secret")',
        'sessionStorage.length',
        'indexedDB.open("faultline")',
        'caches.open("x")',
        'navigator.storage.getDirectory()',
        'new BroadcastChannel("faultline").postMessage("x")',
        'navigator.locks.request("x", () => 1)',
        'document.cookie',
        'parent.document.title',
        'top.location.href',
        'eval("1 + 1")',
        'new Function("return 1")()',
      ]),
    );
    expect(printed(record)).not.toContain('GOT');
  });

  await test.step('what one attempt leaves behind, another does not find', async () => {
    const leave = python(`
import builtins, sys
builtins.left = "behind"
sys.modules["left"] = builtins
`);
    await execute(faultline, leave);
    const found = await execute(faultline, python('import builtins\nprint("FOUND", hasattr(builtins, "left"))'));
    expect(printed(found)).toContain('FOUND False');
  });

  await test.step('a loop without end is ended, and the page stays awake', async () => {
    const gap = await faultline.longestStall(async () => {
      const end = await endOf(faultline, python('while True:\n    pass'));
      expect(end).toEqual({ outcome: 'failed', cause: 'watchdog' });
    });
    expect.soft(gap).toBeLessThan(GAP_MS_MAX);
  });

  await test.step('a flood of lines is bounded, and the page stays awake', async () => {
    const gap = await faultline.longestStall(async () => {
      const { outcome } = await endOf(faultline, python('for i in range(3_000_000):\n    print("x" * 100)'));
      expect(['succeeded', 'failed']).toContain(outcome);
    });
    expect.soft(gap).toBeLessThan(GAP_MS_MAX);
  });

  await test.step('a memory bomb fails, and the page goes on', async () => {
    const end = await endOf(faultline, python('held = []\nwhile True:\n    held.append(bytearray(100_000_000))'));
    expect(end.outcome).toBe('failed');
  });

  await test.step('HTML stays text wherever it is shown', async () => {
    const evil = '<img src=x onerror="window.evil=1"><script>window.evil=1</script>';
    const record = await execute(
      faultline,
      python(`
from metaflow.cards import Markdown
evil = ${JSON.stringify(evil)}
print(evil)
self.evil = evil
current.card.append(Markdown(evil + "\\n\\n[link](javascript:window.evil=1)\\n\\n<svg onload='window.evil=1'/><img src='${url}/card'>"))
raise_it = ValueError(evil)
`),
    );
    expect(record.run.outcome).toBe('succeeded');
    await faultline.node('start').click();
    for (const tab of ['Console', 'Inspector', 'Cards'] as const) await faultline.lower(tab);
    expect(await page.evaluate(() => 'evil' in window)).toBe(false);
  });

  await test.step('TypeScript reaches no network, no storage and no other tab', async () => {
    const record = await execute(
      faultline,
      typescriptTries([
        `world.fetch("${url}/fetch", { mode: "no-cors" })`,
        `world.fetch("data:text/plain,x")`,
        `new world.XMLHttpRequest()`,
        `new world.WebSocket("${url.replace('http', 'ws')}/ws")`,
        `new world.EventSource("${url}/events")`,
        `world.importScripts("${url}/script.js")`,
        `world.navigator.sendBeacon("${url}/beacon", "x")`,
        `new world.RTCPeerConnection()`,
        `new world.WebTransport("${url.replace('http', 'https')}/")`,
        `new world.Worker("data:text/javascript,1")`,
        `new world.SharedWorker("data:text/javascript,1")`,
        `new world.BroadcastChannel("faultline").name`,
        `world.localStorage.getItem("secret")`,
        `world.indexedDB.open("faultline")`,
        `world.caches.open("x")`,
        `world.navigator.storage.getDirectory()`,
        `world.document.cookie`,
        `world.parent.location.href`,
        `world.eval("1 + 1")`,
        `(() => {}).constructor("return 1")()`,
        `(async () => {}).constructor("return 1")()`,
        `world.postMessage({ op: "kill" })`,
      ]),
      'typescript',
    );
    expect(printed(record)).toContain('NO');
    expect(printed(record)).not.toContain('GOT');
    const module = await execute(faultline, typescript(`await import("${url}/module.js")`), 'typescript');
    expect(module.run.outcome).toBe('rejected');
    expect(module.run.message).toContain("a flow imports only 'faultline'");
  });

  await test.step('prototypes that a flow pollutes are its own', async () => {
    const body = 'world.Object.prototype.polluted = 1; world.Array.prototype.toJSON = () => "polluted"';
    await execute(faultline, typescript(body), 'typescript');
    const next = await execute(faultline, typescript('console.log("POLLUTED", "polluted" in {})'), 'typescript');
    expect(printed(next)).toContain('POLLUTED false');
    expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
  });

  await test.step('forged messages and a flood of them end the attempt, and the page stays awake', async () => {
    const flood = `const port = world.MessagePort?.prototype ?? Object.getPrototypeOf(world.Function)
    const post = port.postMessage
    if (post) port.postMessage = function (...given: unknown[]) {
      for (let i = 0; i < 200000; i++) post.call(this, { kind: 'output', n: i, at: -1, forged: '<b>' })
      return post.apply(this, given)
    }
    for (let i = 0; i < 100000; i++) console.log('x'.repeat(1000))`;
    const gap = await faultline.longestStall(async () => {
      const { outcome } = await endOf(faultline, typescript(flood), 'typescript');
      expect(['succeeded', 'failed']).toContain(outcome);
    });
    expect.soft(gap).toBeLessThan(GAP_MS_MAX);
  });

  await test.step('a loop without end in TypeScript is ended', async () => {
    const end = await endOf(faultline, typescript('for (;;) {}'), 'typescript');
    expect(end.outcome).toBe('failed');
  });

  expect(arrived).toEqual([]);
  expect(errors).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe(stored);
  expect(await page.evaluate(() => Object.keys(Object.prototype).length)).toBe(0);
  server.close();
});
