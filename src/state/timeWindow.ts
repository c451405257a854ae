/** The part of a run's time that the timeline's width stands for, in virtual µs. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** No closer than this: a millisecond from edge to edge. */
const WIDTH_MIN = 1000;

/** Wider or narrower by a factor, with `at` staying where it is; never beyond `horizon`. */
export function zoomed(window: TimeWindow, factor: number, at: number, horizon: number): TimeWindow {
  const width = Math.min(horizon, Math.max(WIDTH_MIN, (window.to - window.from) * factor));
  const share = (at - window.from) / (window.to - window.from);
  return within({ from: at - share * width, to: at + (1 - share) * width }, horizon);
}

export const panned = ({ from, to }: TimeWindow, by: number, horizon: number): TimeWindow =>
  within({ from: from + by, to: to + by }, horizon);

/** How much of the width is left free ahead when the window turns a page. */
const PAGE = 0.85;

/** The window with `now` in it: it turns page by page, so that between two of them nothing moves. */
export function following(window: TimeWindow, now: number, horizon: number): TimeWindow {
  const width = window.to - window.from;
  if (now >= window.from && now <= window.to) return window;
  const pages = Math.floor((now - window.from) / (width * PAGE));
  return within({ from: window.from + pages * width * PAGE, to: window.to + pages * width * PAGE }, horizon);
}

/** Moved as little as brings it between 0 and the horizon. */
function within({ from, to }: TimeWindow, horizon: number): TimeWindow {
  const width = Math.min(horizon, to - from);
  const start = Math.min(Math.max(0, from), horizon - width);
  return { from: start, to: start + width };
}

/** Steps of a ruler: 1, 2 and 5 of every power of ten. */
const STEPS = [1, 2, 5, 10];

/** Round seconds in a window, at most `ticksMax` of them, with the decimals that tell them apart. */
export function ticksIn({ from, to }: TimeWindow, ticksMax: number): readonly { at: number; label: string }[] {
  const wanted = (to - from) / 1e6 / Math.max(1, ticksMax);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = (STEPS.find((n) => n * power >= wanted * 0.999) ?? 10) * power;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const first = Math.ceil(from / 1e6 / step - 1e-6);
  const last = Math.floor(to / 1e6 / step + 1e-6);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const second = (first + i) * step;
    return { at: second * 1e6, label: second.toFixed(decimals) };
  });
}
