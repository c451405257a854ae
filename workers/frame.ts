/**
 * All that runs in the sandboxed frame's document: it starts and ends workers, and passes their ports on. User code
 * and user data stay in the workers; what they say is never read here.
 */
import type { FromFrame, PythonAssets, PythonBoot, ToFrame, WorkerKind } from '../src/protocol/frame';

type Python = Omit<PythonBoot, 'snapshot'>;
type Spawn = Extract<ToFrame, { readonly op: 'spawn' }>;

addEventListener('message', function hello({ source, data, ports: [control] }) {
  if (source !== parent || data !== 'faultline:hello' || !control) return;
  removeEventListener('message', hello);
  serve(control);
});

function serve(control: MessagePort): void {
  const scripts = new Map<WorkerKind, Blob>();
  const scriptUrls = new Map<WorkerKind, string>();
  const extrasUrls = new Map<WorkerKind, string>();
  /** Of the script that begins with the last flow, and of the one before, which a worker may still be starting from. */
  let flowUrls: readonly string[] = [];
  const workers = new Map<number, Worker>();
  let python: Promise<Python> | null = null;
  let snapshot: Uint8Array | null = null;

  const tell = (message: FromFrame) => control.postMessage(message);

  function setScript(kind: WorkerKind, blob: Blob): void {
    scripts.set(kind, blob);
    scriptUrls.set(kind, urlOf(blob));
  }

  function takeFlow(code: string): void {
    const [last, ...older] = flowUrls;
    older.forEach((url) => URL.revokeObjectURL(url));
    const url = urlOf(script(code, scripts.get('typescript') ?? ''));
    flowUrls = last === undefined ? [url] : [url, last];
  }

  async function spawn({ id, worker: kind, snapshot: fromSnapshot, flow }: Spawn, port: MessagePort): Promise<void> {
    const url = flow === true ? flowUrls[0] : scriptUrls.get(kind);
    const worker = new Worker(url ?? '', { name: `${kind}-${id}` });
    workers.set(id, worker);
    worker.onerror = ({ message }) =>
      tell({ op: 'worker-failed', id, message: message || 'The worker did not start.' });
    if (kind === 'typescript') return worker.postMessage(extrasUrls.get(kind) ?? null, [port]);
    const assets = await python;
    if (!assets) return tell({ op: 'worker-failed', id, message: 'Python has not been loaded.' });
    const boot: PythonBoot = { ...assets, snapshot: fromSnapshot ? snapshot : null };
    worker.postMessage(boot, [port]);
  }

  function kill(id: number): void {
    workers.get(id)?.terminate();
    workers.delete(id);
    tell({ op: 'killed', id });
  }

  function take(assets: PythonAssets): void {
    const begun = performance.now();
    python = prepare(assets);
    python.then(
      () => tell({ op: 'python-ready', compileMs: performance.now() - begun }),
      (error: unknown) => tell({ op: 'python-failed', message: String(error) }),
    );
  }

  control.onmessage = ({ data: message, ports: [port] }: MessageEvent<ToFrame>) => {
    switch (message.op) {
      case 'code':
        setScript(message.worker, script(message.code));
        if (message.extras !== undefined) extrasUrls.set(message.worker, urlOf(script(message.extras)));
        return;
      case 'flow':
        return takeFlow(message.code);
      case 'python-assets':
        return take(message.assets);
      case 'python-snapshot':
        snapshot = message.snapshot;
        return;
      case 'spawn':
        if (!port) return;
        spawn(message, port).catch((error: unknown) =>
          tell({ op: 'worker-failed', id: message.id, message: String(error) }),
        );
        return;
      case 'kill':
        return kill(message.id);
      case 'ping':
        return tell({ op: 'pong' });
    }
  };
  tell({ op: 'ready' });
}

async function prepare({ wasm, stdlib, lock, script: pyodide }: PythonAssets): Promise<Python> {
  // The cast: TypeScript lets Uint8Array lie on shared memory, which these never do.
  const module = await WebAssembly.compile(wasm as Uint8Array<ArrayBuffer>);
  return { module, stdlib, lock, scriptUrl: urlOf(script(pyodide)) };
}

const script = (...parts: (string | Blob)[]) => new Blob(parts, { type: 'text/javascript' });
const urlOf = (blob: Blob) => URL.createObjectURL(blob);
