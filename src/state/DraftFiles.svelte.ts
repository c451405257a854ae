import type { Draft } from './Draft.svelte';
import {
  base64OfText,
  blankText,
  EDITED_BYTES_MAX,
  plainPath,
  problemOfName,
  problemOfPlace,
  problemOfSize,
  sizeOf,
  textOf,
  toBase64,
  typeWords,
} from './files';
import type { NewFile } from './files';
import { wantedFiles } from './wantedFiles';
import type { WantedFile } from './wantedFiles';
import { CODE_TAB, PLAN_TAB, tabOfFile } from './Workbench.svelte';
import type { CodeTab, Workbench } from './Workbench.svelte';

type Files = Readonly<Record<string, string>>;

/** A file as the browser hands it over. */
export interface DiskFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A file as the code pane shows it. */
export interface ShownFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly type: string;
  /** Null for a file that is not edited here. */
  readonly text: string | null;
  /** It is text, and too long for a text field. */
  readonly isLong: boolean;
}

/** The files beside the flow's text. What cannot be done says why, and nothing is lost without a way back. */
export class DraftFiles {
  readonly #draft: Draft;
  readonly #workbench: Workbench;
  readonly #files: Files = $derived.by(() => this.#draft.files);
  /** In the order of their tabs. */
  readonly names: readonly string[] = $derived.by(() => Object.keys(this.#files));
  /** Which tab of the code pane is open. One of a file that has gone is the code's. */
  readonly tab: CodeTab = $derived.by(() => {
    const { codeTab } = this.#workbench;
    return codeTab === PLAN_TAB || this.names.some((name) => tabOfFile(name) === codeTab) ? codeTab : CODE_TAB;
  });
  /** The file in the open tab. */
  readonly shown: ShownFile | null = $derived.by(() => this.#shown());
  readonly wanted: readonly WantedFile[] = $derived.by(() => this.#wanted());

  constructor(draft: Draft, workbench: Workbench) {
    this.#draft = draft;
    this.#workbench = workbench;
  }

  /** Reads files of the user's and adds them. Those that are too large are not even read. */
  async addFromDisk(files: readonly DiskFile[]): Promise<void> {
    const refused = files.flatMap(({ name, size }) => problemOfSize(name, size, {}) ?? []);
    const fitting = files.filter(({ name, size }) => problemOfSize(name, size, {}) === null);
    const read = await Promise.allSettled(fitting.map((file) => file.arrayBuffer()));
    const added: NewFile[] = [];
    read.forEach((outcome, place) => {
      const name = fitting[place]?.name ?? '';
      if (outcome.status === 'fulfilled') added.push({ name, bytes: new Uint8Array(outcome.value) });
      else refused.push(`${name} could not be read. A folder cannot be added, only its files.`);
    });
    this.add(added, refused);
  }

  /** Adds files and opens the last of them. One of the same name takes the older one's place, which can be undone. */
  add(added: readonly NewFile[], alsoRefused: readonly string[] = []): void {
    const before = this.#files;
    const replaced: string[] = [];
    const refused = [...alsoRefused];
    let files = before;
    for (const { name: path, bytes } of added) {
      const name = plainPath(path);
      const problem = this.#problemOf(name, bytes.length, without(files, name));
      if (problem !== null) refused.push(problem);
      else {
        if (Object.hasOwn(before, name)) replaced.push(name);
        files = { ...files, [name]: toBase64(bytes) };
        this.#workbench.openCode(tabOfFile(name));
      }
    }
    if (files !== before) this.#draft.setFiles(files);
    if (refused.length > 0) this.#refuse(refused);
    if (replaced.length > 0) this.#offerBack(`${replaced.join(', ')} was replaced.`, before, replaced);
  }

  /** Adds a text file and opens it. Why not, where it may not be. */
  create(path: string): string | null {
    const name = plainPath(path);
    if (Object.hasOwn(this.#files, name)) return `There is a ${name} already.`;
    const base64 = base64OfText(blankText(name));
    const problem = this.#problemOf(name, sizeOf(base64), this.#files);
    if (problem !== null) return problem;
    this.#draft.setFiles({ ...this.#files, [name]: base64 });
    this.#workbench.openCode(tabOfFile(name));
    return null;
  }

  /** Puts `text` into a file. One that is too long is not taken, and a notice says so. */
  write(name: string, text: string): void {
    const before = textOf(this.#files[name] ?? '') ?? '';
    // A text field knows only one kind of line end; the file keeps its own.
    const base64 = base64OfText(before.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text);
    const problem = problemOfSize(name, sizeOf(base64), without(this.#files, name));
    if (problem !== null) this.#refuse([problem]);
    else this.#draft.setFiles({ ...this.#files, [name]: base64 });
  }

  /** Gives a file another name; its tab stays where it is. Why not, where it may not be. */
  rename(name: string, path: string): string | null {
    const next = plainPath(path);
    if (next === name) return null;
    if (Object.hasOwn(this.#files, next)) return `There is a ${next} already.`;
    const problem = this.#problemOf(next, sizeOf(this.#files[name] ?? ''), without(this.#files, name));
    if (problem !== null) return problem;
    const renamed = Object.entries(this.#files).map(([each, base64]) => [each === name ? next : each, base64]);
    this.#draft.setFiles(Object.fromEntries(renamed) as Files);
    this.#workbench.openCode(tabOfFile(next));
    return null;
  }

  /** There is nothing to put back any more: another draft is open. */
  forget(): void {
    this.#workbench.dismiss('file-gone');
    this.#workbench.dismiss('file-refused');
  }

  delete(name: string): void {
    const before = this.#files;
    const place = this.names.indexOf(name);
    const files = without(before, name);
    const next = Object.keys(files)[Math.max(0, place - 1)];
    this.#draft.setFiles(files);
    this.#workbench.openCode(next === undefined ? CODE_TAB : tabOfFile(next));
    this.#offerBack(`${name} was deleted.`, before, [name]);
  }

  #refuse(reasons: readonly string[]): void {
    this.#workbench.notify({ code: 'file-refused', message: reasons.join(' ') });
  }

  /** Puts those of `before` that are named back, and leaves what was done to the others since. */
  #offerBack(message: string, before: Files, names: readonly string[]): void {
    const act = (): void => {
      const back = Object.fromEntries(names.map((name) => [name, before[name] ?? '']));
      // In the places that they had, where nothing else was changed since.
      const all: Files = { ...this.#files, ...back };
      const order = [...Object.keys(before), ...Object.keys(all)].filter((name) => Object.hasOwn(all, name));
      this.#draft.setFiles(Object.fromEntries(order.map((name) => [name, all[name] ?? ''])));
      this.#workbench.openCode(tabOfFile(names[0] ?? ''));
    };
    this.#workbench.notify({ code: 'file-gone', message, action: { label: 'Undo', act } });
  }

  #problemOf(name: string, sizeBytes: number, others: Files): string | null {
    return (
      problemOfName(name, this.#draft.fileName) ??
      problemOfPlace(name, others) ??
      problemOfSize(name, sizeBytes, others)
    );
  }

  #shown(): ShownFile | null {
    const name = this.names.find((each) => tabOfFile(each) === this.tab);
    const base64 = name === undefined ? undefined : this.#files[name];
    if (name === undefined || base64 === undefined) return null;
    const text = textOf(base64);
    const isLong = text !== null && sizeOf(base64) > EDITED_BYTES_MAX;
    const type = typeWords(name, text !== null);
    return { name, sizeBytes: sizeOf(base64), type, text: isLong ? null : text, isLong };
  }

  /** Only of a text that can be read: the places of an older one would not be those of this one. */
  #wanted(): readonly WantedFile[] {
    const { parameters, source, values, fileName, isGraphStale } = this.#draft;
    return isGraphStale ? [] : wantedFiles({ parameters, source, values, fileName, files: this.#files });
  }
}

function without(files: Files, name: string): Files {
  const { [name]: _, ...others } = files;
  return others;
}
