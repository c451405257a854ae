/** Rows `from` to `to`, the end exclusive. */
export interface RowWindow {
  readonly from: number;
  readonly to: number;
}

/** A list of rows of one height, scrolled. Pixels. */
export interface Scrolled {
  readonly count: number;
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly height: number;
}

/** Drawn above and below what is seen, so that a quick scroll shows no gap. */
const SPARE_ROWS = 20;

/** The rows to draw. Never more than what is seen and the spare ones, however long the list is. */
export function rowsInView({ count, rowHeight, scrollTop, height }: Scrolled): RowWindow {
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const seen = Math.ceil(height / rowHeight) + 1;
  const to = Math.min(count, first + seen + SPARE_ROWS);
  return { from: Math.max(0, Math.min(first, count - seen) - SPARE_ROWS), to };
}

/** Whether the last row is in view. A pixel more or less comes of zoomed pages. */
export const isAtEnd = ({ count, rowHeight, scrollTop, height }: Scrolled): boolean =>
  scrollTop + height >= count * rowHeight - 2;
