import type { Language, Scenario } from '../model/scenario';
import type { Draft } from '../storage/schema';
import { changedExamples, draftOfExample, entryOf, isChanged } from './draftEntry';
import type { DraftEntry } from './draftEntry';
import { FIRST_EXAMPLE } from './examples';
import type { Example } from './examples';
import { newFlow } from './newFlow';
import type { DraftContent, DraftsPort } from './ports';
import type { Notice } from './Workbench.svelte';

/** What happens to the rest of the page. */
export interface DraftsEvents {
  /** Another draft is in the editor. */
  readonly onopen: (content: DraftContent) => void;
  readonly onnotice: (notice: Notice) => void;
  /** Runs what may be refused at an edge, and says so. */
  readonly trying: (promise: Promise<unknown>) => Promise<void>;
}

/** The drafts of this browser, and which of them is in the editor. None is ever overwritten by another. */
export class Drafts {
  readonly #port: DraftsPort;
  readonly #events: DraftsEvents;
  #drafts = $state.raw<readonly Draft[]>([]);
  #current = $state.raw<Draft>() as Draft;
  /** One after the other: of two choices in a row the later one stays. */
  #choosing: Promise<void> = Promise.resolve();

  /** What the user wrote or changed, but for the one in the editor; newest first. */
  readonly own: readonly DraftEntry[] = $derived.by(() =>
    this.#drafts.filter((draft) => draft.id !== this.#current.id && isChanged(draft)).map(entryOf),
  );
  readonly changed: ReadonlySet<Example> = $derived.by(() => changedExamples(this.#drafts));

  constructor(port: DraftsPort, events: DraftsEvents) {
    this.#port = port;
    this.#events = events;
    this.#current = port.current();
  }

  /** Changes with the draft in the editor, and only then. */
  get currentId(): string {
    return this.#current.id;
  }

  get current(): DraftEntry {
    return entryOf(this.#current);
  }

  /** The lesson that the draft in the editor belongs to. */
  get lesson(): string | null {
    const { origin } = this.#current;
    return origin?.kind === 'lesson' ? origin.lesson : null;
  }

  /** The draft in the editor differs from the example that it began as. As of the last look. */
  get canRestore(): boolean {
    return this.#isChangedNow() && (this.current.example !== null || this.#current.origin?.kind === 'link');
  }

  /** There is something of the user's in the editor. As of the last look. */
  get canDelete(): boolean {
    return this.#isChangedNow();
  }

  /** Looks at what there is: before a menu shows it. */
  look(): void {
    void this.#events.trying(this.#look());
  }

  chooseExample(example: Example, language: Language): void {
    this.#choose(async () => {
      const fileName = example.flows[language];
      const known = draftOfExample(this.#drafts, fileName);
      if (known?.id === this.#current.id) return;
      // One that was not changed is fetched again: the site may have a newer one.
      if (known !== null && isChanged(known)) this.#turnTo(known);
      else this.#turnTo(await this.#fetched(example, fileName, known));
    });
  }

  choose(id: string): void {
    this.#choose(() => {
      const found = this.#drafts.find((draft) => draft.id === id);
      if (found !== undefined && id !== this.#current.id) this.#turnTo(found);
    });
  }

  /** The example as it was, in a draft of its own. What was made of it stays among the drafts. */
  restore(): void {
    this.#choose(async () => {
      const { origin } = this.#port.current();
      const { example } = this.current;
      const original = origin?.kind === 'link' ? origin.original : undefined;
      if (original !== undefined) this.#turnTo(this.#draftOf({ ...original, pace: this.#current.pace }, origin));
      if (origin?.kind === 'example' && example !== null) this.#turnTo(await this.#fetched(example, origin.name, null));
    });
  }

  /** The draft in the editor, as it is now. */
  get opened(): Draft {
    return this.#port.current();
  }

