import type { Cell } from '../../state/foreach';
import type { Look } from '../../state/look';
import type { GridBox } from '../../state/nodeBox';

/** All cells of one look as two paths: their shapes, and the marks within them. */
export interface CellPath {
  readonly look: Look;
  readonly fill: string;
  readonly mark: string;
}

/** A few paths for a whole grid, trouble last, so that hundreds of cells cost the page a few elements. */
export function cellPaths(grid: GridBox, cells: readonly Cell[]): readonly CellPath[] {
  const shapes = new Map<Look, { fill: string; mark: string }>();
  cells.forEach(({ look }, i) => {
    const shape = shapes.get(look) ?? { fill: '', mark: '' };
    const at = { x: (i % grid.columns) * grid.pitch, y: Math.floor(i / grid.columns) * grid.pitch, size: grid.cell };
    shapes.set(look, { fill: shape.fill + fillOf(look, at), mark: shape.mark + markOf(look, at) });
  });
  return [...shapes].map(([look, shape]) => ({ look, ...shape })).sort((a, b) => rank(a.look) - rank(b.look));
}

interface Square {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

const QUIET: readonly Look[] = ['pending', 'cloned', 'succeeded', 'running'];
const rank = (look: Look): number => (QUIET.includes(look) ? QUIET.indexOf(look) : QUIET.length);

function fillOf(look: Look, at: Square): string {
  switch (look) {
    case 'succeeded':
      return square(at, 0);
    case 'failed':
    case 'retried':
    case 'timed-out':
      return diamond(at, 0.5, 0.5);
    case 'killed':
    case 'evicted':
      return slipped(at);
    case 'caught':
      return cup(at);
    default:
      return square(at, 0.5);
  }
}

function markOf(look: Look, { x, y, size }: Square): string {
  switch (look) {
    case 'running':
    case 'starting':
      return square({ x: x + size * 0.36, y: y + size * 0.36, size: size * 0.28 }, 0);
    case 'waiting':
      return path('M', x + 1, y + size - 1, 'L', x + size - 1, y + 1);
    case 'caught':
      return diamond({ x, y: y - size * 0.2, size }, 0.5, 0.28);
    default:
      return '';
  }
}

const path = (...parts: readonly (string | number)[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : part.toFixed(2))).join(' ');

function square({ x, y, size }: Square, inset: number): string {
  const side = size - 2 * inset;
  return path('M', x + inset, y + inset, 'h', side, 'v', side, 'h', -side, 'z');
}

/** Around the cell's middle; `half` is a share of its size. */
function diamond({ x, y, size }: Square, middle: number, half: number): string {
  const [cx, cy, r] = [x + size * middle, y + size * middle, size * half];
  return path('M', cx, cy - r, 'L', cx + r, cy, 'L', cx, cy + r, 'L', cx - r, cy, 'z');
}

/** Two pieces, the right one slipped down. */
function slipped({ x, y, size }: Square): string {
  const left = path('M', x, y, 'h', size * 0.56, 'l', -size * 0.2, size * 0.84, 'h', -size * 0.36, 'z');
  return left + path('M', x + size * 0.68, y + size * 0.16, 'h', size * 0.32, 'v', size * 0.84, 'h', -size * 0.52, 'z');
}

const cup = ({ x, y, size }: Square): string =>
  path('M', x + size * 0.05, y + size * 0.46, 'a', size * 0.45, size * 0.45, '0 0 0', size * 0.9, 0);
