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

/** The box of a step's node. `cells` is null for a step that runs once; `least` is the width of a short one. */
export function nodeBox(name: string, chips: readonly Chip[], cells: number | null, least = 156): NodeBox {
  const nameWidth = NODE.nameLeft + name.length * NODE.nameChar + NODE.pad;
  const grid = cells === null || cells === 0 ? null : gridBox(cells);
  const widest = Math.max(0, ...chips.map((chip) => chipWidth(chip) + 2 * NODE.pad));
  const width = Math.ceil(
    Math.max(least, nameWidth, Math.min(widest, 320), grid === null ? 0 : grid.width + 2 * NODE.pad),
  );
  const chipsTop = grid === null ? NODE.head + 7 : grid.y + grid.height + 8;
  const placed = placeChips(chips, width, chipsTop);
  const bottom =
    placed.length > 0 ? chipsTop + NODE.chip * rows(placed) + NODE.chipGap * (rows(placed) - 1) : chipsTop - 7;
  return { width, height: bottom + (grid === null ? 13 + NODE.foot : 12), chips: placed, grid };
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
