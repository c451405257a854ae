import { select } from 'd3-selection';
import { zoom, zoomIdentity, zoomTransform } from 'd3-zoom';
import type { D3ZoomEvent, ZoomTransform } from 'd3-zoom';

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** A part of the drawing, in its own px. */
export interface Part extends Extent {
  readonly x: number;
  readonly y: number;
}

/** Nothing is drawn smaller to fit, since names could not be read: it is panned instead. */
const FIT_MIN = 0.6;
/** What is brought into view keeps this many px from the edge. */
const EDGE = 24;

/**
 * Pan and zoom of one drawing, by d3-zoom: drag or a plain wheel pans, a pinch or a wheel with Ctrl or Cmd zooms.
 * `onmove` gets every change. What somebody moved stays where it is until it is fitted again.
 */
export class PanZoom {
  readonly #onmove: (transform: ZoomTransform) => void;
  readonly #behaviour = zoom<SVGSVGElement, unknown>().scaleExtent([0.3, 2.5]);
  #svg: SVGSVGElement | null = null;
  #room: Extent = { width: 0, height: 0 };
  #isTouched = false;

  constructor(onmove: (transform: ZoomTransform) => void) {
    this.#onmove = onmove;
    this.#behaviour
      // Measured by itself, it would have the page laid out in the middle of each keystroke.
      .extent(() => [
        [0, 0],
        [this.#room.width, this.#room.height],
      ])
      .filter((event: Event) => (event instanceof WheelEvent ? event.ctrlKey || event.metaKey : !isSecondary(event)))
      .on('zoom', (event: D3ZoomEvent<SVGSVGElement, unknown>) => {
        if (event.sourceEvent !== null && event.sourceEvent !== undefined) this.#isTouched = true;
        this.#onmove(event.transform);
      });
  }

  readonly attach = (svg: SVGSVGElement): (() => void) => {
    this.#svg = svg;
    const selection = select(svg).call(this.#behaviour).on('dblclick.zoom', null);
    svg.addEventListener('wheel', this.#pan, { passive: false });
    return () => {
      selection.on('.zoom', null);
      svg.removeEventListener('wheel', this.#pan);
      this.#svg = null;
    };
  };

  /**
   * Shows all of `drawing` in `room`, never larger than life; `again` also where somebody moved it. Of what is too large
   * for that, the part around `focus`.
   */
  fit(drawing: Extent, room: Extent, { again = false, focus = null }: { again?: boolean; focus?: Part | null }): void {
    this.#room = room;
    if (this.#svg === null || (this.#isTouched && !again) || room.width === 0 || room.height === 0) return;
    this.#isTouched = false;
    const wanted = Math.min(1, room.width / drawing.width, (room.height - 8) / drawing.height);
    const scale = Math.max(FIT_MIN, wanted);
    const middle = focus === null ? { x: 0, y: 0 } : middleOf(focus);
    const x = placed(drawing.width * scale, room.width, middle.x * scale);
    const y = placed(drawing.height * scale, room.height - 8, middle.y * scale);
    select(this.#svg).call(this.#behaviour.transform, zoomIdentity.translate(x, y).scale(scale));
  }

  /** Moves the drawing as little as brings `part` into view; `gently`: not where somebody moved it. */
  reveal({ x, y, width, height }: Part, room: Extent, { gently }: { gently: boolean }): void {
    if (this.#svg === null || (gently && this.#isTouched)) return;
    const transform = zoomTransform(this.#svg);
    const { k } = transform;
    const right = shift(transform.applyX(x), width * k, room.width);
    const down = shift(transform.applyY(y), height * k, room.height);
    if (right !== 0 || down !== 0) select(this.#svg).call(this.#behaviour.translateBy, right / k, down / k);
  }

  /** Brings a point of the drawing to the middle of `room`. */
  centre({ x, y }: { readonly x: number; readonly y: number }): void {
    if (this.#svg === null) return;
    this.#isTouched = true;
    select(this.#svg).call(this.#behaviour.translateTo, x, y);
  }

  zoomBy(factor: number): void {
    if (this.#svg === null) return;
    this.#isTouched = true;
    select(this.#svg).call(this.#behaviour.scaleBy, factor);
  }

  /** Moves the drawing by px on screen. */
  panBy(x: number, y: number): void {
    if (this.#svg === null || (x === 0 && y === 0)) return;
    const { k } = zoomTransform(this.#svg);
    this.#isTouched = true;
    select(this.#svg).call(this.#behaviour.translateBy, x / k, y / k);
  }

  readonly #pan = (event: WheelEvent): void => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.panBy(-event.deltaX, -event.deltaY);
  };
}

const middleOf = ({ x, y, width, height }: Part): { readonly x: number; readonly y: number } => ({
  x: x + width / 2,
  y: y + height / 2,
});

/** Where a drawing begins along one axis: in the middle where it fits, else `middle` is, as far as it reaches. */
function placed(size: number, room: number, middle: number): number {
  if (size <= room) return (room - size) / 2;
  return Math.min(0, Math.max(room - size, room / 2 - middle));
}

/** By how many px something must move along one axis to be in view; its beginning counts more than its end. */
function shift(from: number, size: number, room: number): number {
  if (from < EDGE) return EDGE - from;
  const beyond = from + size + EDGE - room;
  return beyond > 0 ? -Math.min(beyond, from - EDGE) : 0;
}

const isSecondary = (event: Event): boolean => event instanceof MouseEvent && event.button !== 0;
