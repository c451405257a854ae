import { eventMarks } from '../engine/digest';
import type { Scenario } from '../model/scenario';
import type { RunEvent } from '../model/events';
import type { StoredRun } from '../protocol/engine';
import type { LinkContent, Look } from '../share/link';
import type { LinksPort, QrPicture } from './ports';

/** What there is to share. */
export interface Shareable {
  readonly flowName: string;
  readonly scenario: Scenario;
  /** The run on screen, where it has ended and is one of this flow. */
  readonly run: StoredRun | null;
  readonly events: readonly RunEvent[];
  readonly look: Look;
}

/** `scenario` alone, with what its run came to, or the recorded run. */
export type ShareKind = 'scenario' | 'compared' | 'recorded';

/** Lengths that people meet: many chat apps, and most mail programs. */
const LENGTH_LIMITS = [
  { characters: 2_000, words: 'chat apps' },
  { characters: 8_000, words: 'mail and most sites' },
] as const;

/** The share dialog. */
export class Sharing {
  readonly #port: LinksPort;
  readonly #now: () => Shareable;
  readonly #trying: (promise: Promise<unknown>) => void;
  #isOpen = $state.raw(false);
  #kind = $state.raw<ShareKind>('scenario');
  #withLook = $state.raw(false);
  /** While the dialog is open: a run may end meanwhile. */
  readonly #shareable = $derived.by(() => (this.#isOpen ? this.#now() : null));
  #link = $state.raw('');
  #qr = $state.raw<QrPicture | null>(null);
  #making = 0;

  constructor(port: LinksPort, now: () => Shareable, trying: (promise: Promise<unknown>) => void) {
    this.#port = port;
    this.#now = now;
    this.#trying = trying;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get kind(): ShareKind {
    return this.#kind;
  }

  get withLook(): boolean {
    return this.#withLook;
  }

  /** Empty until it is made. */
  get link(): string {
    return this.#link;
  }

  /** Null where a link is too long for one. */
  get qr(): QrPicture | null {
    return this.#qr;
  }

  /** There is a run to carry. */
  get hasRun(): boolean {
    return this.#shareable?.run != null;
  }

  /** Why nobody else's run can be compared with this one; null where it can. */
  get notCompared(): string | null {
    const run = this.#shareable?.run ?? null;
    if (run === null) return 'Nothing has run yet.';
    if (run.irreproducible !== null) return `Not for this run: ${run.irreproducible}`;
    return run.originRunId === null ? null : 'Not for a resumed run: only this browser has what it clones.';
  }

  get flowName(): string {
    return this.#shareable?.flowName ?? '';
  }

  get markdown(): string {
    return `[${this.flowName.replaceAll(/[[\]\\]/g, '\\$&')} in Faultline](${this.#link})`;
  }

  /** The limits that the link keeps, and those that it does not. */
  get limits(): readonly { readonly characters: number; readonly words: string; readonly fits: boolean }[] {
    return LENGTH_LIMITS.map((limit) => ({ ...limit, fits: this.#link.length <= limit.characters }));
  }

  open(): void {
    this.#isOpen = true;
    this.#kind = 'scenario';
    this.#withLook = false;
    this.#make();
  }

  close(): void {
    this.#isOpen = false;
  }

  choose(kind: ShareKind): void {
    this.#kind = kind;
    this.#make();
  }

  setLook(withLook: boolean): void {
    this.#withLook = withLook;
    this.#make();
  }

  copy(text: string): Promise<boolean> {
    return this.#port.copy(text);
  }

  downloadFlow(): void {
    if (this.#shareable === null) return;
    const { fileName, source } = this.#shareable.scenario;
    this.#port.download(fileName, source);
  }

  downloadScenario(): void {
    const shared = this.#shareable;
    if (shared === null) return;
    const save = async (): Promise<void> => {
      this.#port.download(`${shared.flowName}.faultline.json`, await this.#port.scenarioFile(shared.scenario));
    };
    this.#trying(save());
  }

  downloadRun(): void {
    const run = this.#shareable?.run ?? null;
    if (run === null) return;
    const save = async (): Promise<void> => {
      const record = await this.#port.record(run.id);
      this.#port.download(`${run.flowName}-run-${String(run.number)}.faultline.json`, `${JSON.stringify(record)}\n`);
    };
    this.#trying(save());
  }

  #make(): void {
    this.#trying(this.#made());
  }

  async #made(): Promise<void> {
    const shared = this.#shareable;
    if (shared === null) return;
    const making = ++this.#making;
    const link = await this.#port.write(await this.#contentOf(shared));
    const qr = await this.#port.qr(link);
    if (making !== this.#making) return;
    this.#link = link;
    this.#qr = qr;
  }

  async #contentOf({ scenario, run, events, look }: Shareable): Promise<LinkContent> {
    const looked = this.#withLook ? { look } : {};
    if (run === null || this.#kind === 'scenario') return { scenario, ...looked };
    if (this.#kind === 'recorded') {
      return { scenario: run.scenario, record: await this.#port.record(run.id), ...looked };
    }
    const marks = eventMarks(events, run.scenario.language);
    const expected = { digest: run.digest ?? '', marks, engine: run.engine };
    return { scenario: run.scenario, expected, ...looked };
  }
}
