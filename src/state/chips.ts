import { policyOf } from '../engine/policyOf';
import type { Decorator } from '../model/flow';
import type { GraphStep } from '../model/graph';
import type { Platform } from '../model/scenario';
import type { StepPolicy } from '../model/setup';
import { secondsOf } from '../model/time';

/** A decorator in a node: its name, and the values that matter, shortest first. */
export interface Chip {
  readonly name: string;
  readonly values: readonly string[];
}

/** In the order of the source, the one nearest `def` last. */
export function chipsOf(step: GraphStep, platform: Platform): readonly Chip[] {
  const policy = policyOf(step, platform);
  return step.decorators
    .toReversed()
    .map((decorator) => ({ name: `@${decorator.name}`, values: valuesOf(decorator, policy) }));
}

function valuesOf({ name, attributes }: Decorator, policy: StepPolicy): readonly string[] {
  switch (name) {
    case 'retry':
      return [`${String(policy.retryTimes)}×`, ...(policy.waitUs > 0 ? [briefly(policy.waitUs)] : [])];
    case 'catch':
      return policy.catch?.variable == null ? [] : [policy.catch.variable];
    case 'timeout':
      return policy.timeoutUs === null ? [] : [briefly(policy.timeoutUs)];
    case 'card':
      return literal(attributes['type']);
    default:
      return [];
  }
}

const literal = (value: Decorator['attributes'][string] | undefined): readonly string[] =>
  value?.kind === 'literal' && typeof value.value === 'string' ? [value.value] : [];

/** `1.8 s`, `2 min`, `1.5 h`: at most two decimals, none where there are none. */
export function briefly(us: number): string {
  const seconds = secondsOf(us);
  const [amount, unit] = seconds < 60 ? [seconds, 's'] : seconds < 3600 ? [seconds / 60, 'min'] : [seconds / 3600, 'h'];
  return `${String(Number(amount.toFixed(2)))} ${unit}`;
}
