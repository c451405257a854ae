/** What may stand at the cursor. `text` replaces the line from `from` to the cursor. */
export interface PromptCompletion {
  readonly text: string;
  readonly doc?: string;
}

export interface PromptCompletions {
  readonly from: number;
  readonly items: readonly PromptCompletion[];
}

export type CompletePrompt = (line: string, cursor: number) => PromptCompletions;

/** A line and where the cursor stands in it. */
export interface PromptLine {
  readonly line: string;
  readonly cursor: number;
}

/** What Tab does: nothing to complete, a longer line, or a choice. */
export type TabResult =
  { readonly kind: 'nothing' } | { readonly kind: 'line'; readonly to: PromptLine } | { readonly kind: 'choose' };

export function pressTab(at: PromptLine, { from, items }: PromptCompletions): TabResult {
  const [only] = items;
  if (only === undefined) return { kind: 'nothing' };
  if (items.length === 1) return { kind: 'line', to: accept(at, from, `${only.text} `) };
  const shared = sharedStart(items.map(({ text }) => text));
  return shared.length > at.cursor - from ? { kind: 'line', to: accept(at, from, shared) } : { kind: 'choose' };
}

/** The line with `text` from `from` to the cursor. */
export function accept({ line, cursor }: PromptLine, from: number, text: string): PromptLine {
  const rest = line.slice(cursor);
  const inserted = text.endsWith(' ') && rest.startsWith(' ') ? text.slice(0, -1) : text;
  return { line: line.slice(0, from) + inserted + rest, cursor: from + inserted.length };
}

/** What the first completion would add, to be shown behind the cursor at the line's end. */
export function ghostOf({ line, cursor }: PromptLine, { from, items }: PromptCompletions): string {
  const typed = line.slice(from, cursor);
  if (cursor !== line.length || typed === '') return '';
  const first = items.find(({ text }) => text.startsWith(typed));
  return first?.text.slice(typed.length) ?? '';
}

function sharedStart(texts: readonly string[]): string {
  const [first = '', ...rest] = texts;
  let length = first.length;
  for (const text of rest) while (!text.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

/** A pasted command line may bring `python flow.py` with it. */
export function withoutCommand(line: string, command: string): string {
  const trimmed = line.trim();
  if (trimmed === command) return '';
  return trimmed.startsWith(`${command} `) ? trimmed.slice(command.length).trim() : trimmed;
}
