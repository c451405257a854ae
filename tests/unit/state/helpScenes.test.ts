import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scenarioOf } from '../../../src/runtime/scenario';
import { HELP_SCENES } from '../../../src/state/helpScenes';

const PAGES = new URL('../../../src/view/help/pages/', import.meta.url);
const pages = readdirSync(PAGES).map((name) => ({ name, text: readFileSync(new URL(name, PAGES), 'utf8') }));
const linked = pages.flatMap(({ text }) => [...text.matchAll(/\]\(scene:([\w-]+)\)/g)].map(([, scene]) => scene ?? ''));
const flow = (name: string): string => readFileSync(new URL(`../../../public/flows/${name}`, import.meta.url), 'utf8');

test('every scene that a page links to is there, and every scene is linked to', () => {
  expect([...new Set(linked)].sort()).toEqual(HELP_SCENES.map(({ name }) => name).sort());
});

test.each(HELP_SCENES)('$name is a scenario, and says in one line what to look at', (scene) => {
  const { example, faults, parameters, shows } = scene;
  const source = flow(example.flows.python);
  expect(scenarioOf({ language: 'python', source, parameters, faults }).faults).toEqual(faults);
  expect(shows).toMatch(/^Run.{20,}\.$/);
  expect(shows.length).toBeLessThanOrEqual(90);
});

test.each(['failure-types.md', 'retry-against-catch.md'])('%s: every cell of its table leads to a scene', (name) => {
  const { text = '' } = pages.find((page) => page.name === name) ?? {};
  const [, , ...rows] = text.split('\n').filter((line) => line.startsWith('|'));
  expect(rows.length).toBeGreaterThanOrEqual(5);
  const cells = rows.flatMap((row) => row.split('|').slice(name === 'failure-types.md' ? 1 : 2, -1));
  expect(cells.filter((cell) => !cell.includes('](scene:'))).toEqual([]);
});
