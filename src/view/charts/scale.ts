/** Round numbers from 0 or below the least to above the most, about `count` of them. */
export function ticks(low: number, high: number, count: number): readonly number[] {
  const span = Math.max(high - low, Number.EPSILON);
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Places a value in px: `from` at `low`, `to` at `high`. */
export const scale =
  (low: number, high: number, from: number, to: number) =>
  (value: number): number =>
    high === low ? (from + to) / 2 : from + ((value - low) / (high - low)) * (to - from);

const fixed = (value: number): string => value.toFixed(1);

/** An SVG path through points; a gap where one is missing. */
export function line(points: readonly (readonly [x: number, y: number] | null)[]): string {
  let isDown = false;
  return points
    .map((point) => {
      const command = point === null ? '' : `${isDown ? 'L' : 'M'}${fixed(point[0])} ${fixed(point[1])}`;
      isDown = point !== null;
      return command;
    })
    .join('');
}

/** The area between two lines over the same places. */
export const band = (edges: readonly (readonly [x: number, low: number, high: number])[]): string =>
  edges.length === 0
    ? ''
    : `${line(edges.map(([x, , high]) => [x, high]))}L${edges
        .toReversed()
        .map(([x, low]) => `${fixed(x)} ${fixed(low)}`)
        .join('L')}Z`;
