import { traceLines } from '../run/traces';
import { inspect } from '../run/inspect';
import { preview } from '../run/preview';
import { typeNameOf } from '../run/typeName';
import { CardComponent, dedented, renderedPart } from './component';

/** The components that user code adds to cards. What they render to is drawn by `html.ts`. */
export { CardComponent };

type Options = Readonly<Record<string, unknown>>;

const SHOWN = 1000;

export class Markdown extends CardComponent {
  #text: string | null = null;

  constructor(text?: string) {
    super();
    this.update(text);
  }

  override update(text?: string): void {
    this.#text = text === undefined ? null : dedented(String(text));
  }

  override render(): unknown {
    return this.rendered('markdown', { source: this.#text ?? '' });
  }
}

export class Artifact extends CardComponent {
  readonly #name: unknown;
  #artifact: unknown;

  constructor(artifact: unknown, { name }: Options = {}) {
    super();
    this.#name = name;
    this.#artifact = artifact;
  }

  override update(artifact: unknown): void {
    this.#artifact = artifact;
  }

  override render(): unknown {
    const shown = inspect(this.#artifact);
    const text = shown.length <= SHOWN ? shown : JSON.stringify(preview(this.#artifact));
    return this.rendered('artifact', { name: this.#name, kind: typeNameOf(this.#artifact), text });
  }
}

export class Table extends CardComponent {
  readonly #rows: readonly (readonly unknown[])[];
  readonly #headers: readonly unknown[];

  constructor(data: unknown = null, { headers }: Options = {}) {
    super();
    this.#rows = isRows(data) ? data : [];
    this.#headers = Array.isArray(headers) ? headers : [];
  }

  override render(): unknown {
    const data = this.#rows.map((row) => row.map(renderedPart));
    return this.rendered('table', { columns: this.#headers, data, vertical: false });
  }
}

const isRows = (data: unknown): data is readonly (readonly unknown[])[] =>
  Array.isArray(data) && data.every(Array.isArray);

export class Image extends CardComponent {
  #label: unknown;
  #problem: string | null = null;
  #source: string | null = null;

  constructor(source: unknown = null, { label }: Options = {}) {
    super();
    this.#label = label;
    this.#set(source);
  }

  override update(source: unknown, { label = this.#label }: Options = {}): void {
    this.#label = label;
    this.#set(source);
  }

  #set(source: unknown): void {
    this.#problem = this.#source = null;
    if (source instanceof Uint8Array) {
      const kind = imageKind(source);
      if (kind === null) this.#problem = "[IMAGE_RENDER FAIL]: Source Bytes Don't Belong To An Image";
      else this.#source = `data:${kind};base64,${base64Of(source)}`;
    } else if (typeof source === 'string' && source.startsWith('data:image/')) this.#source = source;
    else if (typeof source === 'string') {
      this.#problem = "[IMAGE_RENDER FAIL]: Source String Doesn't Have A Image MIME Type";
    } else this.#problem = '[IMAGE_RENDER FAIL]: No Image Data To Render';
  }

  override render(): unknown {
    if (this.#problem !== null) return { type: 'log', id: this.componentId, data: this.#problem };
    return this.rendered('image', { src: this.#source, label: this.#label ?? '' });
  }
}

const MAGIC: readonly (readonly [begin: string, kind: string])[] = [
  ['\x89PNG', 'image/png'],
  ['\xff\xd8\xff', 'image/jpeg'],
  ['GIF8', 'image/gif'],
  ['BM', 'image/bmp'],
];

function imageKind(data: Uint8Array): string | null {
  const begin = String.fromCharCode(...data.subarray(0, 12));
  if (begin.startsWith('RIFF') && begin.slice(8) === 'WEBP') return 'image/webp';
  return MAGIC.find(([magic]) => begin.startsWith(magic))?.[1] ?? null;
}

function base64Of(data: Uint8Array): string {
  let text = '';
  for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
  return btoa(text);
}

/** Metaflow's `Error`: JavaScript has one of its own. */
export class ErrorCard extends CardComponent {
  readonly #exception: unknown;
  readonly #title: unknown;

  constructor(exception: unknown, { title }: Options = {}) {
    super();
    this.#exception = exception;
    this.#title = title;
  }

  override render(): unknown {
    const text = traceLines(this.#exception).join('\n');
    return this.rendered('log', { data: typeof this.#title === 'string' ? `${this.#title}\n\n${text}` : text });
  }
}

export class ProgressBar extends CardComponent {
  readonly #fixed: Options;
  #value: unknown;
  #metadata: unknown;

  constructor({ max = 100, label, value = 0, unit, metadata }: Options = {}) {
    super();
    this.#fixed = { max, label, unit };
    this.#value = value;
    this.#metadata = metadata;
  }

  override update(value: unknown, metadata?: unknown): void {
    this.#value = value;
    this.#metadata = metadata ?? this.#metadata;
  }

  override render(): unknown {
    return this.rendered('progressBar', { ...this.#fixed, value: this.#value, details: this.#metadata });
  }
}

export class VegaChart extends CardComponent {
  #spec: Options;
  readonly #hasControls: boolean;

  constructor(spec: Options, { showControls = false }: Options = {}) {
    super();
    this.#spec = spec;
    this.#hasControls = showControls === true;
  }

  override update(spec?: Options): void {
    this.#spec = spec ?? this.#spec;
  }

  override render(): unknown {
    const options = this.#hasControls ? null : { actions: false };
    return this.rendered('vegaChart', { spec: { width: 'container', ...this.#spec }, options });
  }
}

/** Metaflow's `PythonCode`. */
export class SourceCode extends CardComponent {
  readonly #code: string;

  constructor(code: unknown = '') {
    super();
    this.#code = typeof code === 'function' ? dedented(Function.prototype.toString.call(code)) : String(code);
  }

  override render(): unknown {
    return this.rendered('pythonCode', { data: this.#code });
  }
}
