import type { Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import { codeLinesOf, cutsOf, memberIndentOf, type Cut } from './cuts';
import { classOf, moduleOf, type ClassText, type PythonModule } from './module';
import type { Scan } from './scan';
import type { Piece, Source, TextRange } from '../source';
import { childrenOf } from './tree';
import { hasErrors } from './parse';

/** Trees of pieces by their text: a keystroke changes one piece of a file. */
export type PieceTrees = ReadonlyMap<string, Tree>;

/** Parses pieces, taking over what the last reading parsed already. */
export class PieceParser {
  readonly #before: PieceTrees;
  readonly #parsed = new Map<string, Tree>();

  constructor(before: PieceTrees) {
    this.#before = before;
  }

  parse(text: string): Tree {
    const known = this.#parsed.get(text) ?? this.#before.get(text);
    const tree = known ?? parser.parse(text);
    this.#parsed.set(text, tree);
    return tree;
  }

  isBroken(text: string): boolean {
    return hasErrors(this.parse(text), text);
  }

  /** What the next reading may take over. */
  get trees(): PieceTrees {
    return this.#parsed;
  }
}

const CLASS_LINE = 'class _:\n';
/** Also a keyword or a blank that is being typed: `clas Flow`, `classFlow`. */
const CLASS_HEAD = /^(?:[clas]{3,5}[ \t]+|class)(\w+)[ \t]*(?:\(([^)\n]*)\)?)?/;

/**
 * Cuts a file with syntax errors: each top-level statement and each member of a class is parsed by itself, so that the
 * damage stays inside the one that is being typed.
 */
export function tolerantModuleOf(source: Source, { error, longStrings }: Scan, pieces: PieceParser): PythonModule {
  const { text, lines } = source;
  // With an unfinished string about, pairs of quotes may be the wrong way round.
  const skipped = error?.message.startsWith('unterminated triple') === true ? [] : longStrings;
  const statements: Piece[] = [];
  const classes: ClassText[] = [];
  for (const cut of cutsOf(text, lines, { from: 0, to: text.length }, { indent: 0, skipped })) {
    const head = CLASS_HEAD.exec(text.slice(cut.head.from, cut.head.to));
    if (head) classes.push(tolerantClassOf(source, cut, { head, skipped, pieces }));
    else statements.push(...statementsOf(source, cut, pieces));
  }
  return { statements, classes };
}

function statementsOf(source: Source, cut: TextRange, pieces: PieceParser): readonly Piece[] {
  const piece = { text: source.text.slice(cut.from, cut.to), shift: cut.from, lines: source.lines };
  return moduleOf(piece, pieces.parse(piece.text)).statements;
}

interface ClassCut {
  readonly head: RegExpExecArray;
  readonly skipped: readonly (readonly [number, number])[];
  readonly pieces: PieceParser;
}

function tolerantClassOf(source: Source, cut: Cut, { head, skipped, pieces }: ClassCut): ClassText {
  const { text, lines } = source;
  const [written, name = '', bases = ''] = head;
  const nameFrom = cut.head.from + written.indexOf(name, 3);
  const lineEnd = lines.startOf(lines.lineAt(cut.head.from) + 1);
  const within = { from: Math.min(lineEnd, cut.to), to: cut.to };
  const indent = memberIndentOf(text, lines, within) ?? 0;
  const cuts = indent === 0 ? [] : cutsOf(text, lines, within, { indent, skipped });
  const beforeMembers = { from: within.from, to: cuts[0]?.from ?? within.to };
  const intro = indent === 0 ? null : bodyOf(source, beforeMembers, pieces);
  return {
    name,
    nameRange: { from: nameFrom, to: nameFrom + name.length },
    range: { from: cut.from, to: cut.to },
    bases: bases
      .split(',')
      .map((base) => base.trim())
      .filter((base) => /^[\w.]+$/.test(base)),
    decorators: cut.decorators.flatMap((range) => decoratorOf(source, range, pieces)),
    members: cuts.flatMap((member) => membersOf(source, member, pieces)),
    body: intro,
  };
}

