import { describe, expect, test } from 'vitest';
import { graphOf } from '../../../src/graph/graphOf';
import { PLATFORMS, type Platform } from '../../../src/model/scenario';
import { knobsOf, stopOf, typedValue, type DecoratorKnobs } from '../../../src/state/decoratorKnobs';
import * as python from '../../support/pythonFlow';
import * as typescript from '../../support/typescriptFlow';

const { kubernetes, local }: { readonly kubernetes: Platform; readonly local: Platform } = PLATFORMS;

function knobsIn(above: string, platform = kubernetes): readonly DecoratorKnobs[] {
  const steps = [python.stepText('start', 'self.end', { above }), python.stepText('end', null)].join('\n\n');
  const graph = python.graphOfText(python.flowText(steps, 'FlowSpec, step, retry, timeout, catch'));
  return graph.steps.flatMap((step) => knobsOf(step, platform));
}
const only = (above: string, platform = kubernetes): DecoratorKnobs => {
  const [found] = knobsIn(above, platform);
  if (!found) throw new TypeError('nothing can be turned');
  return found;
};

test('@retry has two values to turn; what is not written is at its default', () => {
  const { title, line, column, knobs } = only('@retry(minutes_between_retries=0.03)');
  expect({ title, line, column }).toEqual({ title: '@retry of start', line: 5, column: 5 });
  expect(knobs.map(({ label, value }) => [label, value])).toEqual([
    ['times', 3],
    ['minutes between', 0.03],
  ]);
});

test('@timeout has the parts that are written, seconds where none is', () => {
  const options = (above: string) => only(above).knobs.map(({ option, value }) => [option, value]);
  expect(options('@timeout(minutes=1, seconds=30)')).toEqual([
    ['minutes', 1],
    ['seconds', 30],
  ]);
  expect(options('@timeout')).toEqual([['seconds', 0]]);
});

test('other decorators have nothing to turn, and those of a step come in the order of the text', () => {
  expect(knobsIn('@catch(var="e")')).toEqual([]);
  const both = knobsIn('@timeout(seconds=3)\n    @catch\n    @retry');
  expect(both.map(({ decorator }) => decorator)).toEqual(['timeout', 'retry']);
});

test('an expression is shown as it is written, and has no number', () => {
  const [times] = only('@retry(times=TIMES)').knobs;
  expect(times).toMatchObject({ value: null, code: 'TIMES' });
});

test('of TypeScript, too, the options go by Metaflow’s names', () => {
  const steps = [typescript.stepText('start', 'this.end', { above: '@retry()' }), typescript.stepText('end', null)];
  const graph = graphOf(typescript.flowOf(typescript.flowText(steps.join('\n'), 'FlowSpec, step, retry')));
  const [control] = graph.steps.flatMap((step) => knobsOf(step, kubernetes));
  expect(control?.knobs[1]).toMatchObject({ option: 'minutes_between_retries', value: 2 });
});

describe('the schedule', () => {
  test.each([
    ['@retry(times=2, minutes_between_retries=0.5)', kubernetes, { attempts: 3, wait: '30 s' }, 'waits 1 min at most'],
    ['@retry(times=2, minutes_between_retries=0)', kubernetes, { attempts: 3, wait: null }, 'at once, without waiting'],
    ['@retry(times=2)', local, { attempts: 3, wait: null }, 'local does not wait'],
    ['@retry(times=0)', kubernetes, { attempts: 1, wait: null }, 'one attempt, no retry'],
    ['@timeout(seconds=40)', kubernetes, { attempts: 1, limit: '40 s' }, 'each attempt may take 40 s'],
    ['@timeout', kubernetes, { limit: null }, 'refused: it needs a duration'],
  ])('of %s', (above, platform, drawn, words) => {
    expect(only(above, platform).schedule).toMatchObject({ ...drawn, words });
  });

  test('a limit counts for each attempt anew', () => {
    const [limit] = knobsIn('@timeout(seconds=40)\n    @retry(times=2)');
    expect(limit?.schedule.words).toBe('each attempt may take 40 s, 2 min in 3 attempts');
  });
});

test('a slider stands at the stop that is nearest', () => {
  const [, minutes] = only('@retry(minutes_between_retries=0.04)').knobs;
  if (!minutes) throw new TypeError('no minutes');
  expect(minutes.stops[stopOf(minutes)]).toBe(0.03);
});

test.each([
  ['3', 3],
  [' 0 ', 0],
  ['5', null],
  ['2.5', null],
  ['-1', null],
  ['', null],
  ['many', null],
])('%j typed for times is %j', (text, value) => {
  const [times] = only('@retry').knobs;
  expect(times && typedValue(times, text)).toBe(value);
});
