import { escaped } from './escaped';

const EMPHASIS: readonly (readonly [RegExp, string])[] = [
  [/\*\*(.+?)\*\*/g, '<strong>$1</strong>'],
  [/(?<![\w*])\*([^*\s][^*]*)\*/g, '<em>$1</em>'],
  [/(?<!\w)_([^_\s][^_]*)_(?!\w)/g, '<em>$1</em>'],
];
/** Of an address nothing but http and https becomes a link, and it is escaped by then: no quote ends the attribute. */
const LINK = /\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/;
const ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const HEADING = /^(#{1,6})\s+(.*)$/;

/** Markdown to HTML: what cards use of it. All text is escaped before anything becomes a tag. */
export const markdown = (text: string): string => blocks(text.split('\n')).join('\n');

function blocks(lines: readonly string[]): string[] {
  const made: string[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const heading = HEADING.exec(line);
    if (line.startsWith('```')) {
      const end = endOf(lines, at + 1, (one) => one.startsWith('```'));
      made.push(`<pre>${escaped(lines.slice(at + 1, end).join('\n'))}</pre>`);
      at = end + 1;
    } else if (heading) {
      const level = String(heading[1]?.length ?? 1);
      made.push(`<h${level}>${inline(heading[2] ?? '')}</h${level}>`);
      at += 1;
    } else if (ITEM.test(line)) {
      const end = endOf(lines, at, (one) => !ITEM.test(one));
      made.push(list(lines.slice(at, end)));
      at = end;
    } else if (line.trim() === '') at += 1;
    else {
      const end = endOf(lines, at + 1, startsBlock);
      made.push(`<p>${inline(lines.slice(at, end).join(' '))}</p>`);
      at = end;
    }
  }
  return made;
}

function endOf(lines: readonly string[], from: number, isEnd: (line: string) => boolean): number {
  const found = lines.slice(from).findIndex(isEnd);
  return found < 0 ? lines.length : from + found;
}

const startsBlock = (line: string): boolean =>
  line.trim() === '' || line.startsWith('```') || HEADING.test(line) || ITEM.test(line);

function list(lines: readonly string[]): string {
  const items = lines.flatMap((line) => ITEM.exec(line) ?? []).length > 0 ? lines.map((line) => ITEM.exec(line)) : [];
  const tag = items[0]?.[1] === undefined ? 'ul' : 'ol';
  return `<${tag}>${items.map((item) => `<li>${inline(item?.[2] ?? '')}</li>`).join('')}</${tag}>`;
}

/** Between backticks nothing else counts. */
function inline(text: string): string {
  const parts = text.split('`');
  if (parts.length % 2 === 0) parts.splice(-2, 2, parts.slice(-2).join('`'));
  return parts
    .map((part, place) => (place % 2 === 1 ? `<code>${escaped(part)}</code>` : links(escaped(part))))
    .join('');
}

/** Addresses keep their stars and underscores. */
function links(text: string): string {
  const parts = text.split(LINK); // Text, name, address, text, name, address, …, text.
  return parts
    .map((part, place) => {
      if (place % 3 === 0) return emphasis(part);
      return place % 3 === 1
        ? `<a href="${parts[place + 1] ?? ''}" rel="noopener noreferrer">${emphasis(part)}</a>`
        : '';
    })
    .join('');
}

const emphasis = (text: string): string =>
  EMPHASIS.reduce((done, [pattern, replacement]) => done.replace(pattern, replacement), text);
