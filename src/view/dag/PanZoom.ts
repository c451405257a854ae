import { select } from 'd3-selection';
import { zoom, zoomIdentity, zoomTransform } from 'd3-zoom';
import type { D3ZoomEvent, ZoomTransform } from 'd3-zoom';

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** Nothing is drawn smaller to fit: it is panned instead. */
const FIT_MIN = 0.35;

/**
 * Pan and zoom of one drawing, by d3-zoom: drag or a plain wheel pans, a pinch or a wheel with Ctrl or Cmd zooms.
 * `onmove` gets every change; `isOwn` is false once somebody moved the drawing, until it is fitted again.
 */
export class PanZoom {
  readonly #onmove: (transform: ZoomTransform) => void;
  readonly #behaviour = zoom<SVGSVGElement, unknown>().scaleExtent([0.2, 2.5]);
  #svg: SVGSVGElement | null = null;
  #isTouched = false;

  constructor(onmove: (transform: ZoomTransform) => void) {
    this.#onmove = onmove;
    this.#behaviour
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

  /** Shows all of `drawing` in `room`, never larger than life; `again` also where somebody moved it. */
  fit(drawing: Extent, room: Extent, again = false): void {
    if (this.#svg === null || (this.#isTouched && !again) || room.width === 0 || room.height === 0) return;
    this.#isTouched = false;
    const wanted = Math.min(1, room.width / drawing.width, (room.height - 8) / drawing.height);
    const scale = Math.max(FIT_MIN, wanted);
    const x = Math.max(0, (room.width - drawing.width * scale) / 2);
    const y = Math.max(0, (room.height - 8 - drawing.height * scale) / 2);
    select(this.#svg).call(this.#behaviour.transform, zoomIdentity.translate(x, y).scale(scale));
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

const isSecondary = (event: Event): boolean => event instanceof MouseEvent && event.button !== 0;
