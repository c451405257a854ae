import { describe, expect, test } from 'vitest';
import { PLATFORMS } from '../../../src/model/scenario';
import { briefly, chipsOf } from '../../../src/state/chips';
import { stepByKey } from '../../../src/state/graphKeys';
import { cellAt, gridBox, nodeBox } from '../../../src/state/nodeBox';
import { emptyLanes } from '../../../src/state/lanes';
import { densityOf, keptPlaces, renamedSteps, scenePlan, smooth } from '../../../src/state/scenePlan';
import { unchanged } from '../../../src/state/unchanged';
import { graphFrom } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const notes = graphFrom(NOTES_FLOW);
const diamond = graphFrom(`from metaflow import FlowSpec, step
class F(FlowSpec):
    @step
    def start(self):
        self.next(self.upper, self.lower)
    @step
    def upper(self):
        self.next(self.join)
    @step
    def lower(self):
        self.next(self.join)
    @step
    def join(self, inputs):
        self.next(self.end)
    @step
    def end(self):
        pass
if __name__ == '__main__':
    F()
`);

describe('the box of a node', () => {
  const box = (name: string, cells: number | null = null) =>
    nodeBox({ name, chips: [], cells, canRetry: false }, 'roomy');

  test('grows with its name, which is never cut', () => {
    expect(box('a').width).toBe(156);
    expect(box('x'.repeat(40)).width).toBeGreaterThan(40 * 7.4 + 40);
  });

  test('has room for its grid', () => {
    const { grid, width, height } = box('train', 120);
    expect(grid?.width).toBeLessThan(width);
    expect((grid?.y ?? 0) + (grid?.height ?? 0)).toBeLessThan(height);
  });

  test.each([
    [12, 20, 8],
    [120, 8.4, 24],
    [10_000, 2, 140],
  ])('%i tasks have cells of %s px, %i in a row', (cells, cell, columns) => {
    expect(gridBox(cells)).toMatchObject({ cell, columns });
  });
});

describe('chips', () => {
  const chips = (platform: keyof typeof PLATFORMS) =>
    notes.steps
      .flatMap((step) => chipsOf(step, PLATFORMS[platform]))
      .map(({ name, values }) => [name, ...values].join(' '));

  test('carry the values that decide', () => {
    expect(chips('kubernetes')).toEqual(['@retry 3× 1.8 s', '@catch error_info', '@card']);
  });

  test('name no wait where the platform has none', () => {
    expect(chips('local')[0]).toBe('@retry 3×');
  });

  test.each([
    [1.8e6, '1.8 s'],
    [120e6, '2 min'],
    [5400e6, '1.5 h'],
  ])('%i µs are said as %s', (us, words) => {
    expect(briefly(us)).toBe(words);
  });
});

describe('the plan of a scene', () => {
  test('a short line of steps is roomy where there is room, a flow that branches is compact', () => {
    expect(densityOf(notes, 900)).toBe('roomy');
    expect(densityOf(notes, 600)).toBe('narrow');
    expect(densityOf(diamond, 900)).toBe('compact');
  });

  test('an edge goes from side to side, and its arrow points at the node', () => {
    const plan = scenePlan(notes, { platform: PLATFORMS.kubernetes, cells: new Map(), density: 'roomy' });
    const target = plan.nodes.find(({ step }) => step === 'api_call');
    const edge = plan.edges.find(({ to }) => to === 'api_call');
    expect(edge?.tip).toEqual({ x: target?.x, y: (target?.y ?? 0) + (target?.height ?? 0) / 2 });
  });

  test('a path is straight where its points are level, and leaves and arrives level elsewhere', () => {
    const [a, b, c] = [
      { x: 0, y: 5 },
      { x: 10, y: 5 },
      { x: 20, y: 9 },
    ];
    expect(smooth([a, b])).toBe('M0 5H10');
    expect(smooth([b, c])).toBe('M10 5C15 5 15 9 20 9');
  });

  const { nodes } = scenePlan(diamond, { platform: PLATFORMS.kubernetes, cells: new Map(), density: 'compact' });
  test.each([
    ['ArrowRight', 'upper', 'join'],
    ['ArrowLeft', 'lower', 'start'],
    ['ArrowDown', 'upper', 'lower'],
    ['ArrowUp', 'lower', 'upper'],
    ['ArrowUp', 'upper', null],
    ['End', 'start', 'end'],
    ['x', 'start', null],
  ])('%s leads from %s to %s', (key, from, to) => {
    expect(stepByKey(key, from, diamond, nodes)).toBe(to);
  });
});

describe('while one types', () => {
  const plan = scenePlan(notes, { platform: PLATFORMS.kubernetes, cells: new Map(), density: 'roomy' });
  const placesIn = (source: string) =>
    keptPlaces(plan, renamedSteps(notes, graphFrom(source))).nodes.map(({ step, x, y }) => [step, x, y]);
  const places = plan.nodes.map(({ step, x, y }) => [step, x, y]);

  test('a step that is renamed stays where it was', () => {
    const renamed = places.map(([step, x, y]) => [step === 'api_call' ? 'call' : step, x, y]);
    expect(placesIn(NOTES_FLOW.replaceAll('api_call', 'call'))).toEqual(renamed);
  });

  test('what is drawn of it stays, and so does all else', () => {
    const renamed = renamedSteps(notes, graphFrom(NOTES_FLOW.replaceAll('api_call', 'call')));
    const kept = keptPlaces(plan, renamed);
    expect(kept.nodes.map(({ key }) => key)).toEqual(plan.nodes.map(({ step }) => step));
    expect(kept.nodes.filter((node) => !plan.nodes.includes(node)).map(({ step }) => step)).toEqual(['call']);
    expect(kept.edges.filter((edge) => !plan.edges.includes(edge)).map(({ from, to }) => [from, to])).toEqual([
      ['start', 'call'],
      ['call', 'risky_logic'],
    ]);
  });

  test('its row in the timeline stays, too', () => {
    const after = graphFrom(NOTES_FLOW.replaceAll('api_call', 'call'));
    const [before, now] = [emptyLanes(notes), emptyLanes(after, renamedSteps(notes, after))];
    expect(now.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
    expect(now.map(({ label }) => label)).toEqual(['start', 'call', 'risky_logic', 'summarize', 'end']);
    expect(unchanged(before, now).filter((lane) => !before.includes(lane))).toHaveLength(1);
    expect(unchanged(before, emptyLanes(notes))).toBe(before);
  });

  test('all others do, where a new one comes between them', () => {
    const longer = NOTES_FLOW.replace('self.next(self.end)', 'self.next(self.later)').replace(
      '    @step\n    def end',
      '    @step\n    def later(self):\n        self.next(self.end)\n\n    @step\n    def end',
    );
    expect(graphFrom(longer).steps).toHaveLength(notes.steps.length + 1);
    expect(placesIn(longer)).toEqual(places);
  });
});

describe('a cell is pointed at', () => {
  const grid = gridBox(12);

  test.each([
    ['within the first', 1, 1, 0],
    ['within the last of the first line', 7 * 24 + 10, 10, 7],
    ['in the second line', 3, 30, 8],
    ['between two', 22, 5, null],
    ['beyond the grid', -3, 5, null],
  ])('%s', (_, x, y, expected) => {
    expect(cellAt(grid, x, y)).toBe(expected);
  });
});
