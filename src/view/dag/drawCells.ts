import type { Attachment } from 'svelte/attachments';
import { HUES } from '../../state/look';
import type { Hue } from '../../state/look';
import type { Cell } from '../../state/foreach';
import type { GridBox } from '../../state/nodeBox';

/** Draws thousands of cells on a canvas, and anew when the theme changes; trouble last and a pixel larger. */
export const drawCells =
  (grid: GridBox, cells: readonly Cell[]): Attachment<HTMLCanvasElement> =>
  (canvas) => {
    draw(canvas, grid, cells);
    const themes = new MutationObserver(() => {
      draw(canvas, grid, cells);
    });
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      themes.disconnect();
    };
  };

function draw(canvas: HTMLCanvasElement, grid: GridBox, cells: readonly Cell[]): void {
  const ratio = devicePixelRatio;
  canvas.width = grid.width * ratio;
  canvas.height = grid.height * ratio;
  canvas.style.width = `${String(grid.width)}px`;
  canvas.style.height = `${String(grid.height)}px`;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(ratio, ratio);
  const isTrouble = ({ look }: Cell): boolean => ['wait', 'fail', 'caught'].includes(HUES[look]);
  for (const trouble of [false, true]) {
    cells.forEach((cell, i) => {
      if (isTrouble(cell) !== trouble) return;
      context.fillStyle = colourOf(HUES[cell.look]);
      const grow = trouble ? 0.5 : 0;
      const x = (i % grid.columns) * grid.pitch - grow;
      const y = Math.floor(i / grid.columns) * grid.pitch - grow;
      context.fillRect(x, y, grid.cell + 2 * grow, grid.cell + 2 * grow);
    });
  }
}

/** Colours of one theme. An answer of the browser takes as long as all the drawing: it works out every style first. */
const colours = new Map<Hue, string>();
let theme: string | undefined;

function colourOf(hue: Hue): string {
  const root = document.documentElement;
  const shown = root.dataset['theme'];
  if (shown !== theme) colours.clear();
  theme = shown;
  const colour = colours.get(hue) ?? getComputedStyle(root).getPropertyValue(hue === 'idle' ? '--line' : `--${hue}`);
  colours.set(hue, colour);
  return colour;
}
