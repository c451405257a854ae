import type { Reading } from '../model/flow';
import type { FlowGraph } from '../model/graph';
import type { Problem } from '../model/problem';

/** All that the text of a flow tells. */
export interface Checked {
  readonly reading: Reading;
  /** Of a text without a flow, null. */
  readonly graph: FlowGraph | null;
  /** The graph to draw: as `graph`, but edges stay where a transition is half typed. */
  readonly drawn: FlowGraph | null;
  /**
   * What stands in the way of reading, what fails as the class is read, lint in Metaflow's order, what fails after
   * it, hints. The first of severity `error` refuses a run. A text that does not parse is being typed: no more is
   * said of it. Worked out when it is first asked for: that takes as long as the graph.
   */
  readonly problems: readonly Problem[];
}

/** What was read of a text, with its problems worked out once, when somebody asks. */
export function checkedLater(read: Omit<Checked, 'problems'>, problemsOf: () => readonly Problem[]): Checked {
  let problems: readonly Problem[] | null = null;
  return {
    ...read,
    get problems() {
      problems ??= problemsOf();
      return problems;
    },
  };
}
