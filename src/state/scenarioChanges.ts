import type { Scenario } from '../model/scenario';

/** What a scenario is made of, by what people call it. */
const PARTS: Readonly<Record<string, (scenario: Scenario) => unknown>> = {
  code: ({ source, language }) => [source, language],
  parameters: ({ parameters }) => sorted(parameters),
  seed: ({ seed }) => seed,
  failures: ({ faults }) => faults,
  services: ({ services }) => services,
  platform: ({ platform, maxWorkers }) => [platform, maxWorkers],
  files: ({ files }) => sorted(files),
};

/** What differs between two scenarios, in words: `code`, `seed`. */
export const changedBetween = (before: Scenario, after: Scenario): readonly string[] =>
  Object.entries(PARTS)
    .filter(([, part]) => JSON.stringify(part(before)) !== JSON.stringify(part(after)))
    .map(([name]) => name);

/** Whatever was typed first. */
const sorted = (values: Readonly<Record<string, unknown>>): unknown =>
  Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
