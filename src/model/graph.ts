import type { Decorator, Flow, FlowStep, SwitchCase } from './flow';

/** Metaflow's own node types, as `current.graph` spells them but for the `-static`/`-foreach` suffixes. */
export type StepType = 'start' | 'linear' | 'split' | 'foreach' | 'join' | 'end' | 'split-switch';

/** One step in the graph. Source: Metaflow, graph.py. */
export interface GraphStep {
  readonly name: string;
  readonly type: StepType;
  /** The place in the goldens' order: each step after all that lead to it, branches in the order of `self.next`. */
  readonly order: number;
  readonly line: number;
  readonly next: readonly string[];
  readonly previous: readonly string[];
  readonly decorators: readonly Decorator[];
  /** The foreach's artifact, the switch's condition and cases; null where there is none. */
  readonly foreachVariable: string | null;
  readonly condition: string | null;
  readonly cases: readonly SwitchCase[];
  /** Takes `inputs`: it waits for all branches, or all tasks of the foreach. */
  readonly isJoin: boolean;
  /** A switch that lists itself. */
  readonly repeats: boolean;
  /** Open splits and foreaches this step stands in, outermost first; a join no longer stands in the one it closes. */
  readonly splitParents: readonly string[];
  /** Of a split or foreach: the step that joins it. */
  readonly matchingJoin: string | null;
  readonly isInsideForeach: boolean;
  readonly source: FlowStep;
}

/** The static shape of a flow. Only a graph that passed lint may run; any may be drawn. */
export interface FlowGraph {
  readonly flow: Flow;
  readonly start: string | null;
  readonly end: string | null;
  /** In the goldens' order; steps that cannot be reached come last, in source order. */
  readonly steps: readonly GraphStep[];
}
