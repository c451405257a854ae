import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page as browser, userEvent } from 'vitest/browser';
import '../../src/view/base.css';
import '../../src/view/tokens.css';
import { FaultlineError } from '../../src/model/assert';
import { DEFAULT_PACE, type FaultKind } from '../../src/model/scenario';
import type { SweepCell, SweepFacts, SweepMoment, SweepOrder, SweepResult } from '../../src/protocol/sweep';
import { Page } from '../../src/state/Page.svelte';
import type { Ports } from '../../src/state/ports';
import { Theme } from '../../src/state/Theme.svelte';
import ResilienceOfPage from '../../src/view/lab/resilience/ResilienceOfPage.svelte';
import { fixturePorts } from '../support/fixturePorts';
import { scenarioFrom } from '../support/fixtureRun';
import { NOTES_FLOW } from '../support/notesFlow';
import { violations } from './support/axe';

const SURVIVED: SweepFacts = {
  outcome: 'succeeded',
  message: null,
  isStruck: true,
  caught: [],
  differing: [],
  repeated: [],
  retries: 1,
  duration: 4,
  irreproducible: null,
};

const aims: readonly (readonly [string, FaultKind, SweepMoment, Partial<SweepFacts> | null])[] = [
  ['start', 'eviction', 'before', { outcome: 'failed', message: 'Step start failed.' }],
  ['start', 'code-bug', 'start', { isStruck: false }],
  ['api_call', 'eviction', 'before', {}],
  ['api_call', 'eviction', 'after', { repeated: [{ task: 'api_call', attempt: 0, request: null }] }],
  ['api_call', 'code-bug', 'start', { differing: ['drawn'] }],
  ['risky_logic', 'eviction', 'before', { caught: ['risky_logic'] }],
  ['risky_logic', 'code-bug', 'start', null],
];

const RESULT: SweepResult = {
  plan: {
    calm: [{ seed: 11, flowName: 'FailureHandlingFlow', attempts: 6, duration: 21.6, repeated: [] }],
    cells: aims.map(([step, kind, moment], index): SweepCell => ({
      ...{ index, seed: 11, step, foreach: [], attempt: 0, kind, moment },
      fault: { kind, step, attempts: 0 },
    })),
  },
  facts: aims.map(([, , , facts]) => facts && { ...SURVIVED, ...facts }),
  attempts: 20,
  ms: 900,
};

async function open(own: Partial<Ports> = {}) {
  await browser.viewport(1000, 800);
  const ports = fixturePorts({ sweep: () => Promise.resolve(RESULT), ...own });
  const { command: _, ...content } = scenarioFrom(NOTES_FLOW);
  const page = new Page(ports, { ...content, pace: DEFAULT_PACE }, new Theme(ports.settings, () => false));
  const target = document.createElement('main');
  document.body.append(target);
  await render(ResilienceOfPage, { target, props: { page } });
  return { page, target };
}

const cell = (name: RegExp) => browser.getByRole('button', { name });

test('a sweep comes to a score, and to a cell for each failure, in words', async () => {
  await open();
  await browser.getByRole('button', { name: 'Sweep', exact: true }).click();
  await expect.element(browser.getByRole('region', { name: 'Score' })).toHaveTextContent('2 of 5 single failures');
  await expect.element(cell(/^start attempt 0, eviction before: run failed$/)).toHaveTextContent('failed');
  await expect.element(cell(/^api_call attempt 0, eviction after: work repeated$/)).toBeVisible();
  await expect.element(cell(/^api_call attempt 0, code bug start: wrong result$/)).toBeVisible();
  await expect.element(cell(/^risky_logic attempt 0, eviction before: caught$/)).toBeVisible();
  await expect.element(cell(/^risky_logic attempt 0, code bug start: not judged yet$/)).toBeVisible();
});

test('arrow keys go from cell to cell, Enter opens the run that shows it', async () => {
  const keepSwept = vi.fn(() => Promise.resolve('7'));
  const orders: SweepOrder[] = [];
  const { page } = await open({
    keepSwept,
    openRun: () => Promise.reject(new FaultlineError('run-not-found', 'Nothing is stored here.')),
    sweep: (order) => {
      orders.push(order);
      return Promise.resolve(RESULT);
    },
  });
  await browser.getByRole('button', { name: 'Sweep', exact: true }).click();
  (cell(/^start attempt 0, eviction before/).element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(cell(/^api_call attempt 0, eviction before/)).toHaveFocus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(cell(/^api_call attempt 0, eviction after/)).toHaveFocus();
  const detail = browser.getByRole('region', { name: 'What one failure does' });
  await expect.element(detail).toHaveTextContent('Attempt 0 of api_call had run its code to the end');
  await userEvent.keyboard('{Enter}');
  expect(keepSwept).toHaveBeenCalledWith(orders[0]?.id, 3);
  await browser.getByRole('button', { name: 'Add to the plan' }).click();
  expect(page.failures.faults).toEqual([RESULT.plan.cells[3]?.fault]);
});

test('an artifact that may differ is not compared any more', async () => {
  await open();
  await browser.getByRole('button', { name: 'Sweep', exact: true }).click();
  await browser.getByRole('checkbox', { name: 'drawn' }).click();
  await expect.element(cell(/^api_call attempt 0, code bug start: survived$/)).toBeVisible();
});

test('filters narrow the matrix and the next order', async () => {
  const orders: SweepOrder[] = [];
  await open({
    sweep: (order) => {
      orders.push(order);
      return Promise.resolve(RESULT);
    },
  });
  await browser.getByRole('button', { name: 'Failures all' }).click();
  await browser.getByRole('menuitemcheckbox', { name: 'Eviction' }).click();
  await userEvent.keyboard('{Escape}');
  await browser.getByRole('button', { name: 'Sweep', exact: true }).click();
  expect(orders[0]?.kinds).not.toContain('eviction');
  expect(orders[0]?.kinds).toContain('code-bug');
  expect(orders[0]?.steps).toBeUndefined();
  await expect.element(cell(/^start attempt 0, code bug/)).toBeVisible();
  await expect.element(cell(/eviction/).first()).not.toBeInTheDocument();
});

test('what is refused is said, and a sweep of a billion runs is not even begun', async () => {
  const sweep = vi.fn(() => Promise.reject(new FaultlineError('sweep-not-calm', 'The run fails under seed 11.')));
  await open({ sweep });
  await browser.getByRole('button', { name: 'Sweep', exact: true }).click();
  await expect.element(browser.getByRole('alert')).toHaveTextContent('The run fails under seed 11.');
  await browser.getByRole('spinbutton', { name: 'Seeds' }).fill('1000000000');
  await userEvent.keyboard('{Tab}');
  await browser.getByRole('button', { name: 'Sweep', exact: true }).click();
  await expect
    .element(browser.getByRole('alert'))
    .toHaveTextContent('at least 1,000,000,000 runs (1,000,000,000 seeds)');
  expect(sweep).toHaveBeenCalledOnce();
});

test.each(['light', 'dark'])('the lab has nothing against it in %s', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  const { target } = await open();
  expect(await violations(target)).toEqual([]);
  await browser.getByRole('button', { name: 'Sweep', exact: true }).click();
  (cell(/^api_call attempt 0, eviction after/).element() as HTMLElement).focus();
  expect(await violations(target)).toEqual([]);
});
