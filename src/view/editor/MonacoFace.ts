import { Selection, editor } from 'monaco-editor/editor';
import type { IDisposable } from 'monaco-editor/editor';
import type { QuickFix } from '../../model/problem';
import { assist } from './assist';
import { changeBetween } from './change';
import { editsOf, hintNotes, showProblems } from './markers';
import { LineControls } from './LineControls';
import { Marks } from './marks';
import type { DrawGlyph } from './marks';
import { labelOf, withoutCarriageReturns } from './picture';
import type { EditorEvents, EditorFace, EditorPicture, EditorPlace } from './picture';
import { watchTypes } from './typeProblems';

interface Parts {
  readonly view: editor.IStandaloneCodeEditor;
  readonly place: EditorPlace;
  readonly events: EditorEvents;
  readonly draw: DrawGlyph;
  /** The id of the command that says which problem was mended. */
  readonly fixCommand: string;
  readonly stopTheme: () => void;
}

/** Monaco as an editor of the page. */
export class MonacoFace implements EditorFace {
  readonly #view: editor.IStandaloneCodeEditor;
  readonly #model: editor.ITextModel;
  readonly #marks: Marks;
  readonly #hints: editor.IEditorDecorationsCollection;
  readonly #controls: LineControls;
  readonly #undo: readonly (() => void)[];
  #shown: EditorPicture | null = null;
  /** The model's version that the problems are of: they come a moment after the text. */
  #problemsVersion = -1;

