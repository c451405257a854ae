/** What gestures over a stretch of time come to. Shares are of its width, from its left edge. */
export interface TimeMoves {
  /** By what factor more time is shown; `share` is what stays where it is. */
  readonly onzoom: (factor: number, share: number) => void;
  readonly onpan: (share: number) => void;
}

/** Where time is drawn in an element: its left edge and width on screen, in px. */
type Stretch = (element: HTMLElement) => { readonly left: number; readonly width: number };

/** Wheel notches of a mouse come in steps of a hundred, those of a touchpad in small ones. */
const ZOOM_A_PIXEL = 1.0022;
/** A click may tremble; more is a drag. */
const DRAG_MIN = 4;

/**
 * Zooms by a pinch or a wheel with Ctrl or Cmd, pans by a horizontal wheel or a drag. The plain wheel and a finger that
 * moves up or down scroll, as everywhere.
 */
export const timeGestures =
  (stretch: Stretch, { onzoom, onpan }: TimeMoves) =>
  (element: HTMLElement): (() => void) => {
    const fingers = new Map<number, PointerEvent>();
    let isDragging = false;

    function wheel(event: WheelEvent): void {
      const { left, width } = stretch(element);
      const isZoom = event.ctrlKey || event.metaKey;
      const across = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      if (!isZoom && Math.abs(across) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
      event.preventDefault();
      if (isZoom) onzoom(ZOOM_A_PIXEL ** event.deltaY, (event.clientX - left) / width);
      else onpan(across / width);
    }
    function down(event: PointerEvent): void {
      if (event.button !== 0 || (event.target instanceof Element && event.target.closest('[data-own-drag]'))) return;
      fingers.set(event.pointerId, event);
    }
    function move(event: PointerEvent): void {
      const before = fingers.get(event.pointerId);
      if (before === undefined) return;
      const { left, width } = stretch(element);
      const other = [...fingers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
      if (other === undefined) drag(event, before, width);
      else pinch(event, before, { other, left, width });
    }
    function drag(event: PointerEvent, before: PointerEvent, width: number): void {
      if (!isDragging && Math.abs(event.clientX - before.clientX) < DRAG_MIN) return;
      if (!isDragging) element.setPointerCapture(event.pointerId);
      isDragging = true;
      fingers.set(event.pointerId, event);
      onpan((before.clientX - event.clientX) / width);
    }
    function pinch(
      event: PointerEvent,
      before: PointerEvent,
      { other, left, width }: { other: PointerEvent; left: number; width: number },
    ): void {
      const apart = (one: PointerEvent): number => Math.max(8, Math.abs(one.clientX - other.clientX));
      fingers.set(event.pointerId, event);
      onzoom(apart(before) / apart(event), ((event.clientX + other.clientX) / 2 - left) / width);
    }
    function up(event: PointerEvent): void {
      fingers.delete(event.pointerId);
      isDragging = false;
    }

    return listen(element, { wheel, pointerdown: down, pointermove: move, pointerup: up, pointercancel: up });
  };

/** Somebody points at a moment and may drag it: shares of the element's width. */
export const scrubbing =
  (on: { readonly onseek: (share: number) => void; readonly onhold: (isHeld: boolean) => void }) =>
  (element: HTMLElement): (() => void) => {
    let held: number | null = null;

    function seek(event: PointerEvent): void {
      const { left, width } = element.getBoundingClientRect();
      on.onseek((event.clientX - left) / width);
    }
    function down(event: PointerEvent): void {
      if (event.button !== 0) return;
      held = event.pointerId;
      element.setPointerCapture(event.pointerId);
      on.onhold(true);
      seek(event);
    }
    function move(event: PointerEvent): void {
      if (event.pointerId === held) seek(event);
    }
    function up(event: PointerEvent): void {
      if (event.pointerId !== held) return;
      held = null;
      on.onhold(false);
    }

    return listen(element, { pointerdown: down, pointermove: move, pointerup: up, pointercancel: up });
  };

type Listeners = { readonly [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void };

function listen(element: HTMLElement, listeners: Listeners): () => void {
  const ended = new AbortController();
  for (const [name, listener] of Object.entries(listeners)) {
    element.addEventListener(name, listener as EventListener, { passive: false, signal: ended.signal });
  }
  return () => {
    ended.abort();
  };
}
