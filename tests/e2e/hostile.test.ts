import type { BrowserContext, Page } from '@playwright/test';
import type { RunRecord } from '../../src/model/record';
import {
  FORGED_REPLY,
  PORT_HUNT,
  python,
  pythonForgery,
  pythonNetwork,
  pythonStorage,
  pythonTries,
  PYTHON_LIES,
  typescript,
  typescriptNetwork,
  typescriptStorage,
  typescriptTries,
  type Language,
} from './hostileFlows';
import { outside, type Outside } from './outside';
import { expect, FaultlinePage, framesOf, test as base } from './page';

/*
 * Flows that want out, run in the built page. A place outside writes down whatever arrives there, and an idle page
 * beside it tells the gaps that the machine itself makes. The pages are shared, so that Python boots once.
 */

const RUN_MS = 120_000;
/** A page that stands still for longer is frozen, unless an idle page beside it stands still as long. */
const GAP_MS_MAX = 1_000;

interface Place {
  readonly out: Outside;
  readonly faultline: FaultlinePage;
  /** An idle page in a process of its own. */
  readonly idle: Page;
  readonly errors: string[];
  readonly contexts: readonly BrowserContext[];
}

const test = base.extend<object, { place: Place }>({
  place: [
    async ({ browser }, use) => {
      const out = await outside();
      const baseURL = process.env['FAULTLINE_URL'] ?? '';
      const contexts = [await browser.newContext({ baseURL }), await browser.newContext({ baseURL })] as const;
      const page = await contexts[0].newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('popup', () => errors.push('a window'));
      page.on('download', () => errors.push('a download'));
      page.on('dialog', (dialog) => {
        errors.push(`dialog ${dialog.message()}`);
        void dialog.dismiss();
      });
      const faultline = new FaultlinePage(page);
      await faultline.open();
      await page.evaluate(() => {
        localStorage.setItem('secret', 'theirs');
        document.cookie = 'secret=theirs';
      });
      await faultline.api('ready', { python: true });
      const idle = await contexts[1].newPage();
      await idle.goto('./LICENSES.txt');
      await use({ out, faultline, idle, errors, contexts });
      for (const context of contexts) await context.close();
      out.close();
    },
    { scope: 'worker', timeout: 5 * RUN_MS },
  ],
});

test.setTimeout(2 * RUN_MS);

test.afterEach(async ({ place: { out, faultline, errors } }) => {
  expect(out.arrived, 'nothing has arrived outside').toEqual([]);
  expect(errors, 'nothing went wrong in the page').toEqual([]);
  const seen = await faultline.page.evaluate(() => ({
    secret: localStorage.getItem('secret'),
    cookie: document.cookie,
    evil: 'evil' in window,
    polluted: Object.keys(Object.prototype),
  }));
  expect(seen).toEqual({ secret: 'theirs', cookie: 'secret=theirs', evil: false, polluted: [] });
});

const fileOf = (language: Language): string => (language === 'python' ? 'hostile.py' : 'hostile.ts');

async function execute({ faultline }: Place, language: Language, source: string): Promise<RunRecord> {
  await faultline.api('open', { language, fileName: fileOf(language), source });
  return faultline.api('execute', ['run']);
}

/** How the run and its first attempt ended, and how the page fared. The record, which may be large, stays in the page. */
async function endOf({ faultline, idle }: Place, language: Language, source: string) {
  await faultline.api('open', { language, fileName: fileOf(language), source });
  const [gaps, idleGaps] = [await framesOf(faultline.page), await framesOf(idle)];
  const end = await faultline.page.evaluate(async () => {
    const { faultline: api } = window as unknown as { faultline: { execute(command: string[]): Promise<RunRecord> } };
    const { run, tasks } = await api.execute(['run']);
    const attempt = tasks[0]?.attempts[0];
    const said = [run.message, attempt?.message, ...run.output.slice(-20)].join('\n');
    return { outcome: run.outcome, cause: attempt?.cause ?? null, said, lines: run.output.length };
  });
  const [gap, idleGap] = [await gaps.longest(), await idleGaps.longest()];
  expect
    .soft(gap, `the page drew, as the idle one did (${idleGap.toFixed(0)} ms)`)
    .toBeLessThan(Math.max(GAP_MS_MAX, 2 * idleGap));
  return end;
}

