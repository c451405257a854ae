import { policyOf } from '../engine/policyOf';
import { decoratorEdits, edited, type DecoratorChange } from '../language/decoratorEdits';
import type { FlowGraph } from '../model/graph';
import { PLATFORMS, type Language } from '../model/scenario';
import { ALL_STEPS, type PolicyPoint } from '../protocol/policy';

type CodePolicy = Omit<PolicyPoint, 'rate'>;

const NO_POLICY: CodePolicy = { times: 0, minutes: 0, timeout: 0 };

/**
 * The policy that a step's decorators say, whatever the platform makes of it. Of all steps: the one of the step that
 * allows most retries, since a slider stands somewhere.
 */
export function policyIn(graph: FlowGraph | null, step: string): CodePolicy {
  const steps = graph?.steps.filter(({ name }) => step === ALL_STEPS || name === step) ?? [];
  return steps
    .map((one): CodePolicy => {
      const { retryTimes, waitUs, timeoutUs } = policyOf(one, PLATFORMS.kubernetes);
      return { times: retryTimes, minutes: Number((waitUs / 60e6).toPrecision(6)), timeout: (timeoutUs ?? 0) / 1e6 };
    })
    .reduce(
      (most, one) => (one.times > most.times ? one : most),
      steps.length === 0 ? NO_POLICY : { ...NO_POLICY, times: -1 },
    );
}

/** The flow's text with another policy on some of its steps; what stays the same is not written. */
export function withPolicy(
  { source, language }: { readonly source: string; readonly language: Language },
  steps: readonly string[],
  { from, to }: { readonly from: CodePolicy; readonly to: CodePolicy },
): string {
  return steps.reduce((text, step) => {
    const changes = changesOf(step, from, to);
    return changes.reduce((now, change) => {
      const edits = decoratorEdits({ language, source: now }, change);
      return edits === null ? now : edited(now, edits);
    }, text);
  }, source);
}

function changesOf(step: string, from: CodePolicy, to: CodePolicy): readonly DecoratorChange[] {
  const retry: DecoratorChange['options'] = {
    ...(from.times !== to.times && { times: to.times }),
    ...((from.minutes !== to.minutes || from.times === 0) && { minutes_between_retries: to.minutes }),
  };
  const timeout = to.timeout === 0 ? null : { seconds: to.timeout, minutes: null, hours: null };
  return [
    ...(Object.keys(retry).length > 0 && (from.times !== to.times || from.minutes !== to.minutes)
      ? [{ step, decorator: 'retry', options: retry }]
      : []),
    ...(from.timeout === to.timeout ? [] : [{ step, decorator: 'timeout', options: timeout }]),
  ];
}
