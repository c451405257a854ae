import type { Tree } from '@lezer/common';
import type { Piece, Source, TextRange } from '../source';
import { cutsOf, decoratorsEnd, memberIndentOf, type Cuttable } from './cuts';
import { classOf, moduleOf, type ClassText, type TypeScriptModule } from './module';
import { hasErrors, parseOnce } from './parse';
import type { Scan } from './scan';
import { childrenOf } from './tree';

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
    const tree = known ?? parseOnce(text);
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

/** Also where a keyword or a blank is being typed: `eport default clas Flow extends FlowSpec`. */
const CLASS_HEADS = [
  /\bclass\s+([A-Za-z_$][\w$]*)(?:\s+extends\s+([\w$.]+))?/,
  /(?:\bclass)?([A-Za-z_$][\w$]*)\s+extends\s+([\w$.]+)/,
];

function classHeadOf(text: string): RegExpExecArray | null {
  const [line = ''] = text.trimStart().split('\n');
  if (/^(?:import|const|let|var|function|interface|type)\b/.test(line)) return null;
  const shift = text.length - text.trimStart().length;
  for (const head of CLASS_HEADS) {
    const found = head.exec(text.slice(0, shift + line.length));
    if (found) return found;
  }
  return null;
}

/**
 * Cuts a file with syntax errors: each top-level statement and each member of a class is parsed by itself, so that the
 * damage stays inside the one that is being typed.
 */
export function tolerantModuleOf(source: Source, { error, long }: Scan, pieces: PieceParser): TypeScriptModule {
  const { text, lines } = source;
  // With an unfinished string about, pairs of quotes may be the wrong way round; so may be those of comments, where one
  // holds the beginning of another.
  const isMisleading = error !== null && /^(?:Unterminated|'\*\/')/.test(error.message);
  const isOne = ({ from, to }: TextRange): boolean => !/^\/\*[\s\S]*\/\*/.test(text.slice(from, to));
  const file: Cuttable = { text, lines, long: isMisleading ? [] : long.filter(isOne) };
  const statements: Piece[] = [];
  const classes: ClassText[] = [];
  for (const cut of cutsOf(file, { from: 0, to: text.length }, 0)) {
    const head = cut.from + decoratorsEnd(text.slice(cut.from, cut.to));
    const found = classHeadOf(text.slice(head, cut.to));
    if (found) classes.push(tolerantClassOf(source, file, { cut, head, found, pieces }));
    else statements.push(...statementsOf(source, cut, pieces));
  }
  return { statements, classes };
}

function statementsOf(source: Source, cut: TextRange, pieces: PieceParser): readonly Piece[] {
  const piece = { text: source.text.slice(cut.from, cut.to), shift: cut.from, lines: source.lines };
  return moduleOf(piece, pieces.parse(piece.text)).statements;
}

interface ClassCut {
  readonly cut: TextRange;
  /** Where the decorators end. */
  readonly head: number;
  readonly found: RegExpExecArray;
  readonly pieces: PieceParser;
}

function tolerantClassOf(source: Source, file: Cuttable, { cut, head, found, pieces }: ClassCut): ClassText {
  const { text, lines } = source;
  const [written, name = '', base = null] = found;
  const nameFrom = head + found.index + (written.startsWith(name) ? 0 : written.indexOf(name, 5));
  const lineEnd = lines.startOf(lines.lineAt(nameFrom) + 1);
  const within = { from: Math.min(lineEnd, cut.to), to: bodyEnd(text, cut) };
  const indent = memberIndentOf(file, within) ?? 0;
  const cuts = indent === 0 ? [] : cutsOf(file, within, indent);
  return {
    name,
    nameRange: { from: nameFrom, to: nameFrom + name.length },
    range: cut,
    base,
    isDefault: /\bdef/.test(text.slice(head, nameFrom)),
    doc: null,
    decorators: decoratorsOf(source, { from: cut.from, to: head }, pieces),
    members: cuts.flatMap((member) => membersOf(source, member, pieces)),
  };
}

/** Where the class's last bracket stands, when that is on a line of its own. */
function bodyEnd(text: string, { from, to }: TextRange): number {
  const last = /\n\}\s*$/.exec(text.slice(from, to));
  return last ? from + last.index + 1 : to;
}

const CLASS_LINE = 'class _ {\n';

