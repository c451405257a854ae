import { lexer } from 'marked';
import type { Token, Tokens } from 'marked';
import type { Block, Inline, Prose } from '../model/prose';
import type { Language } from '../model/scenario';
import type { LessonProblem } from './lesson';

/** A token of the file's outermost level, and the line (from 1) on which it begins. */
export interface PlacedToken {
  readonly token: Token;
  readonly line: number;
}

/** Source: marked's Lexer. `raw` of all tokens in a row is the text, so lines can be counted. */
export const tokensOf = (text: string): readonly PlacedToken[] => placed(lexer(text), 1);

/** Tokens in a row, the first of them on `line`. */
export function placed(tokens: readonly Token[], line: number): readonly PlacedToken[] {
  const found: PlacedToken[] = [];
  let at = line;
  for (const token of tokens) {
    found.push({ token, line: at });
    at += newlines(token.raw);
  }
  return found;
}

export const newlines = (text: string): number => text.split('\n').length - 1;

/** Text as it stood in the file: marked escapes it for HTML, which we do not write. */
export const unescaped = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity);

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** Turns tokens into what is drawn. What HTML would be is shown as the text that it is. */
export class ProseWriter {
  readonly problems: LessonProblem[] = [];

  blocks(tokens: readonly PlacedToken[]): Prose {
    return tokens.flatMap(({ token, line }) => this.#block(token, line));
  }

  inline(tokens: readonly Token[], line: number): readonly Inline[] {
    return joined(tokens.flatMap((token) => this.#inline(token, line)));
  }

  #block(token: Token, line: number): readonly Block[] {
    switch (token.type) {
      case 'space':
      case 'def':
      case 'hr':
        return [];
      case 'paragraph':
      case 'text':
        return [{ kind: 'paragraph', parts: this.#partsOf(token as Tokens.Paragraph, line) }];
      case 'heading':
        return [{ kind: 'heading', parts: this.#partsOf(token as Tokens.Heading, line) }];
      case 'code':
        return [codeOf(token as Tokens.Code)];
      case 'blockquote':
        return [{ kind: 'quote', blocks: this.blocks(placed((token as Tokens.Blockquote).tokens, line)) }];
      case 'list':
        return [this.#list(token as Tokens.List, line)];
      case 'table':
        return [this.#table(token as Tokens.Table, line)];
      default:
        return [{ kind: 'paragraph', parts: [{ kind: 'text', text: token.raw.trim() }] }];
    }
  }

  #list({ ordered, items }: Tokens.List, line: number): Block {
    return {
      kind: 'list',
      ordered,
      items: itemsIn(items, line).map(({ item, line: at }) => this.blocks(placed(item.tokens, at))),
    };
  }

  #table({ header, rows }: Tokens.Table, line: number): Block {
    const cells = (row: readonly Tokens.TableCell[]): readonly (readonly Inline[])[] =>
      row.map(({ tokens }) => this.inline(tokens, line));
    return { kind: 'table', head: cells(header), rows: rows.map(cells) };
  }

  #partsOf({ tokens, text }: { readonly tokens?: Token[] | undefined; readonly text: string }, line: number) {
    return tokens === undefined ? [{ kind: 'text', text: unescaped(text) } as const] : this.inline(tokens, line);
  }

  #inline(token: Token, line: number): readonly Inline[] {
    switch (token.type) {
      case 'text':
      case 'escape':
        return (token as Tokens.Text).tokens === undefined
          ? [{ kind: 'text', text: unescaped((token as Tokens.Text).text) }]
          : this.inline((token as Tokens.Text).tokens ?? [], line);
      case 'codespan':
        return [codeSpan(unescaped((token as Tokens.Codespan).text))];
      case 'strong':
        return [{ kind: 'strong', parts: this.inline((token as Tokens.Strong).tokens, line) }];
      case 'em':
        return [{ kind: 'emphasis', parts: this.inline((token as Tokens.Em).tokens, line) }];
      case 'br':
        return [{ kind: 'break' }];
      case 'link':
        return this.#link(token as Tokens.Link, line);
      default:
        return [{ kind: 'text', text: token.raw }];
    }
  }

  #link({ href, tokens }: Tokens.Link, line: number): readonly Inline[] {
    const parts = this.inline(tokens, line);
    if (/^https?:\/\//i.test(href)) return [{ kind: 'link', href, parts }];
    if (/^[a-z][a-z-]*$/.test(href)) return [{ kind: 'help', page: href, parts }];
    const message = `A link leads to “${unescaped(href).slice(0, 60)}”. Give an address with https, or the name of a page of the help, such as retry.`;
    this.problems.push({ line, message });
    return parts;
  }
}

/** The items of a list, each with its line. */
export function itemsIn(
  items: readonly Tokens.ListItem[],
  line: number,
): readonly { readonly item: Tokens.ListItem; readonly line: number }[] {
  let at = line;
  return items.map((item) => {
    const found = { item, line: at };
    at += newlines(item.raw);
    return found;
  });
}

const LANGUAGES: readonly Language[] = ['python', 'typescript'];

function codeOf({ lang = '', text }: Tokens.Code): Block {
  return { kind: 'code', text, only: LANGUAGES.find((one) => lang === one) ?? null };
}

/** `python: self.x`: code that is shown where the flow is written so. */
function codeSpan(text: string): Inline {
  const only = LANGUAGES.find((one) => text.startsWith(`${one}: `)) ?? null;
  return { kind: 'code', text: only === null ? text : text.slice(only.length + 2), only };
}

/** Neighbouring texts as one. */
function joined(parts: readonly Inline[]): readonly Inline[] {
  const found: Inline[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (part.kind === 'text' && last?.kind === 'text')
      found.splice(-1, 1, { kind: 'text', text: last.text + part.text });
    else found.push(part);
  }
  return found;
}
