import { userEvent } from 'vitest/browser';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../src/view/tokens.css';
import '../../src/view/base.css';
import type { ArtifactPreview } from '../../src/model/artifact';
import { taskKeyOf } from '../../src/model/ids';
import type { ContentHash } from '../../src/model/ids';
import { instantOf } from '../../src/model/time';
import { inspect } from '../../src/state/inspection';
import { pictureAt } from '../../src/state/picture';
import { chooseTask, nothingToInspect } from '../../src/state/taskChoice';
import Inspector from '../../src/view/inspector/Inspector.svelte';
import { artifact, began, log, opening, raised, setupWith, SOURCE } from '../support/inspectedRun';
import { violations } from './support/axe';

const call = taskKeyOf({ step: 'call', foreach: [], round: 0 });
const setup = setupWith({ retryTimes: 3, waitUs: 1.8e6 });
const events = log([
  ...opening,
  [5, 'call', 0, { type: 'output', stream: 'stdout', by: 'code', lines: ['calling 🚀', 'again'] }],
  [5.5, 'call', 0, { type: 'metadata-set', key: 'rows', value: 12 }],
  [
    6,
    'call',
    0,
    { type: 'attempt-failed', failure: raised, artifacts: [artifact('fails', 'a'), artifact('rows', 'b')] },
  ],
  [7.8, 'call', 0, { type: 'wait-ended' }],
  [7.8, 'call', 1, began('2')],
]);
const picture = pictureAt(setup, events, instantOf(8e6));
const previews = new Map<ContentHash, ArtifactPreview>([
  [artifact('fails', 'a').hash, true],
  [artifact('rows', 'b').hash, { first: [1, 2, { deep: 'here' }], second: { type: 'set', repr: '{1, 2}' } }],
]);

async function open(attempt: number | null = 0) {
  const target = document.createElement('main');
  target.style.cssText = 'width: 900px; height: 330px; overflow: auto; background: var(--pane)';
  document.body.append(target);
  const [ontask, onattempt, online, oncard] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
  const inspection = inspect(call, { picture, events, previews, source: SOURCE, draft: SOURCE, faults: [], seed: 7 });
  const choice = chooseTask(picture, 'call', null);
  const props = {
    inspection,
    choice,
    attempt,
    empty: nothingToInspect(picture, 'call'),
    language: 'python',
    ontask,
    onattempt,
    online,
    oncard,
  } as const;
  const screen = await render(Inspector, { target, props });
  return { screen, target, onattempt, online };
}

test('the failing line is shown among its neighbours, and its link goes to it', async () => {
  const { screen, target, online } = await open();
  await expect.element(screen.getByRole('heading', { name: 'RuntimeError' })).toBeVisible();
  expect(target.querySelector('li.failing')?.textContent).toContain('raise RuntimeError("no answer")');
  await screen.getByRole('button', { name: 'line 11' }).click();
  expect(online).toHaveBeenCalledWith(11);
});

test('the sentence says what happened next', async () => {
  const { screen } = await open();
  await expect.element(screen.getByText('so it runs again after 1.80 s.')).toBeVisible();
});

test('attempts are tabs that arrow keys walk', async () => {
  const { screen, onattempt } = await open();
  const [first, second] = screen.getByRole('tab').elements();
  expect(first?.textContent).toContain('Failed');
  expect(second?.textContent).toContain('Running');
  expect(first?.getAttribute('aria-selected')).toBe('true');
  if (first instanceof HTMLElement) first.focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(onattempt).toHaveBeenCalledWith(1);
  expect(document.activeElement).toBe(second);
});

test('without a chosen attempt the newest is shown', async () => {
  const { screen } = await open(null);
  await expect.element(screen.getByRole('tab', { selected: true })).toHaveTextContent('1 Running');
});

test('artifacts say what they are, whether they changed, and what was never set', async () => {
  const { target } = await open();
  const rows = [...target.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map(({ textContent }) => textContent.trim()),
  );
  expect(rows).toEqual([
    ['rows', 'bool', '4 B', '{"first": [1, 2, {"deep": "here"}], "second": {1, 2}}', 'new'],
    ['fails', 'bool', '4 B', 'True', 'same'],
    ['data', 'not set: line 12 was never reached'],
  ]);
});

test('a nested value unfolds by the keyboard', async () => {
  const { target } = await open();
  const summary = target.querySelector('summary');
  summary?.focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(target.querySelector('details ul')?.textContent).toContain('second: {1, 2}'));
});

test.each(['light', 'dark'])('axe finds nothing in %s', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  const { target } = await open();
  expect(await violations(target)).toEqual([]);
  delete document.documentElement.dataset['theme'];
});
