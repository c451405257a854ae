/** Builds flows as a reader gives them, for tests of what is done with them. */
import type { Decorator, Flow, FlowParameter, FlowStep, Span } from '../../src/model/flow';
import type { Json } from '../../src/model/json';

export const NOWHERE: Span = { from: 0, to: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };

/** A parameter as `Parameter('name', …)` gives it; a default that is null was written as `None`. */
export function parameter(name: string, changes: Partial<FlowParameter> = {}, value?: Json): FlowParameter {
  return {
    attribute: name,
    name,
    kind: 'parameter',
    type: 'str',
    required: false,
    help: null,
    separator: null,
    showDefault: true,
    span: NOWHERE,
    ...(value === undefined ? {} : { default: { kind: 'literal', value } }),
    ...changes,
  };
}

export const decorator = (name: string): Decorator => ({ name, attributes: {}, span: NOWHERE });

/** A step that goes to `next`, or nowhere. */
export const step = (name: string, next: string | null, changes: Partial<FlowStep> = {}): FlowStep => ({
  name,
  line: 1,
  span: NOWHERE,
  nameSpan: NOWHERE,
  argumentCount: 1,
  decorators: [],
  doc: null,
  transition: next === null ? null : { kind: 'linear', targets: [next], span: NOWHERE },
  marked: { start: false, end: false },
  ...changes,
});

/** `start → end`, in `flow.py`. */
export const flow = (changes: Partial<Flow> = {}): Flow => ({
  name: 'F',
  fileName: 'flow.py',
  doc: null,
  steps: [step('start', 'end'), step('end', null)],
  parameters: [],
  decorators: [],
  span: NOWHERE,
  nameSpan: NOWHERE,
  loaded: true,
  ...changes,
});
