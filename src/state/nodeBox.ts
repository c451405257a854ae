import type { Chip } from './chips';

/** The parts of a node, in px within it. Text is mono where it is measured: every character is as wide. */
export const NODE = {
  pad: 10,
  glyph: 28,
  nameLeft: 40,
  head: 43,
  foot: 22,
  chip: 18,
  chipGap: 4,
  nameChar: 7.45,
  chipChar: 6.2,
};

/** A chip where it stands in its node. */
export interface PlacedChip extends Chip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface NodeBox {
  readonly width: number;
  readonly height: number;
  readonly chips: readonly PlacedChip[];
  readonly grid: GridBox | null;
  readonly hasFoot: boolean;
}

/** Where a foreach's cells stand: `columns` of squares of `cell` px, each `pitch` px after the last. */
export interface GridBox {
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly cell: number;
  readonly pitch: number;
  readonly width: number;
  readonly height: number;
}

/** How much room a graph's nodes take: `compact` ones have a foot only where attempts are to be counted. */
export type Density = 'roomy' | 'narrow' | 'compact';

const LEAST: Readonly<Record<Density, number>> = { roomy: 156, narrow: 132, compact: 112 };

export interface NodeContent {
  readonly name: string;
  readonly chips: readonly Chip[];
  /** Tasks of its grid; null for a step that runs once. */
  readonly cells: number | null;
  readonly canRetry: boolean;
}

/** The box of a step's node. */
export function nodeBox({ name, chips, cells, canRetry }: NodeContent, density: Density): NodeBox {
  const nameWidth = NODE.nameLeft + name.length * NODE.nameChar + NODE.pad;
  const grid = cells === null || cells === 0 ? null : gridBox(cells);
  const widest = Math.max(0, ...chips.map((chip) => chipWidth(chip) + 2 * NODE.pad));
  const gridWidth = grid === null ? 0 : grid.width + 2 * NODE.pad;
  const width = Math.ceil(Math.max(LEAST[density], nameWidth, Math.min(widest, 320), gridWidth));
  const chipsTop = grid === null ? NODE.head + 7 : grid.y + grid.height + 8;
  const placed = placeChips(chips, width, chipsTop);
  const bottom =
    placed.length > 0 ? chipsTop + NODE.chip * rows(placed) + NODE.chipGap * (rows(placed) - 1) : chipsTop - 7;
  const hasFoot = grid === null && (density !== 'compact' || canRetry);
  const under = hasFoot ? 13 + NODE.foot : placed.length > 0 || grid !== null ? 11 : 7;
  return { width, height: bottom + under, chips: placed, grid, hasFoot };
}

export const chipWidth = ({ name, values }: Chip): number =>
  Math.ceil(10 + [name, ...values].reduce((sum, text) => sum + text.length * NODE.chipChar, 0) + values.length * 5);

function placeChips(chips: readonly Chip[], width: number, top: number): readonly PlacedChip[] {
  let x = NODE.pad;
  let y = top;
  return chips.map((chip) => {
    const chipIs = chipWidth(chip);
    if (x > NODE.pad && x + chipIs > width - NODE.pad) {
      x = NODE.pad;
      y += NODE.chip + NODE.chipGap;
    }
    const placed = { ...chip, x, y, width: Math.min(chipIs, width - 2 * NODE.pad) };
    x += chipIs + NODE.chipGap;
    return placed;
  });
}

const rows = (chips: readonly PlacedChip[]): number => new Set(chips.map(({ y }) => y)).size;

/** Cells shrink as they grow in number: 20 px each, then 8.4, then 2. */
export function gridBox(cells: number): GridBox {
  const [cell, pitch, columnsMax] = cells <= 24 ? [20, 24, 8] : cells <= 480 ? [8.4, 10, 24] : [2, 2, 140];
  const columns = Math.min(columnsMax, cells);
  const lines = Math.ceil(cells / columns);
  const gap = pitch - cell;
  return {
    x: NODE.pad,
    y: NODE.head + 8,
    columns,
    cell,
    pitch,
    width: columns * pitch - gap,
    height: lines * pitch - gap,
  };
}

/** The cell at a point of the grid, by its place among them; null between two of them or beyond. */
export function cellAt({ columns, pitch, cell, width, height }: GridBox, x: number, y: number): number | null {
  if (x < 0 || y < 0 || x > width || y > height) return null;
  const [column, line] = [Math.floor(x / pitch), Math.floor(y / pitch)];
  const isBetween = cell >= 8 && (x - column * pitch > cell || y - line * pitch > cell);
  return isBetween ? null : line * columns + column;
}
