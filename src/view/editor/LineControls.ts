import type { editor } from 'monaco-editor/editor';
import type { DecoratorKnobs } from '../../state/decoratorKnobs';
import { drawControl, type DrawnControl, type TurnKnob } from './drawControl.svelte';

const GAP = 6;
/** Narrower, a control begins where the text does. */
const ROOMY_PX = 400;

interface Shown {
  readonly zone: editor.IViewZone;
  readonly widget: editor.IOverlayWidget;
  readonly drawn: DrawnControl;
  readonly observer: ResizeObserver;
  id: string;
  control: DecoratorKnobs;
}

/** Controls above lines: room between two lines, and over it an element that takes pointer and keys. */
export class LineControls {
  readonly #view: editor.IStandaloneCodeEditor;
  readonly #onturn: TurnKnob;
  readonly #shown = new Map<string, Shown>();

  constructor(view: editor.IStandaloneCodeEditor, onturn: TurnKnob) {
    this.#view = view;
    this.#onturn = onturn;
  }

  show(controls: readonly DecoratorKnobs[]): void {
    const wanted = new Map(controls.map((control) => [`${control.step} ${control.decorator}`, control]));
    for (const [key, shown] of this.#shown) if (!wanted.has(key)) this.#remove(key, shown);
    for (const [key, control] of wanted) {
      const shown = this.#shown.get(key);
      if (shown === undefined) this.#add(key, control);
      else this.#update(shown, control);
    }
  }

  #update(shown: Shown, control: DecoratorKnobs): void {
    shown.control = control;
    shown.drawn.show(control);
    if (shown.zone.afterLineNumber === control.line - 1) return;
    shown.zone.afterLineNumber = control.line - 1;
    this.#layOut(shown);
  }

  #layOut({ id }: Shown): void {
    this.#view.changeViewZones((zones) => zones.layoutZone(id));
  }

  #add(key: string, control: DecoratorKnobs): void {
    const node = document.createElement('div');
    node.className = 'line-control';
    const drawn = drawControl(node, control, { onturn: this.#onturn, onleave: () => this.#view.focus() });
    const widget: editor.IOverlayWidget = { getId: () => key, getDomNode: () => node, getPosition: () => null };
    const zone: editor.IViewZone = {
      afterLineNumber: control.line - 1,
      heightInPx: 0,
      suppressMouseDown: true,
      domNode: document.createElement('div'),
      onDomNodeTop: (top) => (node.style.top = `${String(top + GAP / 2)}px`),
    };
    this.#view.addOverlayWidget(widget);
    const observer = new ResizeObserver(() => {
      zone.heightInPx = node.offsetHeight + GAP;
      this.#layOut(shown);
    });
    const shown: Shown = { zone, widget, drawn, observer, id: '', control };
    this.#view.changeViewZones((zones) => (shown.id = zones.addZone(zone)));
    this.#shown.set(key, shown);
    this.placeAll();
    observer.observe(node);
  }

  #remove(key: string, { id, widget, drawn, observer }: Shown): void {
    observer.disconnect();
    this.#view.changeViewZones((zones) => zones.removeZone(id));
    this.#view.removeOverlayWidget(widget);
    drawn.erase();
    this.#shown.delete(key);
  }

  /** Takes the focus to the control above a line. */
  focus(line: number): void {
    const shown = [...this.#shown.values()].find(({ control }) => control.line === line);
    shown?.widget.getDomNode().querySelector('input')?.focus();
  }

  /** Where its decorator begins, as wide as the text at most. */
  placeAll(): void {
    const { contentLeft, contentWidth, verticalScrollbarWidth } = this.#view.getLayoutInfo();
    for (const { widget, control } of this.#shown.values()) {
      const { style } = widget.getDomNode();
      const indent = contentWidth < ROOMY_PX ? 0 : this.#view.getOffsetForColumn(control.line, control.column);
      style.left = `${String(contentLeft + indent)}px`;
      style.maxWidth = `${String(contentWidth - indent - verticalScrollbarWidth - 8)}px`;
    }
  }

  close(): void {
    this.show([]);
  }
}
