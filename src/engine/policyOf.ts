import type { Decorator } from '../model/flow';
import type { GraphStep } from '../model/graph';
import type { Platform } from '../model/scenario';
import type { StepPolicy } from '../model/setup';
import { microseconds } from '../model/time';

/** Metaflow's defaults. Source: retry_decorator.py. */
const RETRY_DEFAULTS = { times: 3, minutes_between_retries: 2 };

/**
 * How a step's decorators treat failure on a platform. `@retry` and `@catch` are looked at by name, since the
 * order of decorators does not change what they do together.
 *
 * `minutes_between_retries` may be a fraction here. Metaflow's Kubernetes and Batch launchers cut it to whole
 * minutes; ours honours it, so that a lesson need not last for minutes.
 */
export function policyOf(step: GraphStep, platform: Platform): StepPolicy {
  const retry = decoratorOf(step, 'retry');
  const catcher = decoratorOf(step, 'catch');
  const timeout = decoratorOf(step, 'timeout');
  const minutes = retry === undefined ? 0 : numberOf(retry, 'minutes_between_retries', RETRY_DEFAULTS);
  return {
    retryTimes: retry === undefined ? 0 : Math.max(0, numberOf(retry, 'times', RETRY_DEFAULTS)),
    waitUs: platform.waits ? Math.max(0, microseconds(minutes * 60)) : 0,
    catch: catcher === undefined ? null : { variable: textOf(catcher, 'var') },
    timeoutUs: timeout === undefined ? null : timeoutUsOf(timeout),
  };
}

function timeoutUsOf(timeout: Decorator): number {
  const part = (name: string): number => numberOf(timeout, name, { [name]: 0 });
  return microseconds(part('hours') * 3600 + part('minutes') * 60 + part('seconds'));
}

const decoratorOf = (step: GraphStep, name: string): Decorator | undefined =>
  step.decorators.find((decorator) => decorator.name === name);

function numberOf(decorator: Decorator, name: string, defaults: Readonly<Record<string, number>>): number {
  const value = decorator.attributes[name];
  const fallback = defaults[name] ?? 0;
  if (value?.kind !== 'literal' || value.value === null) return fallback;
  const number = Number(value.value);
  return Number.isFinite(number) ? number : fallback;
}

function textOf(decorator: Decorator, name: string): string | null {
  const value = decorator.attributes[name];
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
}
