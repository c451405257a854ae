import type { PlacedEdge } from './scenePlan';
import type { StepDisplay } from './stepDisplay';

/** `taken`: the run went this way. `not-taken`: it went elsewhere. */
export type EdgeState = 'open' | 'taken' | 'not-taken';

export interface DrawnEdge extends PlacedEdge {
  readonly state: EdgeState;
}

/** How far each edge has come; taken ones last, so that they lie above the others. */
export function edgeStates(
  edges: readonly PlacedEdge[],
  steps: ReadonlyMap<string, StepDisplay>,
): readonly DrawnEdge[] {
  const drawn = edges.map((edge) => ({ ...edge, state: stateOf(steps.get(edge.from), steps.get(edge.to)) }));
  return [...drawn.filter(({ state }) => state !== 'taken'), ...drawn.filter(({ state }) => state === 'taken')];
}

function stateOf(from: StepDisplay | undefined, to: StepDisplay | undefined): EdgeState {
  if (from === undefined || to === undefined) return 'open';
  if (from.look === 'not-taken' || to.look === 'not-taken') return 'not-taken';
  if (from.went !== null && !from.went.includes(to.step)) return 'not-taken';
  return isDone(from) ? 'taken' : 'open';
}

const isDone = ({ look }: StepDisplay): boolean => look === 'succeeded' || look === 'caught' || look === 'cloned';
