import type { Extent } from './PanZoom';

/** A small picture of a drawing: its size in px, and how many of its px stand for one of the drawing's each way. */
export interface Miniature extends Extent {
  readonly across: number;
  readonly down: number;
}

const WIDTH_MAX = 280;
const HEIGHT_MAX = 88;
/** Of the room that it lies in, at most this share is covered. */
const SHARE_MAX = 0.4;
/** A long line of steps would be a thread: it is stretched upwards, so much at most. */
const STRETCH_MAX = 12;

/** The largest picture of a drawing that leaves most of its room free. */
export function miniature(drawing: Extent, room: Extent): Miniature {
  const [widthMax, heightMax] = [
    Math.min(WIDTH_MAX, room.width * SHARE_MAX),
    Math.min(HEIGHT_MAX, room.height * SHARE_MAX),
  ];
  const even = Math.min(widthMax / drawing.width, heightMax / drawing.height);
  const across = Math.min(widthMax / drawing.width, even * STRETCH_MAX);
  const down = Math.min(heightMax / drawing.height, even * STRETCH_MAX);
  return { width: drawing.width * across, height: drawing.height * down, across, down };
}