  /** What a link or a file carries, in a draft of its own; the one that it was opened in before, if nothing changed. */
  openLink(hash: string, { scenario: original }: { readonly scenario: Scenario }): Promise<void> {
    return this.#choose(() => {
      const known = this.#drafts.find(({ origin }) => origin?.kind === 'link' && hash !== '' && origin.hash === hash);
      const isKnown = known !== undefined && !isChanged(known);
      const origin = { kind: 'link', hash, original } as const;
      this.#turnTo(isKnown ? known : this.#draftOf({ ...original, pace: this.#current.pace }, origin));
    });
  }

  /** A lesson's flow, in a draft of its own: the one that it was worked on in before, unless it begins anew. */
  openLesson(lesson: string, content: DraftContent, isAnew = false): Promise<void> {
    return this.#choose(() => {
      const { pace: _, planText: __, ...scenario } = content;
      const origin = { kind: 'lesson', lesson, original: { ...scenario, command: ['run'] } } as const;
      const known = this.#drafts.find(
        (draft) => draft.origin?.kind === 'lesson' && draft.origin.lesson === lesson && isOf(draft, content),
      );
      this.#turnTo(known === undefined || isAnew ? this.#draftOf(content, origin) : known);
    });
  }

  /** Back to what was in the editor before lessons. */
  leaveLesson(): void {
    this.#choose(async () => {
      const other = this.#drafts.find(({ origin }) => origin?.kind !== 'lesson');
      this.#turnTo(other ?? (await this.#fetched(FIRST_EXAMPLE, FIRST_EXAMPLE.flows.python, null)));
    });
  }

  /** The draft in the editor, as one of the user's own. */
  keep(): Promise<void> {
    return this.#choose(() => {
      this.#turnTo({ ...this.#port.current(), id: this.#port.newId(), origin: null, revision: 0 });
    });
  }

  /** Back to a draft that was in the editor. */
  returnTo(draft: Draft): Promise<void> {
    return this.#choose(() => {
      this.#turnTo(draft);
    });
  }

  startNew(): void {
    this.#choose(() => {
      this.#turnTo(this.#draftOf(newFlow(this.#current.scenario.language), null));
    });
  }

  /** Deletes the draft in the editor; the newest of the others takes its place. A notice takes it back. */
  delete(): void {
    this.#choose(async () => {
      const gone = this.#port.current();
      const [next] = this.own;
      const known = this.#drafts.find(({ id }) => id === next?.id);
      this.#turnTo(known ?? (await this.#fetched(FIRST_EXAMPLE, FIRST_EXAMPLE.flows.python, null)));
      await this.#port.delete(gone.id);
      this.#events.onnotice({
        code: 'draft-deleted',
        message: `The draft of ${gone.scenario.fileName} was deleted.`,
        action: {
          label: 'Undo',
          act: () => {
            this.#choose(() => {
              this.#turnTo(gone);
            });
          },
        },
      });
    });
  }

  #choose(act: () => Promise<void> | void): Promise<void> {
    const choosing = this.#choosing.then(async () => {
      await this.#look();
      await act();
      await this.#look();
    });
    this.#choosing = this.#events.trying(choosing);
    return this.#choosing;
  }

  async #look(): Promise<void> {
    this.#drafts = await this.#port.list();
  }

  #isChangedNow(): boolean {
    const current = this.#drafts.find(({ id }) => id === this.#current.id);
    return current !== undefined && isChanged(current);
  }

  #turnTo(draft: Draft): void {
    this.#port.turnTo(draft);
    this.#current = draft;
    const { command: _, ...content } = draft.scenario;
    this.#events.onopen({ ...content, pace: draft.pace, planText: draft.planText });
  }

  /** As the site has it; offline, as `known` does. */
  async #fetched(example: Example, fileName: string, known: Draft | null): Promise<Draft> {
    try {
      const content = await this.#port.fetchExample(example, fileName);
      const original = { ...content, command: ['run'] };
      const draft = this.#draftOf(content, { kind: 'example', name: fileName, original });
      return known === null ? draft : { ...draft, id: known.id, revision: known.revision };
    } catch (error) {
      if (known === null) throw error;
      return known;
    }
  }

  #draftOf({ pace, planText, ...scenario }: DraftContent, origin: Draft['origin']): Draft {
    return {
      id: this.#port.newId(),
      scenario: { ...scenario, command: ['run'] },
      pace,
      planText,
      origin,
      revision: 0,
      updatedAt: 0,
    };
  }
}

const isOf = ({ scenario }: Draft, { language }: DraftContent): boolean => scenario.language === language;
