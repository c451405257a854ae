import type { FlowGraph } from '../model/graph';
import type { RunEvent } from '../model/events';
import { taskKeyOf, type TaskKey } from '../model/ids';
import { instantOf } from '../model/time';
import type { EngineNews, StoredRun } from '../protocol/engine';
import type { LinkContent } from '../share/link';
import type { Incoming } from '../share/files';
import type { Draft } from '../storage/schema';
import { linkFacts } from './linkWords';
import type { LinkFact } from './linkWords';
import { linkVerdict } from './linkVerdict';
import type { LinksPort } from './ports';
import type { Notice } from './Workbench.svelte';

/** A file as the browser hands it over. */
export interface TextFile {
  readonly name: string;
  readonly size: number;
  text(): Promise<string>;
}

const FILE_BYTES_MAX = 50_000_000;

/** The parts of the page that a link moves. */
interface LinkSurroundings {
  readonly port: LinksPort;
  readonly drafts: {
    readonly opened: Draft;
    openLink(fragment: string, content: LinkContent): Promise<void>;
    keep(): Promise<void>;
    returnTo(draft: Draft): Promise<void>;
  };
  readonly graph: () => FlowGraph | null;
  readonly events: () => readonly RunEvent[];
  readonly execute: (command: readonly string[]) => void;
  /** No run is on screen: only the picture of what was written. */
  readonly clearRun: () => void;
  readonly openRun: (runId: string) => Promise<void>;
  readonly look: (step: string | null, task: TaskKey | null, at: number | null) => void;
  readonly notify: (notice: Notice) => void;
}

/** A link that somebody opened: shown before anything of it runs, then compared with the reader's run. */
export class LinkVisit {
  readonly #page: LinkSurroundings;
  #content = $state.raw<LinkContent | null>(null);
  #before = $state.raw<Draft | null>(null);
  #isShown = $state.raw(false);
  readonly facts: readonly LinkFact[] = $derived.by(() =>
    this.#content === null ? [] : linkFacts(this.#content.scenario, this.#page.graph()),
  );

  constructor(page: LinkSurroundings) {
    this.#page = page;
  }

  /** The link stands before the workbench. */
  get isShown(): boolean {
    return this.#isShown;
  }

  /** What the reader had in the editor before; null where it was nothing of theirs. */
  get ownName(): string | null {
    return this.#before?.scenario.fileName ?? null;
  }

  /** The sender says what the run comes to. */
  get isCompared(): boolean {
    return this.#content?.expected !== undefined;
  }

  /** @throws {FaultlineError} what a fragment, a scenario or a record is refused with */
  async open(fragment: string): Promise<void> {
    await this.#take(fragment, await this.#page.port.read(fragment));
  }

  /** Opens a file or a pasted text. False for one that is nothing of ours. */
  async openText(text: string, name = ''): Promise<boolean> {
    const incoming = await this.#page.port.incoming(text, name);
    if (incoming !== null) await this.#openIncoming(incoming);
    return incoming !== null;
  }

  /** Opens files of the user's. Those that are nothing of ours, or damaged, are refused in words. */
  async openFiles(files: readonly TextFile[]): Promise<void> {
    for (const file of files) {
      const isOurs = file.size <= FILE_BYTES_MAX && (await this.openText(await file.text(), file.name));
      if (isOurs) continue;
      const message = `${file.name} is no flow, experiment or run of Faultline’s. Files that a flow reads go beside its code.`;
      this.#page.notify({ code: 'file-not-ours', message });
    }
  }

  /** A scene of the help opens at once in the workbench, as a draft of its own; the same one again while unchanged. */
  async openScene(key: string, scenario: LinkContent['scenario']): Promise<void> {
    await this.#page.drafts.openLink(key, { scenario });
    this.#page.clearRun();
  }

  /** Runs what the link says. */
  run(): void {
    const command = this.#content?.scenario.command ?? ['run'];
    this.enter();
    this.#page.execute(command);
  }

  /** Goes to the workbench without running anything. */
  enter(): void {
    this.#isShown = false;
    this.#page.port.leave();
  }

  async keep(): Promise<void> {
    await this.#page.drafts.keep();
    this.enter();
  }

  /** Back to what the reader had before. */
  async back(): Promise<void> {
    const before = this.#before;
    this.enter();
    this.#content = null;
    if (before !== null) await this.#page.drafts.returnTo(before);
  }

  hear(news: EngineNews): void {
    if (news.kind === 'run-closed') this.#compare(news.run);
  }

  async #openIncoming(incoming: Incoming): Promise<void> {
    if (incoming.kind === 'link') await this.#take(incoming.fragment, incoming.content);
    else if (incoming.kind === 'scenario') {
      const { scenario } = incoming;
      await this.#page.drafts.openLink('', { scenario });
    } else await this.#showRecord(incoming.record);
  }

  async #take(fragment: string, content: LinkContent): Promise<void> {
    this.#before = this.#page.drafts.opened;
    await this.#page.drafts.openLink(fragment, content);
    this.#content = content;
    this.#page.clearRun();
    this.#isShown = content.record === undefined;
    if (content.record === undefined) return;
    this.#page.port.leave();
    await this.#showRecord(content.record);
    this.#look();
  }

  async #showRecord(record: unknown): Promise<void> {
    await this.#page.openRun(await this.#page.port.importRecord(record));
  }

  #look(): void {
    const { step, task, at } = this.#content?.look ?? {};
    if (step !== undefined) this.#page.look(step, (task ?? null) as TaskKey | null, at ?? null);
  }

  #compare(run: StoredRun): void {
    const content = this.#content;
    if (content === null || run.outcome === null || !isOf(run, content)) return;
    this.#look();
    if (content.expected === undefined) return;
    const { words, departs } = linkVerdict(content.expected, run, this.#page.events());
    this.#page.notify({
      code: 'link-result',
      message: words,
      ...(departs !== null && {
        action: {
          label: 'Look at it',
          act: () => {
            const { step, foreach, round, at } = departs;
            this.#page.look(step, step === null ? null : taskKeyOf({ step, foreach, round }), instantOf(at));
          },
        },
      }),
    });
  }
}

/** The run is of what the link carries, unchanged. */
function isOf({ scenario }: StoredRun, content: LinkContent): boolean {
  const told = ({ source, seed, parameters, faults, services, platform, files, command }: LinkContent['scenario']) =>
    JSON.stringify([source, seed, parameters, faults, services, platform, files, command]);
  return told(scenario) === told(content.scenario);
}