function decoratorOf(source: Source, range: TextRange, pieces: PieceParser): readonly Piece[] {
  const text = repairedDecorator(source.text.slice(range.from, range.to), pieces);
  const piece = { text: `${text}class _: pass`, shift: range.from, lines: source.lines };
  const [statement] = childrenOf(pieces.parse(piece.text).topNode);
  return (statement?.getChildren('Decorator') ?? []).map((node) => ({ source: piece, node }));
}

/** The body of a class that has `range` as its text. */
function bodyOf(source: Source, range: TextRange, pieces: PieceParser, text?: string): Piece | null {
  const written = text ?? source.text.slice(range.from, range.to);
  const piece = { text: CLASS_LINE + written, shift: range.from - CLASS_LINE.length, lines: source.lines };
  const [statement] = childrenOf(pieces.parse(piece.text).topNode);
  return (statement && classOf(piece, statement)?.body) ?? null;
}

/** One member, repaired when its own text has errors: only its decorators, head and last statement matter. */
function membersOf(source: Source, cut: Cut, pieces: PieceParser): readonly Piece[] {
  const written = source.text.slice(cut.from, cut.to);
  const text = pieces.isBroken(CLASS_LINE + written) ? repaired(source, cut, pieces) : written;
  const body = bodyOf(source, cut, pieces, text);
  return [...childrenOf(body?.node ?? null)].flatMap((node) => (body ? [{ source: body.source, node }] : []));
}

/** The member's text, as long as it was: what breaks it is blanked out or mended in place. */
function repaired(source: Source, cut: Cut, pieces: PieceParser): string {
  const decorators = cut.decorators.map(({ from, to }) => repairedDecorator(source.text.slice(from, to), pieces));
  return [...decorators, repairedDefinition(source, cut.head, pieces)].join('');
}

/** `@retry(times=` becomes `@retry`, and blanks. */
function repairedDecorator(text: string, pieces: PieceParser): string {
  if (!pieces.isBroken(`${text.trimStart()}class _: pass`)) return text;
  const name = /^\s*@[A-Za-z_][\w.]*\w/.exec(text)?.[0] ?? '';
  return name + blanks(text.slice(name.length));
}

/** Keeps the head and the last statement of a method whose body does not parse. */
function repairedDefinition(source: Source, { from, to }: TextRange, pieces: PieceParser): string {
  const text = source.text.slice(from, to);
  const lineEnd = text.indexOf('\n') + 1 || text.length;
  const head = repairedHead(text.slice(0, lineEnd));
  const body = text.slice(lineEnd);
  const longer = head.length - lineEnd;
  if (longer === 0 && !pieces.isBroken(CLASS_LINE + head + body)) return head + body;
  const last = (lastStatementStart(source, { from: from + lineEnd, to }) ?? to) - from - lineEnd;
  // What a mended head is longer by comes off the blanks, so that the last statement stays where it is.
  return head + blanks(body.slice(0, last)).slice(longer) + indented(body.slice(last), longer - last);
}

const indented = (statement: string, missing: number): string => (missing > 0 ? statement.slice(missing) : statement);

/** `def a(self` becomes `def a(_):`: only the number of arguments matters. */
function repairedHead(line: string): string {
  const [, start, parameters = ''] = /^(\s*(?:async\s+)?def\s+\w+)\s*\(?([^)\n:]*)/.exec(line) ?? [];
  if (start === undefined || /\(.*\)\s*(?:->[^:]*)?:/.test(line)) return line;
  const names = parameters.split(',').filter((name) => /^\s*\w+/.test(name));
  const head = `${start}(${names.map((_, index) => '_'.repeat(index + 1)).join(',')}):`;
  const end = line.endsWith('\n') ? '\n' : '';
  return head.padEnd(line.length - end.length) + end;
}

/** Where the last line at the body's own indentation begins. */
function lastStatementStart(source: Source, range: TextRange): number | null {
  const body = codeLinesOf(source.text, source.lines, range);
  const indent = body[0]?.indent ?? 0;
  return body.findLast((line) => line.indent === indent && !/^[)\]}]/.test(line.text))?.from ?? null;
}

/** As many blanks as there were characters; line ends stay. */
const blanks = (text: string): string => text.replace(/[^\r\n]/g, ' ');
