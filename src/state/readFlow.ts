import { FlowChecker } from '../language/check';
import type { FlowGraph } from '../model/graph';
import type { Problem } from '../model/problem';
import type { Scenario } from '../model/scenario';

/** What the text comes to: its graph, drawable also where it may not run, and what to say about it. */
export interface FlowReading {
  readonly graph: FlowGraph | null;
  /** Worked out when it is first asked for. */
  readonly problems: readonly Problem[];
  /** The first line that cannot be read; null for a text that parses. */
  readonly brokenLine: number | null;
}

/** A text, and where it would run. */
type WrittenFlow = Pick<Scenario, 'language' | 'source' | 'fileName' | 'platform'>;

/** Reads the versions of one text, one after the other. */
export class FlowReader {
  readonly #checker = new FlowChecker();

  read(flow: WrittenFlow): FlowReading {
    const checked = this.#checker.check(flow);
    const broken = checked.reading.problems.find(({ code }) => code === 'syntax-error');
    return {
      graph: checked.drawn,
      brokenLine: broken?.line ?? null,
      get problems() {
        return checked.problems;
      },
    };
  }
}
