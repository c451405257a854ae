import { FaultlineError } from '../../model/assert';
import type { FromFrame, PythonAssets, ToFrame, WorkerKind } from '../../protocol/frame';

/** A worker in the sandboxed frame, reached over a port of its own. */
export interface SandboxWorker {
  readonly port: MessagePort;
  /** Resolves with a reason when the worker could not start or died of an error. Never rejects. */
  readonly failed: Promise<string>;
  /** Ends it at once. Resolves when the frame has let go of it. */
  kill(): Promise<void>;
}

/** Real milliseconds in which the frame, which does nothing but pass ports on, answers if it is there. */
const ANSWER_MS = 20_000;

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
  /** Messages that the frame owes an answer to. */
  readonly #owed = new Map<string, ReturnType<typeof setTimeout>>();
  #control: MessagePort | null = null;
  #unsent: (readonly [ToFrame, Transferable[]])[] = [];
  #python: { resolve: () => void; reject: (error: FaultlineError) => void } | null = null;
  #lastId = 0;

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
    // Where browsers tell of it. Elsewhere the answers that do not come do.
    control.addEventListener('close', () => {
      this.#lose(control);
    });
    for (const [message, transfer] of this.#unsent.splice(0)) this.#tell(message, transfer);
  }

  setCode(worker: WorkerKind, code: string): void {
    this.#tell({ op: 'code', worker, code });
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

  spawn(worker: WorkerKind, snapshot: boolean): SandboxWorker {
    const id = ++this.#lastId;
    const { port1, port2 } = new MessageChannel();
    const failed = new Promise<string>((resolve) => this.#failures.set(id, resolve));
    this.#tell({ op: 'spawn', id, worker, snapshot }, [port2]);
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
    if (message.op === 'spawn' || message.op === 'kill') this.#await(message.op, message.id, control);
    control.postMessage(message, transfer);
  }

  #await(op: 'spawn' | 'kill', id: number, control: MessagePort): void {
    const late = setTimeout(() => {
      this.#lose(control);
    }, ANSWER_MS);
    this.#owed.set(`${op} ${String(id)}`, late);
  }

  #answered(op: 'spawn' | 'kill', id: number): void {
    clearTimeout(this.#owed.get(`${op} ${String(id)}`));
    this.#owed.delete(`${op} ${String(id)}`);
  }

  #lose(control: MessagePort): void {
    if (control !== this.#control) return;
    this.#control = null;
    control.onmessage = null;
    control.close();
    for (const late of this.#owed.values()) clearTimeout(late);
    this.#owed.clear();
    for (const fail of this.#failures.values()) fail(LOST);
    this.#failures.clear();
    for (const done of this.#kills.values()) done();
    this.#kills.clear();
    this.#python?.reject(new FaultlineError('python-unavailable', LOST));
    this.#onlost();
  }

  #hear(message: FromFrame): void {
    switch (message.op) {
      case 'ready':
        return;
      case 'python-ready':
        this.#python?.resolve();
        return;
      case 'python-failed':
        this.#python?.reject(new FaultlineError('python-unavailable', message.message));
        return;
      case 'spawned':
        this.#answered('spawn', message.id);
        return;
      case 'worker-failed':
        this.#failures.get(message.id)?.(message.message);
        return;
      case 'killed':
        this.#answered('kill', message.id);
        this.#kills.get(message.id)?.();
        this.#kills.delete(message.id);
        return;
    }
  }
}
