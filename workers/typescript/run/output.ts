import type { OutputAuthor } from '../../../src/model/events';

type Stream = 'stdout' | 'stderr';
type Send = (stream: Stream, by: OutputAuthor, lines: readonly string[]) => void;

const CHUNK_LINES = 500;
const CHUNK_CHARACTERS = 65_536;
/** Longer lines come in pieces. */
const LINE_CHARACTERS = 100_000;
const TRUNCATED = '[TRUNCATED - MAXIMUM LOG FILE SIZE REACHED]';

/** What an attempt prints, in chunks that depend on nothing but the lines and the virtual clock. */
export class Output {
  readonly #send: Send;
  readonly #left: Record<Stream, number>;
  readonly #encoder = new TextEncoder();
  #lines: string[] = [];
  #characters = 0;
  #stream: Stream = 'stdout';
  #by: OutputAuthor = 'code';
  #lastStderr: string | null = null;

  constructor(send: Send, maxBytes: number) {
    this.#send = send;
    this.#left = { stdout: maxBytes, stderr: maxBytes };
  }

  /** The last line with anything in it that went to stderr. */
  get lastStderr(): string | null {
    return this.#lastStderr;
  }

  /** What user code prints. Beyond the log's limit nothing is kept, however long it goes on. */
  print(stream: Stream, text: string): void {
    if (this.#left[stream] < 0) return;
    const fitting: string[] = [];
    for (const line of text.split('\n').flatMap(piecesOf)) {
      this.#left[stream] -= this.#encoder.encode(line).length + 1;
      if (this.#left[stream] < 0) break;
      fitting.push(line);
    }
    this.say(stream, 'code', fitting);
    if (this.#left[stream] < 0) this.say(stream, 'metaflow', [TRUNCATED]);
  }

  /** `lines` hold no line ends. All of one chunk have one stream, author and instant. */
  say(stream: Stream, by: OutputAuthor, lines: readonly string[]): void {
    if (stream !== this.#stream || by !== this.#by) this.flush();
    this.#stream = stream;
    this.#by = by;
    for (const line of lines) {
      this.#lines.push(line);
      this.#characters += line.length + 1;
      if (this.#lines.length >= CHUNK_LINES || this.#characters >= CHUNK_CHARACTERS) this.flush();
    }
    if (stream === 'stderr') this.#lastStderr = lines.findLast((line) => line.trim())?.trim() ?? this.#lastStderr;
  }

  /** To be called before the clock moves. */
  flush(): void {
    if (this.#lines.length === 0) return;
    const lines = this.#lines;
    this.#lines = [];
    this.#characters = 0;
    this.#send(this.#stream, this.#by, lines);
  }
}

function piecesOf(line: string): string[] {
  const pieces: string[] = [];
  // A surrogate without its partner has no UTF-8.
  const whole = line.toWellFormed();
  for (let at = 0; at === 0 || at < whole.length; at += LINE_CHARACTERS)
    pieces.push(whole.slice(at, at + LINE_CHARACTERS));
  return pieces;
}
