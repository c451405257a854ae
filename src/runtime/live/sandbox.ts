import { FaultlineError } from '../../model/assert';
import type { FromFrame, PythonAssets, ToFrame, WorkerCode, WorkerKind } from '../../protocol/frame';

/** A worker in the sandboxed frame, reached over a port of its own. */
export interface SandboxWorker {
  readonly port: MessagePort;
  /** Resolves with a reason when the worker could not start or died of an error. Never rejects. */
  readonly failed: Promise<string>;
  /** Ends it at once. Resolves when the frame has let go of it. */
  kill(): Promise<void>;
}

/** Real milliseconds between two pings. */
const BEAT_MS = 2_000;
/** A frame that says nothing between so many pings is gone: it does nothing but pass ports on. */
const SILENT_BEATS_MAX = 10;

/** Why what was in a frame is gone with it. */
const LOST = 'The browser ended the sandbox that flows run in, as it does when one of them fills its memory.';

/**
 * The engine worker's end of the sandboxed frame. A browser may end the frame's process; then all that was in it has
 * failed, `onlost` is called once, and what is said waits for {@link reconnect}.
 */
export class Sandbox {
  readonly #onlost: () => void;
  readonly #failures = new Map<number, (message: string) => void>();
  readonly #kills = new Map<number, () => void>();
  #beat: ReturnType<typeof setInterval> | null = null;
  /** Pings since the frame last said something. Counted in beats, not in time: a machine that slept has missed none. */
  #silentBeats = 0;
  #control: MessagePort | null = null;
  #unsent: (readonly [ToFrame, Transferable[]])[] = [];
  #python: { resolve: () => void; reject: (error: FaultlineError) => void } | null = null;
  #lastId = 0;
  /** What the frame was last told. */
  #flow: string | null = null;

  constructor(control: MessagePort, onlost: () => void = () => undefined) {
    this.#onlost = onlost;
    this.reconnect(control);
  }

  /** Another frame takes the place of the one that was lost. It has none of the code yet. */
  reconnect(control: MessagePort): void {
    this.#control = control;
    control.onmessage = ({ data }: MessageEvent<FromFrame>) => {
      this.#hear(data);
    };
    // Not every browser tells of a port that closed. Answers that do not come tell it everywhere.
    control.addEventListener('close', () => {
      this.#lose(control);
    });
    this.#silentBeats = 0;
    this.#beat = setInterval(() => {
      if (++this.#silentBeats > SILENT_BEATS_MAX) this.#lose(control);
      else this.#tell({ op: 'ping' });
    }, BEAT_MS);
    for (const [message, transfer] of this.#unsent.splice(0)) this.#tell(message, transfer);
  }

  setCode(worker: WorkerKind, code: WorkerCode): void {
    this.#flow = null; // The frame puts a flow and its worker's code together once.
    this.#tell({ op: 'code', worker, ...code });
  }

  /** Hands over Python's files; resolves when the frame has compiled them. The buffers are gone afterwards. */
  setPython(assets: PythonAssets): Promise<void> {
    const ready = new Promise<void>((resolve, reject) => {
      this.#python = { resolve, reject };
    });
    this.#tell({ op: 'python-assets', assets }, [assets.wasm.buffer, assets.stdlib.buffer]);
    return ready;
  }

  setSnapshot(snapshot: Uint8Array): void {
    this.#tell({ op: 'python-snapshot', snapshot });
  }

  /** @param flow A compiled flow's code, for the script of a TypeScript worker to begin with. */
  spawn(worker: WorkerKind, snapshot: boolean, flow: string | null = null): SandboxWorker {
    const id = ++this.#lastId;
    if (flow !== null && flow !== this.#flow) {
      this.#flow = flow;
      this.#tell({ op: 'flow', code: flow });
    }
    const { port1, port2 } = new MessageChannel();
    const failed = new Promise<string>((resolve) => this.#failures.set(id, resolve));
    this.#tell({ op: 'spawn', id, worker, snapshot, flow: flow !== null }, [port2]);
    return { port: port1, failed, kill: () => this.#kill(id, port1) };
  }

  #kill(id: number, port: MessagePort): Promise<void> {
    port.close();
    // Its frame is gone, and so is the worker.
    if (!this.#failures.delete(id)) return Promise.resolve();
    return new Promise((resolve) => {
      this.#kills.set(id, resolve);
      this.#tell({ op: 'kill', id });
    });
  }

  #tell(message: ToFrame, transfer: Transferable[] = []): void {
    const control = this.#control;
    if (control === null) {
      this.#unsent.push([message, transfer]);
      return;
    }
    control.postMessage(message, transfer);
  }

  #lose(control: MessagePort): void {
    if (control !== this.#control) return;
    this.#control = null;
    this.#flow = null;
    control.onmessage = null;
    control.close();
    if (this.#beat !== null) clearInterval(this.#beat);
    for (const fail of this.#failures.values()) fail(LOST);
    this.#failures.clear();
    for (const done of this.#kills.values()) done();
    this.#kills.clear();
    this.#python?.reject(new FaultlineError('python-unavailable', LOST));
    this.#onlost();
  }

  #hear(message: FromFrame): void {
    this.#silentBeats = 0;
    switch (message.op) {
      case 'ready':
      case 'pong':
        return;
      case 'python-ready':
        this.#python?.resolve();
        return;
      case 'python-failed':
        this.#python?.reject(new FaultlineError('python-unavailable', message.message));
        return;
      case 'worker-failed':
        this.#failures.get(message.id)?.(message.message);
        return;
      case 'killed':
        this.#kills.get(message.id)?.();
        this.#kills.delete(message.id);
        return;
    }
  }
}
