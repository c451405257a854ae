/** Flows that mean harm, of one step and an end, in both languages. */

export type Language = 'python' | 'typescript';

const indented = (body: string, by: string): string =>
  body
    .trim()
    .split('\n')
    .map((line) => `${by}${line}`.trimEnd())
    .join('\n');

/** A flow whose first step is `body`; `over` stands over the step, `above` over the class. */
export const python = (
  body: string,
  { above = '', over = '' } = {},
): string => `from metaflow import FlowSpec, step, card, current, retry, catch
${above}

class HostileFlow(FlowSpec):
    ${over}
    @step
    def start(self):
${indented(body, '        ')}
        self.next(self.end)

    @step
    def end(self):
        print("END")

if __name__ == "__main__":
    HostileFlow()
`;

/** The same in TypeScript, where \`world\` is all that a flow sees of its realm. */
export const typescript = (
  body: string,
  { above = '', over = '' } = {},
): string => `import { FlowSpec, step, card, current, sleep, Markdown } from 'faultline'
const world = globalThis as any
${above}

export default class HostileFlow extends FlowSpec {
  [name: string]: any
  ${over}
  @step() async start() {
${indented(body, '    ')}
    this.next(this.end)
  }

  @step() end() {
    console.log('END')
  }
}
`;

/** Says of each way whether it led somewhere: `GOT name` or `NO name`. */
export const pythonTries = (ways: Readonly<Record<string, string>>, above = ''): string =>
  python(
    `
ways = ${JSON.stringify(ways)}
for name, text in ways.items():
    try:
        exec(text, {"__name__": "way"})
        print("GOT", name)
    except BaseException as error:
        print("NO", name, type(error).__name__)
`,
    { above },
  );

export const typescriptTries = (ways: Readonly<Record<string, string>>): string =>
  typescript(`
const ways: [string, () => unknown][] = [
${Object.entries(ways)
  .map(([name, text]) => `  [${JSON.stringify(name)}, () => ${text}],`)
  .join('\n')}
]
for (const [name, go] of ways) {
  try {
    const got = await go()
    console.log(got === undefined || got === null ? 'NO' : 'GOT', name)
  } catch (error) {
    console.log('NO', name)
  }
}`);

const viaJavaScript = (expression: string): string =>
  `from pyodide.code import run_js\nrun_js(${JSON.stringify(expression)})`;
/** What Python holds of JavaScript is the bridge of its runtime: from there on, everything that a proxy leads to. */
const viaBridge = (expression: string): string =>
  `from metaflow._runtime import bridge\nbridge.host.say.constructor(${JSON.stringify(`return ${expression}`)})()`;

/** Ways to a network, as Python has them. */
export const pythonNetwork = (url: string, port: number): Readonly<Record<string, string>> => ({
  urllib: `import urllib.request; urllib.request.urlopen("${url}/urllib", timeout=2).read()`,
  requests: `import requests; requests.get("${url}/requests", timeout=2)`,
  'http.client': `import http.client; c = http.client.HTTPConnection("127.0.0.1", ${String(port)}); c.request("GET", "/http"); c.getresponse()`,
  socket: `import socket; socket.create_connection(("127.0.0.1", ${String(port)}), 2)`,
  'a datagram': `import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.sendto(b"x", ("127.0.0.1", ${String(port)}))`,
  asyncio: `import asyncio; asyncio.run(asyncio.open_connection("127.0.0.1", ${String(port)}))`,
  subprocess: `import subprocess; subprocess.run(["curl", "${url}/curl"], check=True)`,
  'os.system': `import os; assert os.system("curl ${url}/system") == 0`,
  pyfetch: `from pyodide.http import pyfetch; import asyncio; asyncio.get_event_loop().run_until_complete(pyfetch("${url}/pyfetch"))`,
  open_url: `from pyodide.http import open_url; open_url("${url}/open_url")`,
  micropip: `import micropip; micropip.install("${url}/x.whl")`,
  js: 'import js; js.fetch',
  pyodide_js: 'import pyodide_js; pyodide_js.loadPackage',
  'fetch by run_js': viaJavaScript(`fetch("${url}/run_js", {mode: "no-cors"})`),
  'fetch by the bridge': viaBridge(`fetch("${url}/bridge", {mode: "no-cors"})`),
  'a worker by the bridge': viaBridge(`new Worker("data:text/javascript,fetch('${url}/worker')")`),
  'importing by the bridge': viaBridge(`import("${url}/module.js")`),
});

