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

/** The engine worker's end of the sandboxed frame. */
export class Sandbox {
  readonly #control: MessagePort;
  readonly #failures = new Map<number, (message: string) => void>();
  readonly #kills = new Map<number, () => void>();
  #python: { resolve: () => void; reject: (error: FaultlineError) => void } | null = null;
  #lastId = 0;

  constructor(control: MessagePort) {
    this.#control = control;
    control.onmessage = ({ data }: MessageEvent<FromFrame>) => {
      this.#hear(data);
    };
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
    this.#failures.delete(id);
    return new Promise((resolve) => {
      this.#kills.set(id, resolve);
      this.#tell({ op: 'kill', id });
    });
  }

  #tell(message: ToFrame, transfer: Transferable[] = []): void {
    this.#control.postMessage(message, transfer);
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
