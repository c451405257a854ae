import type { Flow, FlowStep, Transition } from '../../model/flow';

/**
 * Remembers where steps went, so that edges stay in the drawing while a `self.next` is half typed. What is checked is
 * the text as it is; only the drawing keeps them.
 */
export class KeptTransitions {
  #last: ReadonlyMap<string, Transition> = new Map();

  /** The flow to draw of a text: a step whose `self.next` is half typed goes where it went before. */
  keep(flow: Flow, text: string): Flow {
    const names = flow.steps.map(({ name }) => name);
    const steps = flow.steps.map((step) => {
      const kept = isHalfTyped(step, text, names) ? this.#last.get(step.name) : undefined;
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

/** The last statement, where that is `self` or more of `self.next(…`. */
const LAST = /^[\s\S]*[\n;:][ \t]*(self(?:\.(?:n(?:e(?:x(?:t(?:\s*\([\s\S]*)?)?)?)?)?)?)$/;
/** No bracket at the end, or nothing in the brackets, after a dot, after a `=`, or in its quotes. */
const UNFINISHED = /[^)]$|\(\s*\)$|\.\s*[,)\]}]|=\s*(?:""|'')?\s*[,)]/;

function isHalfTyped({ span, transition }: FlowStep, text: string, names: readonly string[]): boolean {
  const [, statement] = LAST.exec(text.slice(span.from, span.to)) ?? [];
  if (statement === undefined) return false;
  const isBeginning = (target: string): boolean =>
    !names.includes(target) && names.some((name) => name.startsWith(target));
  return UNFINISHED.test(statement) || transition?.targets.some(isBeginning) === true;
}
