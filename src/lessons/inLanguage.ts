import type { Block, Inline, Prose } from '../model/prose';
import type { Language } from '../model/scenario';

/** A text as who writes flows in `language` reads it: without what is for the other one. */
export const proseIn = (prose: Prose, language: Language): Prose => prose.flatMap((block) => blockIn(block, language));

function blockIn(block: Block, language: Language): readonly Block[] {
  switch (block.kind) {
    case 'code':
      return block.only === null || block.only === language ? [block] : [];
    case 'list':
      return [{ ...block, items: block.items.map((item) => proseIn(item, language)) }];
    case 'quote':
      return [{ ...block, blocks: proseIn(block.blocks, language) }];
    case 'table': {
      const cells = (row: readonly (readonly Inline[])[]) => row.map((cell) => partsIn(cell, language));
      return [{ ...block, head: cells(block.head), rows: block.rows.map(cells) }];
    }
    default:
      return [{ ...block, parts: partsIn(block.parts, language) }];
  }
}

/** Two spans of code stand with a space between them; the one that goes takes it along. */
export function partsIn(parts: readonly Inline[], language: Language): readonly Inline[] {
  const found: Inline[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (part.kind === 'code' && part.only !== null && part.only !== language) continue;
    if (part.kind === 'text' && last?.kind === 'text') {
      found.splice(-1, 1, { kind: 'text', text: `${last.text}${part.text}`.replace(/ {2,}/g, ' ') });
    } else if (part.kind === 'text' && part.text === ' ' && found.length === 0) continue;
    else if ('parts' in part) found.push({ ...part, parts: partsIn(part.parts, language) });
    else found.push(part);
  }
  return found
    .map((part, i) => {
      const next = found[i + 1];
      const follows = part.kind === 'text' && /^ [.,;:)]/.test(part.text) && found[i - 1]?.kind === 'code';
      return trimmed(follows ? { ...part, text: part.text.slice(1) } : part, next);
    })
    .filter((part) => part.kind !== 'text' || part.text !== '');
}

const trimmed = (part: Inline, next: Inline | undefined): Inline =>
  part.kind === 'text' && next === undefined ? { ...part, text: part.text.trimEnd() } : part;
