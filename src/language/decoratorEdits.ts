import type { Decorator, FlowStep } from '../model/flow';
import type { Language } from '../model/scenario';
import type { DecoratorWriter } from './decoratorWriter';
import { withOption, withoutOption, type OptionValue } from './optionList';
import { changeBetween } from './parsed';
import { PYTHON_DECORATORS } from './python/decoratorWriter';
import { TYPESCRIPT_DECORATORS } from './typescript/decoratorWriter';
import { lineEndOf, type Edit } from './writer';

/** What is to become of one decorator of one step. All names are Metaflow's, whatever the language: `catch`, `var`. */
export interface DecoratorChange {
  readonly step: string;
  readonly decorator: string;
  /**
   * Options to write; one that is null is taken away, so that its default acts, and others stay. A decorator that the
   * step lacks is added, with `{}` without options. Null for all of it takes the decorator away.
   */
  readonly options: Readonly<Record<string, OptionValue | null>> | null;
}

/** A flow's text. */
interface WrittenText {
  readonly language: Language;
  readonly source: string;
}

/**
 * The edits that change a decorator of a step in the flow's text, and nothing else in it; none where it is so already.
 * Where a decorator stands twice, the one nearest the step's name changes. Null where it cannot be done: there is no
 * such step, or the decorator is half typed or takes its options from elsewhere (`**more`). Runs nothing.
 */
export function decoratorEdits({ language, source }: WrittenText, change: DecoratorChange): readonly Edit[] | null {
  const writer = language === 'python' ? PYTHON_DECORATORS : TYPESCRIPT_DECORATORS;
  const step = writer.read(source)?.steps.find(({ name }) => name === change.step);
  const written = step?.decorators.filter(({ name }) => name === change.decorator) ?? [];
  if (!step) return null;
  const { options } = change;
  if (options === null) return written.map((decorator) => takenAway(source, decorator)).reverse();
  const [nearest] = written;
  if (nearest) return rewritten(writer, nearest, { text: source, options });
  const { written: name, edits } = writer.naming(source, change.decorator);
  const text = withOptions(writer, writer.bare(name), options);
  return text === null ? null : [...edits, above(source, step, text)];
}

/** A text after edits, in whatever order they come; they do not overlap. */
export const edited = (text: string, edits: readonly Edit[]): string =>
  edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((now, { from, to, text: put }) => now.slice(0, from) + put + now.slice(to), text);

type Options = NonNullable<DecoratorChange['options']>;

/** The smallest edit that gives a decorator its options. */
function rewritten(
  writer: DecoratorWriter,
  { span }: Decorator,
  { text, options }: { readonly text: string; readonly options: Options },
): readonly Edit[] | null {
  // Brackets that are still open do not belong to what could be read of it.
  if (/^[ \t]*\(/.test(text.slice(span.to))) return null;
  const before = text.slice(span.from, span.to);
  const after = withOptions(writer, before, options);
  if (after === null) return null;
  if (after === before) return [];
  const { fromA, toA, fromB, toB } = changeBetween(before, after);
  return [{ from: span.from + fromA, to: span.from + toA, text: after.slice(fromB, toB) }];
}

/** A decorator's text with its options, one after the other: each is written into what the one before left. */
function withOptions(writer: DecoratorWriter, decorator: string, options: Options): string | null {
  let text = decorator;
  for (const [name, value] of Object.entries(options)) {
    const list = writer.optionsIn(text);
    if (!list) return null;
    text =
      value === null
        ? withoutOption(text, list, writer.optionName(name))
        : withOption(text, list, writer.option(name, value));
  }
  return text;
}

/** A decorator above all others of a step: on a line of its own where the step begins one. */
function above(text: string, { span }: FlowStep, decorator: string): Edit {
  const indent = text.slice(text.lastIndexOf('\n', span.from - 1) + 1, span.from);
  const between = indent.trim() === '' ? `${lineEndOf(text)}${indent}` : ' ';
  return { from: span.from, to: span.from, text: `${decorator}${between}` };
}

/** A decorator goes with its line, a comment there included; in the midst of a line with the blanks behind it. */
function takenAway(text: string, { span }: Decorator): Edit {
  const lineStart = text.lastIndexOf('\n', span.from - 1) + 1;
  const rest = text.slice(span.to);
  const [line = null] = /^[ \t]*(?:#.*|\/\/.*)?(?:\r?\n)/.exec(rest) ?? [];
  if (line !== null && text.slice(lineStart, span.from).trim() === '') {
    return { from: lineStart, to: span.to + line.length, text: '' };
  }
  const [blanks = ''] = /^\s*/.exec(rest) ?? [];
  return { from: span.from, to: span.to + blanks.length, text: '' };
}
