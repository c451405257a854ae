import type { FlowSource } from '../../../src/protocol/flowHost';
import type { FlowClass } from '../flow/flowSpec';
import type { Members } from '../flow/members';

/** A flow that was imported once, before its run: the graph that will run, and its parameters' values. */
export interface LoadedClass {
  readonly flowClass: FlowClass;
  readonly members: Members;
  readonly configs: ReadonlyMap<string, unknown>;
  readonly source: FlowSource;
}