const printed = ({ tasks }: RunRecord): string =>
  tasks.flatMap(({ attempts }) => attempts.flatMap((it) => it.stdout)).join('\n');

/** Every way was tried, and none led anywhere. */
function ledNowhere(record: RunRecord, ways: Readonly<Record<string, string>>): void {
  const lines = printed(record).split('\n');
  expect(lines.filter((line) => line.startsWith('GOT'))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('NO'))).toHaveLength(Object.keys(ways).length);
}

const calm: Readonly<Record<Language, string>> = {
  python: python('print("calm", len({}), "polluted" in dir({}))'),
  typescript: typescript('console.log("calm", Object.keys({}).length, "polluted" in {})'),
};

/** A flow that wants nothing comes out as it did before anybody hostile ran. */
async function isCalm(place: Place, language: Language): Promise<void> {
  const { run, tasks } = await execute(place, language, calm[language]);
  expect(run.outcome).toBe('succeeded');
  expect(tasks[0]?.stdout[0]?.toLowerCase()).toBe('calm 0 false');
}

test.describe('the network', () => {
  test('is out of Python’s reach', async ({ place }) => {
    const ways = pythonNetwork(place.out.url, place.out.port);
    ledNowhere(await execute(place, 'python', pythonTries(ways)), ways);
  });

  test('is out of TypeScript’s reach', async ({ place }) => {
    const ways = typescriptNetwork(place.out.url);
    ledNowhere(await execute(place, 'typescript', typescriptTries(ways)), ways);
    const foreign = typescript(`await import("${place.out.url}/module.js")`);
    const { run } = await execute(place, 'typescript', foreign);
    expect(run).toMatchObject({ outcome: 'rejected', message: expect.stringContaining("imports only 'faultline'") });
  });
});

test.describe('storage, other tabs and the page', () => {
  for (const [language, ways, source] of [
    ['python', pythonStorage, pythonTries(pythonStorage)],
    ['typescript', typescriptStorage, typescriptTries(typescriptStorage)],
  ] as const) {
    test(`are out of reach from ${language}, and no other tab hears anything`, async ({ place }) => {
      const { page } = place.faultline;
      const other = await page.context().newPage();
      await other.goto('./LICENSES.txt');
      await other.evaluate(() => {
        const heard: unknown[] = [];
        Object.assign(window, { heard });
        new BroadcastChannel('faultline').onmessage = ({ data }) => heard.push(data);
        addEventListener('storage', (event) => heard.push((event as StorageEvent).key));
      });
      ledNowhere(await execute(place, language, source), ways);
      const heard = await other.evaluate(() => (window as unknown as { heard: { kind?: string }[] }).heard);
      // The page itself says on this channel that it runs something.
      expect(heard.filter(({ kind }) => !['appended', 'clock', 'runs-changed'].includes(kind ?? ''))).toEqual([]);
      await other.close();
    });
  }
});

test.describe('other attempts', () => {
  test('of Python find nothing that one left behind', async ({ place }) => {
    await execute(
      place,
      'python',
      python(`
import builtins, sys, os, random, time, metaflow, math
builtins.left = "behind"
sys.modules["left"] = builtins
math.pi = 3
os.environ["LEFT"] = "behind"
open("left.txt", "w").write("behind")
metaflow.FlowSpec.next = lambda *args, **kwargs: None
random.random = lambda: 4
time.time = lambda: 0
`),
    );
    const found = python(`
import builtins, sys, os, math, random
print("FOUND", [hasattr(builtins, "left"), "left" in sys.modules, math.pi == 3, "LEFT" in os.environ, os.path.exists("left.txt"), random.random() == 4])
`);
    expect(printed(await execute(place, 'python', found))).toContain(`FOUND [${'False, '.repeat(5)}False]`);
    await isCalm(place, 'python');
  });

  test('of TypeScript find nothing that one left behind', async ({ place }) => {
    await execute(
      place,
      'typescript',
      typescript(`
world.left = 'behind'
world.Object.prototype.polluted = 1
world.Array.prototype.toJSON = () => 'polluted'
world.JSON.stringify = () => 'polluted'
world.Promise.prototype.then = function () { return this }
world.Math.random = () => 4
`),
    );
    const found = typescript(
      `console.log('FOUND', ['left' in world, 'polluted' in {}, JSON.stringify([]) === 'polluted', Math.random() === 4].join())`,
    );
    expect(printed(await execute(place, 'typescript', found))).toContain('FOUND false,false,false,false');
    await isCalm(place, 'typescript');
  });
});

