import type { QuickFix } from '../../model/problem';
import { changeBetween } from './change';
import { withoutCarriageReturns } from './picture';
import type { EditorEvents, EditorFace, EditorPicture, EditorPlace } from './picture';

const INDENT = '    ';

export interface PlainFace extends EditorFace {
  /** An input method is in the middle of a word: nothing may take its place now. */
  readonly isComposing: () => boolean;
  readonly close: () => void;
}

/** A text field as an editor: usable before Monaco has arrived, and where it never comes. */
export function plainFace(field: HTMLTextAreaElement, events: EditorEvents): PlainFace {
  const listening = new AbortController();
  const on = (type: string, listener: (event: Event) => void, from: EventTarget = field): void =>
    from.addEventListener(type, listener, { signal: listening.signal });
  let isComposing = false;
  on('compositionstart', () => (isComposing = true));
  on('compositionend', () => (isComposing = false));
  on('input', () => events.onchange(field.value));
  on('selectionchange', () => tellCursor(field, events), document);
  on('keydown', (event) => {
    if (event instanceof KeyboardEvent && !event.isComposing && press(field, event, events)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  return {
    show: (picture) => show(field, picture),
    place: () => placeOf(field),
    goTo: (line) => goTo(field, line),
    // The plain field has no controls: its text is changed by typing.
    goToControl: (line) => goTo(field, line),
    apply: (fix) => apply(field, fix),
    isComposing: () => isComposing,
    close: () => listening.abort(),
  };
}

/** Whether the key was ours. */
function press(field: HTMLTextAreaElement, event: KeyboardEvent, events: EditorEvents): boolean {
  const command = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case 'Enter':
      if (command) events.onrun();
      else if (!field.readOnly) insert(field, `\n${indentAfter(lineBefore(field))}`);
      return true;
    case 'Escape':
      events.onleave();
      return true;
    case 'Tab':
      if (event.shiftKey || command || field.readOnly) return false;
      insert(field, INDENT);
      return true;
    default:
      return false;
  }
}

function lineBefore({ value, selectionStart }: HTMLTextAreaElement): string {
  const before = value.slice(0, selectionStart);
  return before.slice(before.lastIndexOf('\n') + 1);
}

function indentAfter(line: string): string {
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  return /:\s*(#.*)?$/.test(line) ? indent + INDENT : indent;
}

/** The old command is the one way into a text field that its own undo knows. */
function insert(field: HTMLTextAreaElement, text: string): void {
  const isDone = document.execCommand('insertText', false, text);
  if (isDone) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

function tellCursor(field: HTMLTextAreaElement, events: EditorEvents): void {
  if (document.activeElement !== field) return;
  const before = field.value.slice(0, field.selectionEnd).split('\n');
  events.oncursor(before.length, (before.at(-1)?.length ?? 0) + 1);
}

/** Leaves the field alone where it has the text already: setting it would move the cursor to the end. */
function show(field: HTMLTextAreaElement, { text, readonly }: EditorPicture): void {
  field.readOnly = readonly;
  const change = changeBetween(field.value, withoutCarriageReturns(text));
  if (change !== null) field.setRangeText(change.text, change.from, change.to, 'preserve');
}

const placeOf = (field: HTMLTextAreaElement): EditorPlace => ({
  text: field.value,
  from: field.selectionStart,
  to: field.selectionEnd,
  backward: field.selectionDirection === 'backward',
  scrollTop: field.scrollTop,
  scrollLeft: field.scrollLeft,
  focused: document.activeElement === field,
});

function goTo(field: HTMLTextAreaElement, line: number): void {
  const before = field.value.split('\n').slice(0, line - 1);
  const start = before.reduce((sum, text) => sum + text.length + 1, 0);
  const at = start + (/^\s*/.exec(field.value.slice(start))?.[0].length ?? 0);
  field.focus();
  field.setSelectionRange(at, at);
  const lineHeight = Number.parseFloat(getComputedStyle(field).lineHeight);
  const top = (line - 1) * lineHeight;
  if (top < field.scrollTop || top > field.scrollTop + field.clientHeight - 2 * lineHeight) {
    field.scrollTop = top - field.clientHeight / 2;
  }
}

function apply(field: HTMLTextAreaElement, { edits }: QuickFix): void {
  // From the last to the first, so that no edit moves another's place.
  for (const { from, to, text } of edits.toSorted((a, b) => b.from - a.from)) {
    field.setRangeText(text, from, to, 'preserve');
  }
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