/** The same of TypeScript. */
export const typescriptNetwork = (url: string): Readonly<Record<string, string>> => ({
  fetch: `world.fetch("${url}/fetch", { mode: "no-cors" })`,
  'fetch of data': `world.fetch("data:text/plain,x")`,
  XMLHttpRequest: `(() => { const r = new world.XMLHttpRequest(); r.open("GET", "${url}/xhr", false); r.send(); return r })()`,
  WebSocket: `new world.WebSocket("${url.replace('http', 'ws')}/ws")`,
  WebSocketStream: `new world.WebSocketStream("${url.replace('http', 'ws')}/ws")`,
  EventSource: `new world.EventSource("${url}/events")`,
  importScripts: `world.importScripts("${url}/script.js") ?? true`,
  sendBeacon: `world.navigator.sendBeacon("${url}/beacon", "x")`,
  RTCPeerConnection: `new world.RTCPeerConnection({ iceServers: [{ urls: "stun:${url.slice(7)}" }] })`,
  WebTransport: `new world.WebTransport("${url.replace('http', 'https')}/")`,
  Image: `new world.Image()`,
  Worker: `new world.Worker("data:text/javascript,1")`,
  'Worker by a blob': `new world.Worker(world.URL.createObjectURL(new world.Blob(["1"])))`,
  SharedWorker: `new world.SharedWorker("data:text/javascript,1")`,
  WebAssembly: `new world.WebAssembly.Memory({ initial: 1 })`,
  eval: `world.eval("1 + 1")`,
  Function: `(() => {}).constructor("return 1")()`,
  AsyncFunction: `(async () => {}).constructor("return 1")()`,
  GeneratorFunction: `(function* () {}).constructor("yield 1")().next()`,
  'a timer with text': `world.setTimeout("fetch('${url}/timer')", 0) && null`,
  FontFace: `new world.FontFace("x", "url(${url}/font)").load()`,
});

/** Ways to what is kept in the browser, to other tabs, to the page. */
export const pythonStorage: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'localStorage.getItem("secret")',
    'sessionStorage.length',
    'indexedDB.open("faultline")',
    'caches.open("x")',
    'navigator.storage.getDirectory()',
    'navigator.locks.request("x", () => 1)',
    'new BroadcastChannel("faultline").postMessage({ kind: "runs-changed" })',
    'document.cookie',
    'parent.document.title',
    'top.location.href',
    'self.postMessage({ op: "kill", id: 1 })',
    'globalThis',
  ].flatMap((expression) => [
    [`run_js ${expression}`, viaJavaScript(expression)],
    [`bridge ${expression}`, viaBridge(expression)],
  ]),
);

export const typescriptStorage: Readonly<Record<string, string>> = {
  localStorage: 'world.localStorage.getItem("secret")',
  sessionStorage: 'world.sessionStorage.length',
  indexedDB: 'world.indexedDB.open("faultline")',
  caches: 'world.caches.open("x")',
  cookieStore: 'world.cookieStore.getAll()',
  directory: 'world.navigator.storage.getDirectory()',
  locks: 'world.navigator.locks.request("x", () => 1)',
  BroadcastChannel: 'new world.BroadcastChannel("faultline")',
  document: 'world.document.cookie',
  parent: 'world.parent.location.href',
  top: 'world.top.location.href',
  opener: 'world.opener',
  location: 'world.location.href',
  postMessage: 'world.postMessage({ op: "kill", id: 1 }) ?? true',
  onmessage: 'world.addEventListener("message", () => undefined) ?? true',
  MessageChannel: 'new world.MessageChannel()',
  close: 'world.close() ?? true',
};

/** Takes hold of whatever the runtime and comlink hand to the language's own functions, and looks for a port in it. */
export const PORT_HUNT = `
const found = new Set<string>()
const look = (where: string, values: unknown[]) => {
  for (const value of values) {
    try { if (typeof (value as any)?.postMessage === 'function' || typeof (value as any)?.terminate === 'function') found.add(where) } catch {}
  }
}
for (const kind of ['Array', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Promise', 'Function', 'Object', 'Reflect', 'JSON', 'Symbol', 'String']) {
  for (const holder of [world[kind], world[kind]?.prototype]) {
    if (holder === undefined) continue
    for (const name of Object.getOwnPropertyNames(holder)) {
      const method = Object.getOwnPropertyDescriptor(holder, name)?.value
      if (typeof method !== 'function' || name === 'constructor' || name === 'getOwnPropertyDescriptor') continue
      const { apply } = Reflect
      try {
        Object.defineProperty(holder, name, { configurable: true, writable: true, value: function (this: unknown, ...given: unknown[]) {
          look(kind + '.' + name, [this, ...given])
          const made = apply(method, this, given)
          look(kind + '.' + name, [made])
          return made
        } })
      } catch {}
    }
  }
}
for (let i = 0; i < 20; i++) {
  console.log('line', i)
  await sleep(0.01)
}
this.kept = { some: ['value'] }
console.log(found.size === 0 ? 'NO port' : 'GOT port by ' + [...found].join(', '))
`;

