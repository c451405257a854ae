import type { ValuePath } from './schemaWalk';

/** Something in a failure plan that does not do what it says. A run is possible all the same. */
export interface PlanProblem {
  readonly path: ValuePath;
  /** A warning: it may be meant so. */
  readonly severity: 'error' | 'warning';
  /** What is wrong and what would be right, in sentences. */
  readonly message: string;
}

export const error = (path: ValuePath, message: string): PlanProblem => ({ path, severity: 'error', message });
export const warning = (path: ValuePath, message: string): PlanProblem => ({ path, severity: 'warning', message });
