import type { Draft } from '../storage/schema';
import type { Scenario } from '../model/scenario';
import { EXAMPLES, exampleOf } from './examples';
import type { Example } from './examples';

/** A draft as a menu lists it. */
export interface DraftEntry {
  readonly id: string;
  readonly name: string;
  /** What it began as. */
  readonly example: Example | null;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
}

/** There is something of the user's in it. The pace, which changes no run, does not count. */
export function isChanged({ scenario, origin }: Draft): boolean {
  if (origin?.kind !== 'example' && origin?.kind !== 'link' && origin?.kind !== 'lesson') return true;
  const { original } = origin;
  return original === undefined || told(scenario) !== told(original);
}

/** What a run of it depends on, as text. */
function told({ source, parameters, seed, files, faults, services, platform, maxWorkers }: Scenario): string {
  return JSON.stringify([source, parameters, seed, files, faults, services, platform, maxWorkers]);
}

export const entryOf = ({ id, scenario, origin, updatedAt }: Draft): DraftEntry => ({
  id,
  name: scenario.fileName,
  example: origin?.kind === 'example' ? exampleOf(origin.name) : null,
  updatedAt,
});

/** The newest draft that came from `fileName` of the examples. */
export const draftOfExample = (drafts: readonly Draft[], fileName: string): Draft | null =>
  drafts.find(({ origin }) => origin?.kind === 'example' && origin.name === fileName) ?? null;

/** Which examples have been changed in the draft that one would get by choosing them. */
export const changedExamples = (drafts: readonly Draft[]): ReadonlySet<Example> =>
  new Set(
    EXAMPLES.filter(({ flows }) =>
      Object.values(flows).some((fileName) => {
        const draft = draftOfExample(drafts, fileName);
        return draft !== null && isChanged(draft);
      }),
    ),
  );
