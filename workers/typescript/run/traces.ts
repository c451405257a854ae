import type { TracebackFrame } from '../../../src/model/failure';
import type { LineOrigins } from '../../../src/protocol/compiled';
import { classNameOf, messageOf } from '../flow/errors';
import type { Program } from './program';

const FRAMES_MAX = 50;

let program: Program = { fileName: '', sourceLines: [], origins: [], url: '' };

/** Stacks are of this program from now on. */
export function traceProgram(next: Program): void {
  program = next;
}

/** The flow's own frames of an error, outermost first, in the lines of its text. */
export function framesOf(thrown: unknown): TracebackFrame[] {
  if (!(thrown instanceof Error) || typeof thrown.stack !== 'string' || program.url === '') return [];
  const own = thrown.stack.split('\n').flatMap((line) => ownPlace(line) ?? []);
  return own.slice(0, FRAMES_MAX).map(frameOf).reverse();
}

/** A line of a stack, where it is of the flow's code: what stands before the code's address and after it. */
interface OwnPlace {
  readonly before: string;
  readonly after: string;
}

function ownPlace(line: string): OwnPlace | null {
  const at = line.indexOf(program.url);
  if (at >= 0) return whereOwn({ before: line.slice(0, at), after: line.slice(at + program.url.length) });
  // Firefox 140.12 leaves out the address of what was imported, and of nothing else: `start@:54:23`.
  const nameless = line.search(/@:\d+:\d+$/);
  return nameless < 0 ? null : { before: line.slice(0, nameless + 1), after: line.slice(nameless + 1) };
}

/** The worker's own code may follow on the flow's, in the same script. */
const whereOwn = (place: OwnPlace): OwnPlace | null =>
  positionIn(place).line <= program.origins.length ? place : null;

/** The innermost line of the flow's text where an error arose; 0 where it did not arise there. */
export const lineOf = (thrown: unknown): number => framesOf(thrown).at(-1)?.line ?? 0;

/** The line that the code stands on. */
export const lineHere = (): number => lineOf(new Error('here'));

/** As JavaScript prints an error, with the flow's own lines only. */
export const traceLines = (thrown: unknown): string[] => [
  ...headOf(thrown).split('\n'),
  ...framesOf(thrown).reverse().map(frameLine),
];

/** The same with its innermost frame only, which is as far as all engines agree. */
export const shortTrace = (thrown: unknown): string =>
  [headOf(thrown), ...framesOf(thrown).slice(-1).map(frameLine)].join('\n');

/** `ValueError: no such column` */
export function headOf(thrown: unknown): string {
  const message = messageOf(thrown);
  if (!(thrown instanceof Error)) return `Uncaught ${typeof thrown === 'string' ? JSON.stringify(thrown) : message}`;
  return message === '' ? classNameOf(thrown) : `${classNameOf(thrown)}: ${message}`;
}

const frameLine = ({ file, line, name }: TracebackFrame) => `    at ${name} (${file}:${String(line)})`;

/** A frame reads `at name (url:line:column)` in one engine and `name@url:line:column` in the others. */
function frameOf({ before, after }: OwnPlace): TracebackFrame {
  const { line, column } = positionIn({ before, after });
  const origin = originOf(program.origins[line - 1] ?? [], column - 1);
  return {
    file: program.fileName,
    line: origin,
    name: nameIn(before),
    text: program.sourceLines[origin - 1]?.trim() ?? '',
    own: true,
  };
}

function positionIn({ after }: OwnPlace): { readonly line: number; readonly column: number } {
  const [, line = 0, column = 0] = (/^:(\d+):(\d+)/.exec(after) ?? []).map(Number);
  return { line, column };
}

function nameIn(before: string): string {
  const name = before
    .replace(/^\s*at\s+/, '')
    .replace(/^async[ *]+/, '')
    .replace(/[@(]\s*$/, '')
    .replace(/\[as .*\]/, '')
    .trim();
  const last = name.split(/[./]/).at(-1) ?? '';
  return last === '' || last === '<anonymous>' || last.startsWith('<') ? '<module>' : last;
}

/** Of the segment that the column falls into. */
function originOf(origins: LineOrigins, column: number): number {
  const before = origins.filter(([begin]) => begin <= column);
  return (before.at(-1) ?? origins[0])?.[1] ?? 0;
}
