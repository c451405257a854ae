import { headOf } from '../lessons/head';
import type { LessonHead } from '../lessons/head';
import type { LessonReading } from '../lessons/lesson';
import { NO_PROGRESS, progressOf, stageOf, storedProgress } from './lessonProgress';
import type { LessonProgress, Stage } from './lessonProgress';
import type { LessonsPort } from './ports';

/** A lesson in the list. */
export interface LessonEntry extends LessonHead {
  readonly stage: Stage;
  readonly isBegun: boolean;
  /** It came as a file of the user's, and can be taken off the list. */
  readonly isOwn: boolean;
}

interface LessonFile {
  readonly id: string;
  readonly text: string;
  readonly isOwn: boolean;
}

/** All lessons there are, and how far one has come in each. */
export class LessonShelf {
  readonly #port: LessonsPort;
  #files = $state.raw<readonly LessonFile[]>([]);
  #progress = $state.raw<ReadonlyMap<string, LessonProgress>>(new Map());
  #loading: Promise<void> | null = null;
  readonly #readings = new Map<string, Promise<LessonReading>>();

  readonly entries: readonly LessonEntry[] = $derived.by(() => this.#files.map((file) => this.#entryOf(file)));
  readonly doneCount: number = $derived(this.entries.filter(({ stage }) => stage === 'done').length);

  constructor(port: LessonsPort) {
    this.#port = port;
  }

  /** Before anything of it is shown. Once is enough. */
  load(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  progress(id: string): LessonProgress {
    return this.#progress.get(id) ?? NO_PROGRESS;
  }

  change(id: string, change: Partial<LessonProgress>): void {
    const next = { ...this.progress(id), ...change };
    this.#progress = new Map([...this.#progress, [id, next]]);
    this.#port.keepProgress(id, storedProgress(next));
  }

  /** As if it had never been opened; a file's text stays. */
  restart(id: string): void {
    this.change(id, { ...NO_PROGRESS, text: this.progress(id).text });
  }

  /** Null for a lesson that is not here. */
  async read(id: string): Promise<LessonReading | null> {
    await this.load();
    const file = this.#files.find((one) => one.id === id);
    if (file === undefined) return null;
    const known = this.#readings.get(id) ?? this.#port.read(file.text, id);
    this.#readings.set(id, known);
    return known;
  }

  /** Puts a file's lesson on the list, if it is in order. The same text is the same lesson. */
  async add(text: string): Promise<{ readonly id: string; readonly reading: LessonReading }> {
    await this.load();
    const id = `own-${hashOf(text)}`;
    const reading = await this.#port.read(text, id);
    if (!reading.ok) return { id, reading };
    this.#readings.set(id, Promise.resolve(reading));
    if (!this.#files.some((one) => one.id === id)) this.#files = [...this.#files, { id, text, isOwn: true }];
    this.change(id, { text });
    return { id, reading };
  }

  remove(id: string): void {
    this.#files = this.#files.filter((one) => one.id !== id);
    this.#progress = new Map([...this.#progress].filter(([lesson]) => lesson !== id));
    this.#readings.delete(id);
    this.#port.forget(id);
  }

  async #load(): Promise<void> {
    const [shipped, stored] = await Promise.all([this.#port.shipped(), this.#port.progress()]);
    const progress = new Map([...stored].map(([id, state]) => [id, progressOf(state)]));
    const own = [...progress].flatMap(([id, { text }]) => (text === null ? [] : [{ id, text, isOwn: true }]));
    this.#progress = progress;
    this.#files = [...shipped.map((file) => ({ ...file, isOwn: false })), ...own];
  }

  #entryOf({ id, text, isOwn }: LessonFile): LessonEntry {
    const progress = this.progress(id);
    return { ...headOf(text, id), stage: stageOf(progress), isBegun: progress.chosen !== null, isOwn };
  }
}

/** FNV-1a over UTF-16, in hexadecimal: a name for a text, not a proof of it. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `${(hash >>> 0).toString(16)}-${String(text.length)}`;
}