function decoratorsOf(source: Source, range: TextRange, pieces: PieceParser): readonly Piece[] {
  const piece = {
    text: `${mended(source.text.slice(range.from, range.to), pieces)} class _ {}`,
    shift: range.from,
    lines: source.lines,
  };
  const node = [...childrenOf(pieces.parse(piece.text).topNode)].find(({ name }) => name === 'ClassDeclaration');
  return (node?.getChildren('Decorator') ?? []).map((decorator) => ({ source: piece, node: decorator }));
}

/** One member, repaired when its own text has errors: only its decorators, head and last statement matter. */
function membersOf(source: Source, cut: TextRange, pieces: PieceParser): readonly Piece[] {
  const written = source.text.slice(cut.from, cut.to);
  const whole = `${CLASS_LINE}${written}\n}`;
  const text = pieces.isBroken(whole) ? `${CLASS_LINE}${repaired(written, pieces)}\n}` : whole;
  const piece = { text, shift: cut.from - CLASS_LINE.length, lines: source.lines };
  const [statement] = childrenOf(pieces.parse(text).topNode);
  return (statement && classOf(piece, statement)?.members) ?? [];
}

/** Words before a name, the name, and what of its parameters is there. */
const MEMBER_HEAD =
  /^(\s*(?:(?:async|override|public|protected|private|static)\s+(?=[A-Za-z_$]))*)([A-Za-z_$][\w$]*)[ \t]*(?:\(([^)\n{]*)\)?)?/;

/** The member with what breaks it blanked out or mended in place: its decorators, its head, its last `this.next`. */
function repaired(text: string, pieces: PieceParser): string {
  const end = decoratorsEnd(text);
  const decorators = mended(text.slice(0, end), pieces);
  const rest = text.slice(end);
  const [written, before = '', name, parameters = ''] = MEMBER_HEAD.exec(rest) ?? [];
  if (written === undefined || name === undefined || !rest.includes('(')) return decorators + blanks(rest);
  const head = headOf(`${before}${name}`, parameters);
  const nextAt = rest.lastIndexOf('this.next');
  const next = nextAt < 0 ? '' : nextText(rest.slice(nextAt), pieces);
  const gap = nextAt < 0 ? rest.length - head.length : nextAt - head.length;
  const filling = nextAt < 0 ? rest.slice(head.length) : rest.slice(head.length, nextAt);
  return `${decorators}${head}${gap > 0 ? blanks(filling) : ''}${next} }`;
}

/** `join(inputs` becomes `join(_){`: only the number of parameters matters. */
function headOf(name: string, parameters: string): string {
  const count = parameters.split(',').filter((parameter) => /^\s*[\w$]/.test(parameter)).length;
  return `${name}(${'_'
    .repeat(count)
    .split('')
    .map((_, index) => '_'.repeat(index + 1))
    .join(',')}){`;
}

/** A call of `this.next`, closed where that is missing. */
function nextText(text: string, pieces: PieceParser): string {
  const [call = ''] = /^this\.next\s*\((?:[^()]|\([^()]*\))*\)/.exec(text) ?? [];
  if (call !== '' && !pieces.isBroken(call)) return call;
  const [line = ''] = text.split('\n');
  const names = [...line.matchAll(/this\.([A-Za-z_$][\w$]*)/g)].map(([found]) => found).slice(1);
  return /^this\.next\s*\(/.test(line) ? `this.next(${names.join(', ')}, ...[])` : '';
}

/** `@retry({ times: ` becomes `@retry()`, and blanks. */
function mended(decorators: string, pieces: PieceParser): string {
  if (!pieces.isBroken(`${decorators} class _ {}`)) return decorators;
  let text = '';
  for (const [part] of decorators.matchAll(/\s*@[^@]*|[^@]+/g)) {
    const isWhole = !pieces.isBroken(`${part.trimStart()} class _ {}`);
    const name = /^\s*@[A-Za-z_$][\w$.]*/.exec(part)?.[0] ?? '';
    const rest = part.slice(name.length);
    text += isWhole
      ? part
      : name + (rest.length > 1 && rest.startsWith('(') ? `()${blanks(rest.slice(2))}` : blanks(rest));
  }
  return text;
}

/** As many blanks as there were characters; line ends stay. */
const blanks = (text: string): string => text.replace(/[^\r\n]/g, ' ');
