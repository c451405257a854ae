import type { AttemptInput } from '../../../src/protocol/flowHost';
import { markFlow } from './marks';

/** What a join gets: its branches by position, or by the name of the step that led here (the last of them). */
export class Inputs implements Iterable<object> {
  [place: number]: object;

  constructor(branches: readonly { readonly given: AttemptInput; readonly flow: object }[]) {
    const flows = branches.map(({ flow }) => flow);
    const define = (name: string | number, value: unknown) =>
      Object.defineProperty(this, name, { value, configurable: true, writable: true });
    flows.forEach((flow, place) => define(place, flow));
    for (const { given, flow } of branches) define(given.step, flow);
    Object.defineProperty(this, Symbol.iterator, { value: () => flows[Symbol.iterator](), configurable: true });
    markFlow(this);
  }

  declare [Symbol.iterator]: () => Iterator<object>;
}
