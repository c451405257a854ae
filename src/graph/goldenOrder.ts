import { targetsOf, type StepsByName, type Traversal } from './traversal';

/**
 * The reachable steps in the order of the goldens and of the log: first come, first served from the start, each step
 * after all that lead to it, branches in the order of `self.next`. A step's repetition of itself does not count; where
 * a loop leaves no step to go on with, the first of those that wait, in Metaflow's own order.
 */
export function goldenOrder(steps: StepsByName, { sorted }: Traversal): readonly string[] {
  const waitsFor = new Map(sorted.map((name) => [name, 0]));
  const targets = new Map(
    sorted.map((name) => [name, targetsFrom(steps, name).filter((target) => waitsFor.has(target))]),
  );
  for (const target of [...targets.values()].flat()) waitsFor.set(target, (waitsFor.get(target) ?? 0) + 1);
  const ordered = new Set<string>();
  const follow = (first: string): void => {
    const queue = [first];
    for (const name of queue) {
      if (ordered.has(name)) continue;
      ordered.add(name);
      for (const target of targets.get(name) ?? []) {
        const left = (waitsFor.get(target) ?? 0) - 1;
        waitsFor.set(target, left);
        if (left === 0) queue.push(target);
      }
    }
  };
  for (const name of sorted) follow(name);
  return [...ordered];
}

const targetsFrom = (steps: StepsByName, name: string): readonly string[] => {
  const step = steps.get(name);
  return step ? targetsOf(step).filter((target) => target !== name) : [];
};
