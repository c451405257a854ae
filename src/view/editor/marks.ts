import { Range, editor } from 'monaco-editor/editor';
import type { EditorMark, EditorPicture, LineBand, LineNote, Turnable } from './picture';

/** Draws a glyph into an element; the answer takes it out again. */
export type DrawGlyph = (target: HTMLElement, mark: EditorMark) => () => void;

/** Bands across lines and glyphs beside them, as a picture has them. */
export class Marks {
  readonly #editor: editor.IStandaloneCodeEditor;
  readonly #draw: DrawGlyph;
  readonly #bands: Decorations;
  readonly #turnable: Decorations;
  readonly #glyphs = new Map<string, Glyph>();

  constructor(view: editor.IStandaloneCodeEditor, draw: DrawGlyph) {
    this.#editor = view;
    this.#draw = draw;
    this.#bands = new Decorations(view);
    this.#turnable = new Decorations(view);
  }

  show({ text, band, failing, running, marks, turnable }: EditorPicture): void {
    this.#turnable.set(text, turnable === undefined ? [] : turnableMarks(turnable));
    this.#bands.set(text, [
      ...(band === null ? [] : [selectedBand(band.from, band.to)]),
      ...(failing === null ? [] : failingBand(failing)),
      ...running.flatMap(runningBand),
    ]);
    this.#showGlyphs(marks);
  }

  close(): void {
    this.#showGlyphs([]);
  }

  #showGlyphs(marks: readonly EditorMark[]): void {
    const wanted = new Map(marks.map((mark) => [`${String(mark.line)} ${mark.glyph}`, mark]));
    for (const [key, { widget, erase }] of this.#glyphs) {
      if (wanted.has(key)) continue;
      this.#editor.removeGlyphMarginWidget(widget);
      erase();
      this.#glyphs.delete(key);
    }
    for (const [key, mark] of wanted) {
      const known = this.#glyphs.get(key);
      // Words change with every task that ends. They need no new glyph.
      if (known === undefined) this.#add(key, mark);
      else if (known.node.title !== mark.status) known.node.title = mark.status;
    }
  }

  #add(key: string, mark: EditorMark): void {
    const node = document.createElement('div');
    node.className = 'line-glyph';
    node.title = mark.status;
    const erase = this.#draw(node, mark);
    const lane = editor.GlyphMarginLane.Center;
    const position = { lane, zIndex: 1, range: new Range(mark.line, 1, mark.line, 1) };
    const widget = { getId: () => key, getDomNode: () => node, getPosition: () => position };
    this.#editor.addGlyphMarginWidget(widget);
    this.#glyphs.set(key, { node, widget, erase });
  }
}

interface Glyph {
  readonly node: HTMLElement;
  readonly widget: editor.IGlyphMarginWidget;
  readonly erase: () => void;
}

/**
 * Decorations that are replaced when they have changed, since Monaco draws anew whatever it is given; and when the text
 * has, since an edit moves them.
 */
class Decorations {
  readonly #collection: editor.IEditorDecorationsCollection;
  #shown = '[]';
  #text = '';

  constructor(view: editor.IStandaloneCodeEditor) {
    this.#collection = view.createDecorationsCollection();
  }

  set(text: string, wanted: readonly editor.IModelDeltaDecoration[]): void {
    const key = JSON.stringify(wanted);
    if (key === this.#shown && (text === this.#text || wanted.length === 0)) return;
    this.#shown = key;
    this.#text = text;
    this.#collection.set(wanted);
  }
}

/** A sign beside a decorator whose control is closed: a press there opens it. */
const turnableMarks = ({ all, open }: Turnable): readonly editor.IModelDeltaDecoration[] =>
  all
    .filter((control) => !open.includes(control))
    .map(({ line, title }) => ({
      range: new Range(line, 1, line, 1),
      options: { glyphMarginClassName: 'turnable', glyphMarginHoverMessage: { value: `Adjust ${title}` } },
    }));

const selectedBand = (from: number, to: number): editor.IModelDeltaDecoration => ({
  range: new Range(from, 1, to, 1),
  options: { isWholeLine: true, marginClassName: 'selected-lines' },
});

/** The line of `def` is tinted, the body has a bar beside it. */
const runningBand = ({ from, to }: LineBand): readonly editor.IModelDeltaDecoration[] => [
  { range: new Range(from, 1, from, 1), options: { isWholeLine: true, className: 'running-line' } },
  { range: new Range(from, 1, to, 1), options: { isWholeLine: true, className: 'running-lines' } },
];

function failingBand({ line, note }: LineNote): readonly editor.IModelDeltaDecoration[] {
  const band: editor.IModelDeltaDecoration = {
    range: new Range(line, 1, line, 1),
    options: { isWholeLine: true, className: 'failing-line', marginClassName: 'failing-line', zIndex: 1 },
  };
  return note === undefined ? [band] : [band, endNote(line, note, 'failing-note')];
}

/** A few words after the end of a line. They are no text: the cursor steps over them. */
export const endNote = (line: number, note: string, className: string): editor.IModelDeltaDecoration => ({
  range: new Range(line, Number.MAX_SAFE_INTEGER, line, Number.MAX_SAFE_INTEGER),
  options: {
    showIfCollapsed: true,
    after: {
      content: `  ${note}`,
      inlineClassName: `end-note ${className}`,
      cursorStops: editor.InjectedTextCursorStops.None,
    },
  },
});
