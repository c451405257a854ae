import type { RunSummary } from '../model/record';
import { OUTCOMES } from './outcome';
import type { RunsPort } from './ports';

/** The runs that this browser keeps. What goes wrong with storage is said by whoever asked. */
export class RunList {
  readonly #port: RunsPort;
  #runs = $state.raw<readonly RunSummary[]>([]);
  #bytesUsed = $state.raw<number | null>(null);

  constructor(port: RunsPort) {
    this.#port = port;
  }

  /** Newest first. */
  get runs(): readonly RunSummary[] {
    return this.#runs;
  }

  /** What deleting all deletes. */
  get unpinned(): readonly RunSummary[] {
    return this.#runs.filter(({ isPinned }) => !isPinned);
  }

  /** Bytes that this browser keeps for the page, as of the last look; null where it does not tell. */
  get bytesUsed(): number | null {
    return this.#bytesUsed;
  }

  async refresh(): Promise<void> {
    this.#runs = await this.#port.list();
  }

  async measure(): Promise<void> {
    this.#bytesUsed = await this.#port.bytesUsed();
  }

  /** Without a name a run goes by its number again. */
  async rename(runId: string, name: string): Promise<void> {
    const trimmed = name.trim().slice(0, NAME_CHARACTERS_MAX);
    await this.#port.label(runId, { name: trimmed === '' ? null : trimmed });
    await this.refresh();
  }

  async pin(runId: string, isPinned: boolean): Promise<void> {
    await this.#port.label(runId, { isPinned });
    await this.refresh();
  }

  /** Resolves with the runs that stay, since somebody drives them. */
  async delete(runIds: readonly string[]): Promise<readonly string[]> {
    const kept = await this.#port.delete(runIds);
    await Promise.all([this.refresh(), this.measure()]);
    return kept;
  }
}

export const NAME_CHARACTERS_MAX = 60;

/** Pinned runs first, then as they came; of those that hold every word in number, name, flow, id or outcome. */
export function runsFound(runs: readonly RunSummary[], text: string): readonly RunSummary[] {
  const words = text.toLowerCase().split(/\s+/);
  const found = runs.filter((run) => words.every((word) => textOf(run).includes(word)));
  return [...found.filter(({ isPinned }) => isPinned), ...found.filter(({ isPinned }) => !isPinned)];
}

const textOf = ({ number, name, flowName, id, outcome }: RunSummary): string =>
  `${String(number)} ${name ?? ''} ${flowName} ${id} ${OUTCOMES[outcome ?? 'driven'].word}`.toLowerCase();

/** `812 KB`, `41.2 MB`, `1.3 GB`. */
export function byteWords(bytes: number): string {
  if (bytes < 1e6) return `${String(Math.ceil(bytes / 1e3))} KB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