/** Answers in the worker's place: comlink makes its replies by this function. */
export const FORGED_REPLY = `
const assign = Object.assign
let lies = 0
Object.assign = ((target: object, ...rest: object[]) => {
  const made = assign(target, ...rest) as any
  if (made.type !== 'RAW' && made.type !== 'HANDLER' && !('value' in made)) return made
  lies += 1
  return { ...made, type: 'RAW', value: { end: { kind: 'won', artifacts: '<b>' }, codeEndedAt: -1, said: 1e308, realMs: 'x' } }
}) as typeof Object.assign
console.log('FORGED')
`;

/** What speaks for the runtime over its own bridge, in ways that it never would. */
/** What Python says over the bridge in our runtime's place, and what becomes of it: a cause of failure, or success. */
export const PYTHON_LIES = [
  [`host.say("stdout", "metaflow", "<img src=x onerror='window.evil=1'>")`, 'succeeded'],
  ['host.say("nowhere", "page", "x")', 'platform'],
  ['host.say("stdout", "code", "x" * 2_000_000)', 'platform'],
  ['host.metadata("k" * 5000, "[" * 1000 + "]" * 1000)', 'platform'],
  ['host.metadata("k", "{")', 'user'],
  ['host.card(None, "t" * 5000, "<script>window.evil=1</script>")', 'platform'],
  [`host.card(None, "default", "<script>window.evil=1</script><img src=x onerror='window.evil=1'>")`, 'succeeded'],
  ['host.struck("a fault that nobody planned")', 'succeeded'],
  ['host.move(-10**15)', 'platform'],
  ['host.move(float("nan"))', 'platform'],
  ['host.keep("../../x", None)', 'platform'],
  ['host.blob("0" * 64)', 'user'],
  ['host.call("{")', 'user'],
] as const;

export const pythonForgery = (lie: string): string => `
from metaflow._runtime import bridge
host = bridge.host
${lie}
print("went on")
`;

/** Shown wherever a text can be shown. */
export const EVIL = '<img src=x onerror="window.evil=1"><script>window.evil=1</script><svg onload="window.evil=1">';

/** A page of HTML that wants to run, to load, to lead away. */
export const evilCard = (url: string): string => `
<script>top.evil = 1; fetch("${url}/script")</script>
<script src="${url}/card.js"></script>
<link rel="stylesheet" href="${url}/style.css">
<link rel="preconnect" href="${url}"><link rel="prefetch" href="${url}/prefetch">
<meta http-equiv="refresh" content="0;url=${url}/refresh">
<base href="${url}/">
<style>@import "${url}/import.css"; body { background: url(${url}/background) }</style>
<img src="${url}/image" onerror="top.evil = 1"><img src="x" onerror="top.evil = 1">
<svg onload="top.evil = 1"><image href="${url}/svg"/><script>top.evil = 1</script><a href="javascript:top.evil=1"><text y="20">svg link</text></a></svg>
<iframe src="${url}/frame"></iframe><iframe srcdoc="<script>top.evil = 1</script>"></iframe>
<object data="${url}/object"></object><embed src="${url}/embed"><video src="${url}/video" autoplay></video>
<form action="${url}/form"><button id="send" autofocus onfocus="top.evil = 1">send</button></form>
<p><a id="script" href="javascript:top.evil=1">a script</a></p>
<p><a id="away" href="${url}/away">away</a> <a id="top" target="_top" href="${url}/top">top</a> <a id="new" target="_blank" href="${url}/new">new</a></p>
`;

/** Python has a card of its own drawn in the place of the default one. */
export const pythonCard = (html: string): string => `
from metaflow.plugins.cards.card_modules import basic
basic.DefaultCard.render = lambda self, task: ${JSON.stringify(html)}
print("CARD")`;

/** TypeScript makes its cards escape nothing. */
export const typescriptCard = (html: string): string => `
const { replace } = String.prototype
world.String.prototype.replace = function (this: string, pattern: any, by: any) {
  return String(pattern).includes('<') ? String(this) : (replace as any).call(this, pattern, by)
}
current.card.append(new Markdown(${JSON.stringify(html.replaceAll('\n', ' '))}))
console.log('CARD')`;
