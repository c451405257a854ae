import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page as browser, userEvent } from 'vitest/browser';
import { DEFAULT_PACE } from '../../src/model/scenario';
import { Page } from '../../src/state/Page.svelte';
import { Theme } from '../../src/state/Theme.svelte';
import '../../src/view/base.css';
import '../../src/view/tokens.css';
import LabPane from '../../src/view/lab/LabPane.svelte';
import { fixturePorts } from '../support/fixturePorts';
import { scenarioFrom } from '../support/fixtureRun';
import { NOTES_FLOW } from '../support/notesFlow';
import { violations } from './support/axe';

vi.setConfig({ testTimeout: 60_000 });

/** The panel of the notes' flow, 20 runs a point. Simulation takes its turns in the page's own thread. */
function lab(): Page {
  const { command: _, ...content } = scenarioFrom(NOTES_FLOW);
  const ports = fixturePorts();
  const page = new Page(ports, { ...content, pace: DEFAULT_PACE }, new Theme(ports.settings, () => false));
  page.lab.policy.simulateEach(20);
  render(LabPane, { page });
  return page;
}

async function byHand(): Promise<Page> {
  const page = lab();
  await browser.getByRole('button', { name: 'Set them by hand' }).click();
  await expect.element(browser.getByText(/^1,100 of 1,100 runs$/), { timeout: 50_000 }).toBeVisible();
  return page;
}

const cell = (row: number, column: number) =>
  browser
    .getByRole('grid')
    .getByRole('row')
    .nth(row + 1)
    .getByRole('gridcell')
    .nth(column);

beforeEach(async () => {
  document.documentElement.lang = 'en';
  document.documentElement.dataset['theme'] = 'light';
  document.title = 'Faultline';
  await browser.viewport(920, 1600);
});
afterEach(() => {
  document.documentElement.removeAttribute('data-theme');
});

describe('the policy explorer', () => {
  test('without data says what to do, and offers it', async () => {
    lab();
    await expect.element(browser.getByText(/^Nothing is known of start, api_call/)).toBeVisible();
    await expect.element(browser.getByRole('button', { name: 'Run the flow' })).toBeVisible();
  });

  test('says that it leaves the plan’s bad input out', async () => {
    const page = lab();
    const note = browser.getByText(/^The plan’s bad input at risky_logic is left out here/);
    await expect.element(note).not.toBeInTheDocument();
    page.failures.add({
      id: 'rows',
      kind: 'bad-input',
      step: 'risky_logic',
      attempts: 1,
      input: { name: 'api_data', change: 'truncated' },
    });
    await expect.element(note).toBeVisible();
  });

  test('shows what the code’s policy comes to, beside the closed form', async () => {
    await byHand();
    const point = browser.getByRole('region', { name: 'Chosen point' });
    await expect
      .element(point)
      .toHaveTextContent(/3 retries, 0.03 min apart while 50.0 % of the attempts of api_call fail/);
    await expect.element(point).toHaveTextContent(/closed form\s*93.8 %/);
    await expect.element(browser.getByRole('img', { name: /^Runs that succeed by Failure rate/ })).toBeVisible();
  });

  test('its map is walked by arrow keys, and a cell says all that it knows', async () => {
    const page = await byHand();
    await cell(3, 5).click();
    await userEvent.keyboard('{ArrowUp}{ArrowRight}');
    await expect.element(cell(2, 6)).toHaveFocus();
    await expect
      .element(cell(2, 6))
      .toHaveAccessibleName(/^2 retries, 0.03 min apart, 60.0 % of attempts fail: .+ of runs succeed \(.+, 20 runs\)/);
    expect(page.lab.policy.chosen).toMatchObject({ times: 2, rate: 0.6 });
  });

  test('a slider moved by the keyboard changes the decorator in the code', async () => {
    const page = await byHand();
    await browser.getByRole('slider', { name: /^Retries/ }).click();
    (browser.getByRole('slider', { name: /^Retries/ }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}{ArrowRight}');
    expect(page.draft.source).toContain('@retry(times=1');
  });

  test('a sweep of 10⁹ cells is refused with its cost', async () => {
    await byHand();
    await browser.getByText('What is swept').click();
    const values = browser.getByRole('spinbutton', { name: 'Failure rate, number of values' });
    await values.fill('200000000');
    await userEvent.keyboard('{Tab}');
    await expect.element(browser.getByRole('alert')).toHaveTextContent(/^This sweep has 1,000,000,000 cells/);
  });

  test.each(['light', 'dark'])('has nothing that axe objects to, %s', async (theme) => {
    document.documentElement.dataset['theme'] = theme;
    await byHand();
    expect(await violations()).toEqual([]);
  });
});
