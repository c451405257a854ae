import { expect, test } from 'vitest';
import { dotLines, outputDotLines } from '../../../src/cli/outputDot';
import { graphOf } from '../../../src/graph/graphOf';
import { flow, NOWHERE, step } from '../../support/goldensFlow';

// What Metaflow 2.19.38 printed of the same shapes.
test('steps come by name, each with its type', () => {
  expect(outputDotLines(graphOf(flow()))).toEqual([
    'Visualizing the flow as a GraphViz graph',
    "    Try piping the output to 'dot -Tpng -o graph.png' to produce an actual image.",
    'digraph F {',
    '"end"[ label = <<b>end</b> | <font point-size="10">end</font>>   fontname = "Helvetica"   shape = "record" ];',
    '"start"[ label = <<b>start</b> | <font point-size="10">start</font>>   fontname = "Helvetica"   shape = "record" ];',
    'start -> end;',
    '}',
  ]);
});

test('a foreach and its join say what they are', () => {
  const fanOut = flow({
    steps: [
      step('start', null, { transition: { kind: 'foreach', targets: ['work'], variable: 'xs', span: NOWHERE } }),
      step('work', 'gather'),
      step('gather', 'end', { argumentCount: 2 }),
      step('end', null),
    ],
  });
  const types = dotLines(graphOf(fanOut)).flatMap(
    (line) => /^"(\w+)".*size="10">(\w+)</.exec(line)?.slice(1).join(' ') ?? [],
  );
  expect(types).toEqual(['end end', 'gather join', 'start foreach', 'work linear']);
});

test('a switch is a hexagon with its cases on the edges', () => {
  const lane = flow({
    steps: [
      step('start', null, {
        transition: {
          kind: 'switch',
          targets: ['queue_it', 'page'],
          condition: 'lane',
          cases: [
            { key: "'low'", target: 'queue_it' },
            { key: '2', target: 'page' },
          ],
          span: NOWHERE,
        },
      }),
      step('queue_it', 'end'),
      step('page', 'end'),
      step('end', null),
    ],
  });
  const lines = dotLines(graphOf(lane));
  expect(lines).toContain(
    '"start" [ label = <<b>start</b><br/><font point-size="9">switch: lane</font>>   fontname = "Helvetica"   shape = "hexagon"   style = "filled" fillcolor = "lightgreen" ];',
  );
  expect(lines.filter((line) => line.startsWith('start ->'))).toEqual([
    'start -> queue_it [label="low" color="blue" fontcolor="blue"];',
    'start -> page [label="2" color="blue" fontcolor="blue"];',
  ]);
});
