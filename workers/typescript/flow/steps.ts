import type { StepDecorator } from './decorator';

/** A method marked with `@step`, and what stands above it: the decorator nearest to it first. */
export interface StepInfo {
  readonly name: string;
  readonly isStart: boolean;
  readonly isEnd: boolean;
  readonly decorators: StepDecorator[];
}

export type StepMethod = (this: object, ...inputs: unknown[]) => unknown;

const steps = new WeakMap<object, StepInfo>();

export const markStep = (method: object, info: StepInfo): void => void steps.set(method, info);

export const stepInfoOf = (method: unknown): StepInfo | undefined =>
  typeof method === 'function' ? steps.get(method) : undefined;

/** A step as the class has it. */
export interface StepOfClass {
  readonly name: string;
  readonly method: StepMethod;
  readonly info: StepInfo;
}

/** Every step of a class and its bases, in alphabetical order, as Metaflow goes through them. */
export function stepsOf(flowClass: { readonly prototype: object }): StepOfClass[] {
  const found = new Map<string, StepOfClass | null>();
  for (
    let prototype: object | null = flowClass.prototype;
    prototype !== null && prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype) as object | null
  ) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      const info = stepInfoOf(value);
      // A method that overrides a step without being one hides it.
      if (!found.has(name)) found.set(name, info ? { name, method: value as StepMethod, info } : null);
    }
  }
  return [...found.values()].flatMap((step) => step ?? []).sort((a, b) => (a.name < b.name ? -1 : 1));
}
