/** Files beside a flow, as a scenario has them: by path, in base64. What they may be, and how they are shown. */

export const FILE_BYTES_MAX = 5_000_000;
export const FILES_BYTES_MAX = 20_000_000;
/** Longer ones would make a text field stutter with every key. */
export const EDITED_BYTES_MAX = 500_000;

/** A file that may be added. */
export interface NewFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

type Files = Readonly<Record<string, string>>;

/** Bytes that a base64 text stands for. */
export const sizeOf = (base64: string): number => (base64.length / 4) * 3 - (/=*$/.exec(base64)?.[0].length ?? 0);

export const totalOf = (files: Files): number => Object.values(files).reduce((sum, base64) => sum + sizeOf(base64), 0);

/** `1.2 MB`, as file managers count: by thousands. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${String(bytes)} bytes`;
  return bytes < 1e6 ? `${oneDecimal(bytes / 1e3)} kB` : `${oneDecimal(bytes / 1e6)} MB`;
}

const oneDecimal = (value: number): string => value.toFixed(value < 9.95 ? 1 : 0).replace(/\.0$/, '');

/** A piece at a time: a call takes only so many arguments. */
const PIECE = 0x8000;

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let from = 0; from < bytes.length; from += PIECE) {
    binary += String.fromCharCode(...bytes.subarray(from, from + PIECE));
  }
  return btoa(binary);
}

export const fromBase64 = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

export const base64OfText = (text: string): string => toBase64(new TextEncoder().encode(text));

/** The text of a file, null for one that is no UTF-8 text: an image, an archive, a pickle. */
export function textOf(base64: string): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fromBase64(base64));
    return text.includes('\0') ? null : text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return null;
  }
}

/** The path as the flow would open it: `./data.csv` is `data.csv`. */
export const plainPath = (path: string): string => path.trim().replace(/^(?:\.\/+)+/, '');

/** Why a file may not have this name; null where it may. `flowFile` is the name of the flow's own file. */
export function problemOfName(path: string, flowFile: string): string | null {
  const name = plainPath(path);
  const parts = name.split('/');
  if (name === '') return 'A file needs a name, such as data.csv.';
  if (/^[/\\~]|^[a-z]:/i.test(name))
    return `${name} is an absolute path. Give it as the flow sees it, such as data.csv.`;
  if (parts.includes('..')) return 'A name with .. would lead out of the flow’s folder.';
  if (parts.some((part) => part === '' || part === '.')) return `${name} has an empty part between its slashes.`;
  // eslint-disable-next-line no-control-regex -- These are what a name must not hold.
  if (/[\\\u0000-\u001f]/.test(name)) return 'A name holds no backslash and no control character.';
  if (name.length > 200) return 'A name has at most 200 characters.';
  return name === flowFile ? `${name} is the flow itself.` : null;
}

/** Why a folder is in the way of `name`, or it in the way of a folder; null where neither is. */
export function problemOfPlace(name: string, files: Files): string | null {
  const other = Object.keys(files).find((path) => path.startsWith(`${name}/`) || name.startsWith(`${path}/`));
  return other === undefined ? null : `${name} and ${other} cannot both be: one would be a file and a folder.`;
}

const LARGEST = sizeWords(FILE_BYTES_MAX);

/** Why these bytes do not fit; null where they do. `files` are those that stay beside them. */
export function problemOfSize(name: string, bytes: number, files: Files): string | null {
  if (bytes > FILE_BYTES_MAX) return `${name} is larger than ${LARGEST}, the most that a file may have.`;
  if (totalOf(files) + bytes <= FILES_BYTES_MAX) return null;
  return `${name} does not fit: all files of a flow have at most ${sizeWords(FILES_BYTES_MAX)} together.`;
}

/** What a file that the flow asks for begins with: the least that can be read. */
export const blankText = (name: string): string => (name.endsWith('.json') ? '{}\n' : '');

const TYPES: Readonly<Record<string, string>> = {
  csv: 'CSV',
  gif: 'GIF image',
  gz: 'gzip archive',
  jpeg: 'JPEG image',
  jpg: 'JPEG image',
  json: 'JSON',
  md: 'Markdown',
  parquet: 'Parquet table',
  pdf: 'PDF document',
  pickle: 'Python pickle',
  pkl: 'Python pickle',
  png: 'PNG image',
  py: 'Python',
  sqlite: 'SQLite database',
  toml: 'TOML',
  tsv: 'TSV',
  txt: 'text',
  webp: 'WebP image',
  xlsx: 'Excel workbook',
  yaml: 'YAML',
  yml: 'YAML',
  zip: 'zip archive',
};

/** What kind of file it is, by its ending. */
export function typeWords(name: string, isText: boolean): string {
  const known = TYPES[/\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''];
  return known ?? (isText ? 'text' : 'binary data');
}
