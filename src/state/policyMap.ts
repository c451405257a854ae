import { pointKey } from '../lab/policy/axes';
import type { PolicyExplorer } from './PolicyExplorer.svelte';
import { cellText, measured, outcomeWords } from './policyWords';

/** A cell of the map, ready to be drawn. `share` is how strong its colour is. */
export interface DrawnCell {
  readonly share: number | null;
  readonly text: string;
  readonly words: string;
  readonly chosen: boolean;
  readonly marked: boolean;
}

/** The map as it is drawn: a share of successes as it is, any other measure beside the greatest of the map. */
export function mapCells({ map, measure, chosen, point }: PolicyExplorer): readonly (readonly DrawnCell[])[] {
  const valueOf = (outcome: (typeof map)[number][number]['outcome']): number | null =>
    outcome === null ? null : (measured(measure, outcome)?.value ?? null);
  const greatest = Math.max(1e-9, ...map.flat().flatMap(({ outcome }) => valueOf(outcome) ?? []));
  const [chosenKey, pointed] = [pointKey(chosen), pointKey(point)];
  return map.map((row) =>
    row.map(({ point: own, outcome }) => {
      const value = valueOf(outcome);
      return {
        share: value === null ? null : measure === 'success' ? value : value / greatest,
        text: cellText(measure, outcome),
        words: outcomeWords(own, outcome),
        chosen: pointKey(own) === chosenKey,
        marked: pointKey(own) === pointed,
      };
    }),
  );
}