test.describe('the runtime', () => {
  test('hands TypeScript no port, whatever of the language it watches', async ({ place }) => {
    const lines = printed(await execute(place, 'typescript', typescript(PORT_HUNT)));
    expect(lines).toContain('NO port');
  });

  for (const [lie, becomes] of PYTHON_LIES) {
    test(`is not believed where Python says ${lie}`, async ({ place }) => {
      const record = await execute(place, 'python', python(pythonForgery(lie)));
      const attempt = record.tasks[0]?.attempts[0];
      expect(attempt?.cause ?? record.run.outcome).toBe(becomes);
      if (becomes === 'platform') expect(attempt?.message).toMatch(/said something malformed|worker/);
      const types = new Set(record.events.map(({ type }) => type));
      expect(types).not.toContain('fault-struck');
      const streams = record.events.flatMap((event) => (event.type === 'output' ? [event.stream] : []));
      expect(streams.every((stream) => stream === 'stdout' || stream === 'stderr')).toBe(true);
      await isCalm(place, 'python');
    });
  }

  test('is not believed where TypeScript answers in its place', async ({ place }) => {
    const { outcome, cause, said } = await endOf(place, 'typescript', typescript(FORGED_REPLY));
    expect({ outcome, cause }).toEqual({ outcome: 'failed', cause: 'platform' });
    expect(said).toContain('gave a bad answer');
    await isCalm(place, 'typescript');
  });

  test('keeps its own prototypes where Python reaches for them', async ({ place }) => {
    const body = 'from metaflow._runtime import bridge\nbridge.host.constructor.prototype.polluted = 1';
    await execute(place, 'python', python(body));
    await isCalm(place, 'python');
    await isCalm(place, 'typescript');
  });
});

test.describe('a flood', () => {
  for (const [what, language, source, words] of [
    [
      'of lines',
      'python',
      python('for i in range(3_000_000):\n    print("x" * 100)'),
      /MAXIMUM LOG FILE SIZE|watchdog/,
    ],
    ['of lines', 'typescript', typescript('for (let i = 0; i < 3_000_000; i++) console.log("x".repeat(100))'), /./],
    [
      'of messages',
      'python',
      python(
        'from metaflow._runtime import bridge\nfor i in range(1_000_000):\n    bridge.host.say("stdout", "code", "x")',
      ),
      /sent more than 30000 messages/,
    ],
    [
      'of messages',
      'typescript',
      typescript("for (let i = 0; i < 1_000_000; i++) {\n  console.log('x')\n  await sleep(0.000001)\n}"),
      /sent more than 30000 messages/,
    ],
  ] as const) {
    test(`${what} from ${language} is bounded, and the page stays awake`, async ({ place }) => {
      const { outcome, said } = await endOf(place, language, source);
      expect(['succeeded', 'failed']).toContain(outcome);
      expect(said).toMatch(words);
      await isCalm(place, language);
    });
  }
});

test.describe('a bomb', () => {
  for (const [what, language, source, cause] of [
    ['of time', 'python', python('while True:\n    pass'), 'watchdog'],
    [
      'of time that swallows every interruption',
      'python',
      python('while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass'),
      'watchdog',
    ],
    ['of time', 'typescript', typescript('for (;;) {}'), 'watchdog'],
    ['of time in one expression', 'typescript', typescript("/^(a+)+$/.test('a'.repeat(60) + 'b')"), 'watchdog'],
    ['of memory', 'python', python('held = []\nwhile True:\n    held.append(bytearray(100_000_000))'), 'user'],
  ] as const) {
    test(`${what} from ${language} ends with a message, and the page stays awake`, async ({ place }) => {
      const end = await endOf(place, language, source);
      expect(end.outcome).toBe('failed');
      expect(end.cause).toBe(cause);
      expect(end.said).toMatch(/stopped it|without its clock moving|MemoryError|memory|allocation/i);
      await isCalm(place, language);
    });
  }
});

