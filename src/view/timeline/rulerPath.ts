import type { Instant } from '../../model/time';
import type { TimeWindow } from '../../state/timeWindow';

/** Ticks nearer to one another than this look like one, in px. */
const APART = 3;

/** Short lines, `height` px up from the bottom of a ruler, one for each instant in view. */
export function tickPath(
  instants: readonly Instant[],
  { from, to }: TimeWindow,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const lines: string[] = [];
  let last = -APART;
  for (const at of instants) {
    const x = ((at - from) / (to - from)) * width;
    if (x < 0 || x > width || x - last < APART) continue;
    last = x;
    lines.push(`M${x.toFixed(1)} 0v-${String(height)}`);
  }
  return lines.join('');
}
