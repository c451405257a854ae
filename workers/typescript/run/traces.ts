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
  const own = thrown.stack.split('\n').filter((line) => line.includes(program.url));
  return own.slice(0, FRAMES_MAX).map(frameOf).reverse();
}

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
function frameOf(text: string): TracebackFrame {
  const place = text.slice(text.indexOf(program.url) + program.url.length);
  const [, line = 0, column = 0] = (/^:(\d+):(\d+)/.exec(place) ?? []).map(Number);
  const before = text.slice(0, text.indexOf(program.url));
  const origin = originOf(program.origins[line - 1] ?? [], column - 1);
  return {
    file: program.fileName,
    line: origin,
    name: nameIn(before),
    text: program.sourceLines[origin - 1]?.trim() ?? '',
    own: true,
  };
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