  constructor({ view, place, events, draw, fixCommand, stopTheme }: Parts) {
    this.#view = view;
    this.#model = view.getModel() ?? editor.createModel(place.text);
    this.#model.setEOL(editor.EndOfLineSequence.LF);
    this.#marks = new Marks(view, draw);
    this.#hints = view.createDecorationsCollection();
    this.#controls = new LineControls(view, (...turned) => events.onturn?.(...turned));
    this.#restore(place);
    assist(this.#model, () => this.#now(), fixCommand);
    const watches = [
      view.onDidChangeModelContent(() => events.onchange(this.#model.getValue())),
      view.onDidChangeCursorPosition(({ position }) => events.oncursor(position.lineNumber, position.column)),
      view.onDidLayoutChange(() => {
        this.#placeGutter();
        this.#controls.placeAll();
      }),
      view.onMouseUp(({ target }) => this.#press(target, events)),
      watchTypes(this.#model, (problems) => events.ontypes?.(problems)),
    ];
    this.#undo = [...watches.map((watch: IDisposable) => () => watch.dispose()), stopTheme];
    this.#placeGutter();
  }

  readonly show = (picture: EditorPicture): void => {
    const before = this.#shown;
    this.#shown = picture;
    if (before?.language !== picture.language) this.#speak(picture.language);
    // Only a text that was changed from outside: what is typed now comes back a moment later.
    if (before !== null && before.text !== picture.text) this.#setText(picture.text);
    if (before?.readonly !== picture.readonly || before.fileName !== picture.fileName)
      this.#view.updateOptions(optionsFor(picture));
    if (before?.problems !== picture.problems) {
      this.#problemsVersion = this.#isShown(picture.text) ? this.#model.getVersionId() : -1;
      this.#showProblems(picture);
    }
    this.#marks.show(picture);
    this.#controls.show(picture.turnable?.open ?? []);
  };

  readonly place = (): EditorPlace => {
    const selection = this.#view.getSelection() ?? new Selection(1, 1, 1, 1);
    return {
      text: this.#model.getValue(),
      from: this.#model.getOffsetAt(selection.getStartPosition()),
      to: this.#model.getOffsetAt(selection.getEndPosition()),
      backward: selection.getDirection() === 1,
      scrollTop: this.#view.getScrollTop(),
      scrollLeft: this.#view.getScrollLeft(),
      focused: this.#view.hasTextFocus(),
    };
  };

  readonly goTo = (line: number): void => {
    const column = this.#model.getLineFirstNonWhitespaceColumn(Math.min(line, this.#model.getLineCount())) || 1;
    this.#view.setPosition({ lineNumber: line, column });
    this.#view.revealLineInCenterIfOutsideViewport(line, editor.ScrollType.Immediate);
    this.#view.focus();
  };

  readonly goToControl = (line: number): void => {
    // A press in the gutter has selected the line.
    this.#view.setPosition({ lineNumber: line, column: 1 });
    this.#view.revealLineInCenterIfOutsideViewport(line, editor.ScrollType.Immediate);
    this.#controls.focus(line);
  };

  readonly apply = (fix: QuickFix): void => {
    this.#view.pushUndoStop();
    this.#view.executeEdits('faultline', [...editsOf(this.#model, fix)]);
    this.#view.pushUndoStop();
  };

  readonly close = (): void => {
    this.#marks.close();
    this.#controls.close();
    this.#undo.forEach((undo) => undo());
    this.#view.dispose();
    this.#model.dispose();
  };

  /** The sign beside a decorator opens its control. */
  #press({ element, position }: editor.IMouseTarget, events: EditorEvents): void {
    // By the element: where the gutter's parts stand, Monaco does not know.
    if (element?.classList.contains('turnable') !== true) return;
    const pressed = this.#shown?.turnable?.all.find(({ line }) => line === position?.lineNumber);
    if (pressed !== undefined) events.onadjust?.(pressed);
  }

  #now() {
    if (this.#shown === null) return null;
    return { picture: this.#shown, areProblemsCurrent: this.#problemsVersion === this.#model.getVersionId() };
  }

  #speak(language: EditorPicture['language']): void {
    editor.setModelLanguage(this.#model, language);
    this.#model.updateOptions({ tabSize: language === 'python' ? 4 : 2, insertSpaces: true });
  }

  #isShown(text: string): boolean {
    return this.#model.getValue() === withoutCarriageReturns(text);
  }

  #restore({ text, from, to, backward, scrollTop, scrollLeft, focused }: EditorPlace): void {
    this.#setText(text);
    const [start, end] = [this.#model.getPositionAt(from), this.#model.getPositionAt(to)];
    this.#view.setSelection(backward ? Selection.fromPositions(end, start) : Selection.fromPositions(start, end));
    this.#view.setScrollPosition({ scrollTop, scrollLeft });
    if (focused) this.#view.focus();
  }

  /** The smallest edit, so that the cursor and the bands stay where they are and it can be undone. */
  #setText(text: string): void {
    const change = changeBetween(this.#model.getValue(), withoutCarriageReturns(text));
    if (change === null) return;
    this.#model.pushStackElement();
    this.#model.pushEditOperations(null, [...editsOf(this.#model, { title: '', edits: [change] })], () => null);
    this.#model.pushStackElement();
  }

  #showProblems({ problems, language }: EditorPicture): void {
    // The compiler knows better than our reader where TypeScript breaks.
    const ours = language === 'typescript' ? problems.filter(({ code }) => code !== 'syntax-error') : problems;
    showProblems(this.#model, ours);
    this.#hints.set([...hintNotes(problems)]);
  }

  /** Glyphs stand right of the numbers, as in print; Monaco has them on the left. */
  #placeGutter(): void {
    const { glyphMarginWidth, lineNumbersWidth } = this.#view.getLayoutInfo();
    const style = this.#view.getContainerDomNode().style;
    style.setProperty('--glyphs-by', `${String(lineNumbersWidth)}px`);
    style.setProperty('--numbers-by', `${String(-glyphMarginWidth)}px`);
  }
}

/** What of the options follows the picture. */
export const optionsFor = (picture: EditorPicture): editor.IEditorOptions => ({
  readOnly: picture.readonly,
  ariaLabel: labelOf(picture),
  stickyScroll: { enabled: picture.language !== 'json' },
  wordWrap: picture.language === 'json' ? 'on' : 'off',
});
