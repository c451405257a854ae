import type { Flow, FlowStep, Transition } from '../model/flow';

/**
 * Remembers where steps went, so that edges stay in the drawing while a transition is half typed. What is checked is
 * the text as it is; only the drawing keeps them.
 */
export class KeptTransitions {
  readonly #how: HalfTyped;
  #last: ReadonlyMap<string, Transition> = new Map();

  constructor(how: HalfTyped) {
    this.#how = how;
  }

  /** The flow to draw of a text: a step whose transition is half typed goes where it went before. */
  keep(flow: Flow, text: string): Flow {
    const names = flow.steps.map(({ name }) => name);
    const steps = flow.steps.map((step) => {
      const kept = isHalfTyped(step, text, names, this.#how) ? this.#last.get(step.name) : undefined;
      if (!kept?.targets.every((target) => names.includes(target))) return step;
      return { ...step, transition: { ...kept, span: step.transition?.span ?? step.nameSpan } };
    });
    this.#last = remembered(this.#last, steps, names);
    return steps.some((step, index) => step !== flow.steps[index]) ? { ...flow, steps } : flow;
  }
}

/** Steps that are not there just now, their heads being typed, are not forgotten. */
function remembered(before: ReadonlyMap<string, Transition>, steps: readonly FlowStep[], names: readonly string[]) {
  const last = new Map([...before].filter(([name]) => !names.includes(name)));
  for (const { name, transition } of steps) {
    const isGood = transition?.kind !== 'invalid' && transition?.targets.every((target) => names.includes(target));
    if (transition && isGood) last.set(name, transition);
  }
  return last;
}

/** Where a text's last statement is a call of `next` that is being typed: two patterns of a language. */
export interface HalfTyped {
  /** Over the text of a step: its group is the last statement, where that is the beginning of such a call, or more. */
  readonly last: RegExp;
  /** Over that statement: whether something is missing. */
  readonly unfinished: RegExp;
}

function isHalfTyped({ span, transition }: FlowStep, text: string, names: readonly string[], how: HalfTyped): boolean {
  const [, statement] = how.last.exec(text.slice(span.from, span.to)) ?? [];
  if (statement === undefined) return false;
  const isBeginning = (target: string): boolean =>
    !names.includes(target) && names.some((name) => name.startsWith(target));
  return how.unfinished.test(statement) || transition?.targets.some(isBeginning) === true;
}
