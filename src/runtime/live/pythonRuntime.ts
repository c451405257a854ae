import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { FaultlineError } from '../../model/assert';
import type { PythonState } from '../../protocol/engine';
import type { FlowHost, PythonHost } from '../../protocol/flowHost';
import type { PythonAssets } from '../../protocol/frame';
import type { SnapshotStore } from '../ports';
import { Lease } from './lease';
import { Pool } from './pool';
import { fetchPythonAssets } from './pythonAssets';
import type { Sandbox } from './sandbox';

export interface PythonOptions {
  readonly sandbox: Sandbox;
  /** The Python worker's code, as one classic script. */
  readonly code: string;
  /** Of Pyodide. */
  readonly version: string;
  /** Where its files are, with a slash at the end. */
  readonly folderUrl: string;
  readonly snapshots: SnapshotStore;
  readonly spares: number;
  readonly concurrent: number;
  readonly report: (state: PythonState) => void;
}

/** Parts of the way to the first spare interpreter, for the progress bar. */
const FETCHED = 0.6;
const COMPILED = 0.7;
const SNAPSHOT_MADE = 0.9;

/**
 * Python: fetched and compiled once per visit, booted from a memory snapshot that is made once per browser and kept
 * by version. Where a snapshot cannot be made or does not load, workers boot plainly, which is slower and the same.
 */
export class PythonRuntime {
  readonly #options: PythonOptions;
  #pool: Promise<Pool> | null = null;
  /** A lease goes back to the pool that it came from. */
  readonly #lentBy = new WeakMap<Lease<FlowHost>, Pool>();

  constructor(options: PythonOptions) {
    this.#options = options;
  }

  /** Loads Python now, once. Rejects when it cannot be had; a later call tries again. */
  async warm(): Promise<void> {
    await this.#loaded();
  }

  async take(): Promise<Lease<FlowHost>> {
    const pool = await this.#loaded();
    const lease = await pool.take();
    this.#lentBy.set(lease, pool);
    return lease;
  }

  giveBack(lease: Lease<FlowHost>, reason: string): void {
    this.#lentBy.get(lease)?.giveBack(lease, reason);
  }

  /** The sandbox is lost, and with it all that was loaded into it. The next flow loads it anew. */
  forget(): void {
    this.#pool = null;
  }

  #loaded(): Promise<Pool> {
    this.#pool ??= this.#load().catch((error: unknown) => {
      this.#pool = null;
      const message = error instanceof Error ? error.message : String(error);
      this.#options.report({ kind: 'failed', message });
      throw error instanceof FaultlineError ? error : new FaultlineError('python-unavailable', message);
    });
    return this.#pool;
  }

  async #load(): Promise<Pool> {
    const { sandbox, code, version, folderUrl } = this.#options;
    this.#progress(0, 'Fetching Python');
    sandbox.setCode('python', { code });
    const assets = await fetchPythonAssets(folderUrl, (part) => {
      this.#progress(part * FETCHED, 'Fetching Python');
    });
    this.#progress(FETCHED, 'Compiling Python');
    const python = pythonVersionOf(assets);
    await sandbox.setPython(assets);
    this.#progress(COMPILED, 'Starting Python');
    const hasSnapshot = await this.#provideSnapshot(`${version}-${bytesToHex(sha256(utf8ToBytes(code))).slice(0, 16)}`);
    const pool = await this.#warmPool(hasSnapshot);
    this.#options.report({ kind: 'ready', version: python, fromSnapshot: hasSnapshot });
    return pool;
  }

  async #warmPool(fromSnapshot: boolean): Promise<Pool> {
    const { sandbox, spares, concurrent } = this.#options;
    const spawn = () => sandbox.spawn('python', fromSnapshot);
    const pool = new Pool({ spawn, spares, concurrent });
    try {
      await pool.warm();
      return pool;
    } catch (error) {
      pool.drain();
      if (!fromSnapshot) throw error;
      return this.#warmPool(false);
    }
  }

  /** Whether the frame has a snapshot now. Failing to make, keep or read one is no failure. */
  async #provideSnapshot(version: string): Promise<boolean> {
    const { sandbox, snapshots } = this.#options;
    const stored = await snapshots.get(version).catch(() => null);
    const snapshot = stored ?? (await this.#makeSnapshot());
    this.#progress(SNAPSHOT_MADE, 'Starting Python');
    if (snapshot === null) return false;
    if (stored === null) void snapshots.put(version, snapshot).catch(() => undefined);
    sandbox.setSnapshot(snapshot);
    return true;
  }

  /** In a worker of its own, before any user code. */
  async #makeSnapshot(): Promise<Uint8Array | null> {
    const lease = new Lease<PythonHost>(this.#options.sandbox.spawn('python', false));
    const answer = await lease.call((host) => host.makeSnapshot());
    lease.end('the snapshot is made');
    return answer.kind === 'answer' && answer.value instanceof Uint8Array ? answer.value : null;
  }

  #progress(fraction: number, doing: string): void {
    this.#options.report({ kind: 'loading', fraction, doing });
  }
}

/** Python's own version, `3.14`: Pyodide's lock file names it. */
function pythonVersionOf({ lock }: PythonAssets): string {
  const { info } = JSON.parse(lock) as { readonly info: { readonly python: string } };
  return info.python.split('.').slice(0, 2).join('.');
}
