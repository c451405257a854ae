import { readTypeScript } from '../../language/typescript/read';
import { FaultlineError } from '../../model/assert';
import type { CompileOutcome, FlowCompiler, PreparedSource } from '../../protocol/compiler';
import type { FlowHost, FlowSource } from '../../protocol/flowHost';
import type { WorkerCode } from '../../protocol/frame';
import type { Lease } from './lease';
import { Pool } from './pool';
import type { Sandbox } from './sandbox';

export interface TypeScriptOptions {
  readonly sandbox: Pick<Sandbox, 'setCode' | 'spawn'>;
  /** The worker's code. Asked for once, when it is first needed. */
  readonly code: () => Promise<WorkerCode>;
  /** Starts the compiler's worker. Asked for once, when it is first needed. */
  readonly compiler: () => FlowCompiler;
  /** Type errors stop no run: a sentence about them comes while it goes on. */
  readonly onnotice: (notice: string) => void;
  readonly spares: number;
  readonly concurrent: number;
}

/** Compiled texts that are kept: those of one editing session seldom come back. */
const KEPT_MAX = 16;

/** TypeScript: compiled once per source here, run in fresh workers, of which spares stand ready. */
export class TypeScriptRuntime {
  readonly #options: TypeScriptOptions;
  readonly #compiled = new Map<string, Promise<CompileOutcome>>();
  #compiler: FlowCompiler | null = null;
  #pool: Promise<Pool> | null = null;
  /** A lease goes back to the pool that it came from. */
  readonly #lentBy = new WeakMap<Lease<FlowHost>, Pool>();

  constructor(options: TypeScriptOptions) {
    this.#options = options;
  }

  /** Starts the compiler and the spares now. */
  async warm(): Promise<void> {
    await Promise.all([this.#compile('', 'flow.ts'), this.#loaded().then((pool) => pool.warm())]);
  }

  async take(source?: FlowSource): Promise<Lease<FlowHost>> {
    const pool = await this.#loaded();
    const lease = await pool.take(source);
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

  async prepare(source: FlowSource): Promise<PreparedSource> {
    const outcome = await this.#compile(source.source, source.fileName);
    if (!outcome.ok) return outcome;
    const { flow } = readTypeScript(source.source, source.fileName);
    return { ok: true, source: { ...source, compiled: { ...outcome.compiled, flow } } };
  }

  #compile(source: string, fileName: string): Promise<CompileOutcome> {
    const key = `${fileName}\n${source}`;
    this.#compiler ??= this.#options.compiler();
    const outcome = this.#compiled.get(key) ?? this.#compileNow(this.#compiler, source, fileName);
    outcome.catch(() => this.#compiled.delete(key));
    this.#compiled.delete(key);
    this.#compiled.set(key, outcome);
    for (const [oldest] of this.#compiled) {
      if (this.#compiled.size <= KEPT_MAX) break;
      this.#compiled.delete(oldest);
    }
    return outcome;
  }

  async #compileNow(compiler: FlowCompiler, source: string, fileName: string): Promise<CompileOutcome> {
    const outcome = await compiler.compile(source, fileName);
    const notice = outcome.ok ? compiler.check(source, fileName) : Promise.resolve(null);
    notice
      .then((said) => {
        if (said !== null) this.#options.onnotice(said);
      })
      .catch(() => undefined); // It would have been a word by the way.
    return outcome;
  }

  #loaded(): Promise<Pool> {
    this.#pool ??= this.#load().catch((error: unknown) => {
      this.#pool = null;
      if (error instanceof FaultlineError) throw error;
      throw new FaultlineError('typescript-unavailable', `TypeScript could not be loaded: ${String(error)}`);
    });
    return this.#pool;
  }

  async #load(): Promise<Pool> {
    const { sandbox, code, spares, concurrent } = this.#options;
    sandbox.setCode('typescript', await code());
    return new Pool({ spawn: (flow) => sandbox.spawn('typescript', false, flow), spares, concurrent });
  }
}
