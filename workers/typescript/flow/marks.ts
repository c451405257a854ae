const flows = new WeakSet();

/** Flows, their branches in a join, and `inputs`: what is never an artifact. */
export const markFlow = (value: object): void => void flows.add(value);

export const isFlow = (value: unknown): boolean => typeof value === 'object' && value !== null && flows.has(value);
