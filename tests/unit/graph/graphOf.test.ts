import { describe, expect, test } from 'vitest';
import { graphOf } from '../../../src/graph/graphOf';
import { showOrder } from '../../../src/graph/showOrder';
import { graphSummary } from '../../../src/graph/summary';
import { readPython } from '../../../src/language/python/read';
import { caseFile, caseNames, flowText, graphOfSteps, graphOfText, stepText } from '../../support/pythonFlow';

const shape = (steps: Readonly<Record<string, string | null>>) =>
  Object.fromEntries(
    graphOfSteps(steps).steps.map(({ name, type, previous, splitParents, matchingJoin, isInsideForeach }) => [
      name,
      { type, previous, splitParents, matchingJoin, isInsideForeach },
    ]),
  );

test('a nested foreach: who stands in what, and what joins it', () => {
  const read = shape({
    start: "self.a, foreach='xs'",
    a: "self.b, foreach='ys'",
    b: 'self.inner',
    'inner*': 'self.outer',
    'outer*': 'self.end',
    end: null,
  });
  expect(read).toEqual({
    start: { type: 'foreach', previous: [], splitParents: [], matchingJoin: 'outer', isInsideForeach: false },
    a: { type: 'foreach', previous: ['start'], splitParents: ['start'], matchingJoin: 'inner', isInsideForeach: true },
    b: { type: 'linear', previous: ['a'], splitParents: ['start', 'a'], matchingJoin: null, isInsideForeach: true },
    inner: { type: 'join', previous: ['b'], splitParents: ['start'], matchingJoin: null, isInsideForeach: true },
    outer: { type: 'join', previous: ['inner'], splitParents: [], matchingJoin: null, isInsideForeach: false },
    end: { type: 'end', previous: ['outer'], splitParents: [], matchingJoin: null, isInsideForeach: false },
  });
});

test('a switch opens no split, and may repeat itself', () => {
  const { steps } = graphOfSteps({
    start: 'self.loop',
    loop: "{True: self.loop, 'no': self.out}, condition='more'",
    out: 'self.end',
    end: null,
  });
  expect(steps[1]).toMatchObject({
    name: 'loop',
    type: 'split-switch',
    condition: 'more',
    repeats: true,
    next: ['loop', 'out'],
    previous: ['start'],
    cases: [
      { key: 'True', target: 'loop' },
      { key: "'no'", target: 'out' },
    ],
  });
  expect(steps[2]).toMatchObject({ previous: ['loop'], splitParents: [] });
});

test('steps are in the order of their branches, a join after all of them, the unreachable last', () => {
  const graph = graphOfSteps({
    end: null,
    lost: 'self.end',
    'meet*': 'self.end',
    b: 'self.meet',
    a2: 'self.meet',
    a: 'self.a2',
    start: 'self.a, self.b',
  });
  const { steps } = graph;
  expect(steps.map(({ name }) => name)).toEqual(['start', 'a', 'b', 'a2', 'meet', 'end', 'lost']);
  expect(steps.map(({ order }) => order)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(steps[5]?.previous).toEqual(['meet']);
  expect(showOrder(graph)).toEqual(['start', 'a', 'a2', 'b', 'meet', 'end']);
});

test('marked steps are start and end; the names are not needed', () => {
  const text = flowText(
    [
      stepText('begin', 'self.finish').replace('@step', '@step(start=True)'),
      stepText('finish', null).replace('@step', '@step(end=True)'),
    ].join('\n\n'),
  );
  const graph = graphOfText(text);
  expect([graph.start, graph.end, ...graph.steps.map(({ type }) => type)]).toEqual(['begin', 'finish', 'start', 'end']);
});

describe('the order of the goldens is that of the graph', () => {
  interface Golden {
    readonly commands: readonly { readonly tasks: readonly { readonly step: string }[] }[];
  }
  test.each(caseNames())('%s', (name) => {
    const { flow } = readPython(caseFile(name, 'flow.py'), 'flow.py');
    const order = flow ? graphOf(flow).steps.map((step) => step.name) : [];
    const { commands } = JSON.parse(caseFile(name, 'golden.json')) as Golden;
    const ran = [...new Set(commands[0]?.tasks.map(({ step }) => step) ?? [])];
    expect(order.filter((step) => ran.includes(step))).toEqual(ran);
  });
});

describe('any flow can be drawn', () => {
  test.each([
    ['a loop', { start: 'self.a', a: 'self.b', b: 'self.a', end: null }, ['start', 'a', 'b', 'end']],
    ['no start', { a: 'self.b', b: null }, ['a', 'b']],
    ['a step that is not there', { start: 'self.gone', end: null }, ['start', 'end']],
    ['a join of nothing', { 'start*': 'self.end', end: null }, ['start', 'end']],
  ])('%s', (_, steps, names) => {
    expect(graphOfSteps(steps).steps.map(({ name }) => name)).toEqual(names);
  });
});

test('the summary names types, joins and decorators, and needs a start and an end', () => {
  const text = flowText(
    [
      stepText('start', "self.a, foreach='xs'", { above: '@retry(times=2, minutes_between_retries=WAIT)' }),
      stepText('a', 'self.j'),
      stepText('j', 'self.end', { inputs: true }),
      stepText('end', null),
    ].join('\n\n'),
  );
  const summary = graphSummary(graphOfText(text));
  expect(summary).toMatchObject({ start: 'start', end: 'end' });
  expect(summary?.steps[0]).toEqual({
    name: 'start',
    type: 'foreach',
    line: 7,
    next: ['a'],
    matchingJoin: 'j',
    decorators: [{ name: 'retry', attributes: { times: 2, minutes_between_retries: 'WAIT' } }],
  });
  expect(graphSummary(graphOfSteps({ a: 'self.b', b: null }))).toBeNull();
});