test.describe('a worker from which nothing was taken away', () => {
  test('still reaches nothing from within the frame', async ({ place: { out, faultline } }) => {
    // Stands for whatever finds a hole in what the runtime takes away: only the frame and its policy hold it.
    const answers = await faultline.page.evaluate(async (url) => {
      const own = document.querySelector<HTMLIFrameElement>('iframe[title="Where flows run"]');
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', own?.getAttribute('sandbox') ?? '');
      frame.srcdoc = own?.srcdoc ?? '';
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
      document.body.append(frame);
      await loaded;
      const heard: string[] = [];
      const tabs = new BroadcastChannel('faultline');
      tabs.onmessage = ({ data }) => heard.push(String(data));
      const { port1: control, port2: theirs } = new MessageChannel();
      const ready = new Promise((resolve) => (control.onmessage = resolve));
      frame.contentWindow?.postMessage('faultline:hello', '*', [theirs]);
      await ready;
      const nested = `fetch("${url}/nested").then(() => postMessage("reached"), () => postMessage("no"))`;
      const code = `
        const ways = {
          fetch: () => fetch("${url}/fetch", { mode: "no-cors" }),
          xhr: () => { const r = new XMLHttpRequest(); r.open("GET", "${url}/xhr", false); r.send(); },
          socket: () => new Promise((yes, no) => { const s = new WebSocket("${url.replace('http', 'ws')}/ws"); s.onopen = yes; s.onerror = no; }),
          events: () => new Promise((yes, no) => { const s = new EventSource("${url}/events"); s.onopen = yes; s.onerror = no; }),
          scripts: () => importScripts("${url}/script.js"),
          module: () => import("${url}/module.js"),
          data: () => import("data:text/javascript,1"),
          beacon: () => { if (!navigator.sendBeacon("${url}/beacon", "x")) throw 0; },
          transport: () => new WebTransport("${url.replace('http', 'https')}/").ready,
          font: () => new FontFace("x", "url(${url}/font)").load(),
          nested: () => new Promise((yes, no) => { const w = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(nested)}]))); w.onmessage = ({ data }) => data === "reached" ? yes() : no(); w.onerror = no; }),
          shared: () => new SharedWorker("${url}/shared.js"),
          peer: () => new RTCPeerConnection(),
          indexedDB: () => new Promise((yes, no) => { const r = indexedDB.open("faultline"); r.onsuccess = yes; r.onerror = no; }),
          localStorage: () => localStorage.length,
          cookie: () => document.cookie,
          directory: () => navigator.storage.getDirectory(),
          eval: () => eval("1"),
          parent: () => parent.document.title,
        };
        new BroadcastChannel("faultline").postMessage("hello");
        addEventListener("message", async ({ ports: [port] }) => {
          const got = [];
          for (const [name, go] of Object.entries(ways)) {
            try { await go(); got.push(name); } catch {}
          }
          port.postMessage(got);
        }, { once: true });
      `;
      control.postMessage({ op: 'code', worker: 'typescript', code });
      const { port1, port2 } = new MessageChannel();
      const got = new Promise<unknown>((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
      control.postMessage({ op: 'spawn', id: 1, worker: 'typescript', snapshot: false }, [port2]);
      const answer = await got;
      frame.remove();
      tabs.close();
      return { got: answer, heard };
    }, out.url);
    expect(answers).toEqual({ got: [], heard: [] });
  });
});

test('a sandbox that the browser ended is replaced, and flows run again', async ({ place }) => {
  const { page } = place.faultline;
  await page.evaluate(() => {
    document.querySelector('iframe[title="Where flows run"]')?.remove();
  });
  await expect(page.getByRole('status').filter({ hasText: 'Another stands ready' })).toBeVisible({ timeout: RUN_MS });
  await isCalm(place, 'python');
  await isCalm(place, 'typescript');
});
