import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page as browser, userEvent } from 'vitest/browser';
import App from '../../src/app/App.svelte';
import { DEFAULT_PACE } from '../../src/model/scenario';
import type { Scenario } from '../../src/model/scenario';
import { instantOf } from '../../src/model/time';
import { Page } from '../../src/state/Page.svelte';
import type { Ports } from '../../src/state/ports';
import { Theme } from '../../src/state/Theme.svelte';
import '../../src/view/base.css';
import '../../src/view/tokens.css';
import { fixturePorts } from '../support/fixturePorts';
import { notesRun, scenarioFrom, until } from '../support/fixtureRun';
import { NOTES_FLOW } from '../support/notesFlow';

// Monaco loads beside every page, module by module.
vi.setConfig({ testTimeout: 60_000 });

const { run, events } = notesRun();

function workbench(own: Partial<Ports> = {}, source = NOTES_FLOW): Page {
  const { command: _, ...content } = scenarioFrom(source);
  const ports = fixturePorts(own);
  const page = new Page(ports, { ...content, pace: DEFAULT_PACE }, new Theme(ports.settings, () => false));
  render(App, { page });
  return page;
}

function showAt(page: Page, second: number): void {
  page.hear({ kind: 'run-opened', run });
  page.hear({ kind: 'events', runId: run.id, events: until(events, second) });
  page.hear({ kind: 'clock', runId: run.id, at: instantOf(second * 1e6), wallMs: 0, pace: 0, until: null });
}

/** A line of so many steps. */
const manySteps = (count: number): string => {
  const names = ['start', ...Array.from({ length: count - 2 }, (_, i) => `step_${String(i + 1)}`), 'end'];
  const steps = names.map((name, i) => {
    const next = names[i + 1];
    return `    @step\n    def ${name}(self):\n        ${next === undefined ? 'pass' : `self.next(self.${next})`}\n`;
  });
  return `from metaflow import FlowSpec, step\n\nclass Many(FlowSpec):\n${steps.join('\n')}`;
};

const node = (name: string) => browser.getByRole('button', { name: new RegExp(`^${name}: `) }).first();

const violations = async () => {
  const found = await axe.run(document, { rules: { 'page-has-heading-one': { enabled: true } } });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
};

beforeEach(async () => {
  document.documentElement.lang = 'en';
  document.title = 'Faultline';
  await browser.viewport(1440, 900);
});
afterEach(() => {
  document.documentElement.removeAttribute('data-theme');
});

/** It is for the pointer alone, and so has no role to ask for. */
const overview = (): boolean =>
  [...document.querySelectorAll('svg title')].some(({ textContent }) => textContent.startsWith('The whole graph'));

describe('the graph', () => {
  test('is drawn from the text, before anything has run', async () => {
    workbench();
    await expect.element(node('api_call')).toHaveAccessibleName('api_call: Not run yet, up to 4');
    await expect.element(browser.getByText('Nothing has run yet.')).toBeVisible();
  });

  test('follows what is typed, and keeps the last text that could be read', async () => {
    const page = workbench();
    page.draft.edit(NOTES_FLOW.replaceAll('api_call', 'call_api'));
    await expect.element(node('call_api')).toBeVisible();
    page.draft.edit(NOTES_FLOW.replaceAll('api_call', 'call_api').replace('def call_api(self):', 'def call_api(self:'));
    await expect.element(node('call_api')).toBeVisible();
    await expect.element(browser.getByText(/^Line \d+ cannot be read/)).toBeVisible();
  });

  test('shows the wait of a retry with what is left of it', async () => {
    showAt(workbench(), 6.7);
    await expect.element(node('api_call')).toHaveAccessibleName('api_call: Waiting for retry, 3 left');
    await expect.element(browser.getByText('waits 1.10 s more, then attempt 1 starts.')).toBeVisible();
  });

  test('of many steps is never too small to be read: it has an overview, and what is selected comes into view', async () => {
    const page = workbench({}, manySteps(40));
    await expect.poll(overview).toBe(true);
    const name = node('step_30').element();
    const canvas = name.closest('svg')?.getBoundingClientRect() ?? new DOMRect();
    expect(name.getBoundingClientRect().left).toBeGreaterThan(canvas.right);
    page.select('step_30');
    await expect.poll(() => name.getBoundingClientRect().right).toBeLessThan(canvas.right);
    const [label] = [...document.querySelectorAll('.node .name')].filter((text) => text.textContent === 'step_30');
    expect(parseFloat(getComputedStyle(label ?? name).fontSize) * 0.6).toBeGreaterThanOrEqual(10.4);
  });

  test('keeps its places while one types', async () => {
    const page = workbench();
    await expect.element(node('end')).toBeVisible();
    const left = () => node('end').element().getBoundingClientRect().left;
    const before = left();
    page.draft.edit(NOTES_FLOW.replaceAll('api_call', 'a_call_of_a_much_longer_name'));
    await expect.element(node('a_call_of_a_much_longer_name')).toBeVisible();
    expect(left()).toBe(before);
    await expect.poll(left).not.toBe(before);
  });

  test('arrow keys go along its edges, and selecting selects the code and the timeline', async () => {
    const page = workbench();
    await node('start').click();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(page.selection.step).toBe('risky_logic');
    await expect.element(node('risky_logic')).toHaveFocus();
    await expect.element(node('risky_logic')).toHaveAttribute('aria-pressed', 'true');
    await userEvent.keyboard('{Escape}');
    expect(page.selection.step).toBeNull();
  });
});

describe('running', () => {
  test('Control and Enter execute the draft, with its parameters, seed and pace', async () => {
    const execute = vi.fn<Ports['execute']>(() => Promise.resolve());
    workbench({ execute });
    await browser.getByRole('switch', { name: 'simulate_code_bug' }).click();
    await browser.getByRole('button', { name: 'Roll a new seed' }).click();
    await browser.getByRole('button', { name: '10×' }).click();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    const [scenario, pace] = execute.mock.calls[0] ?? [];
    expect(scenario).toMatchObject({
      parameters: { simulate_code_bug: true },
      seed: 4,
      command: ['run'],
    } satisfies Partial<Scenario>);
    expect(pace).toBe(10);
  });

  test('while a run is driven the button stops it', async () => {
    const stop = vi.fn(() => Promise.resolve());
    showAt(workbench({ stop }), 6.7);
    await browser.getByRole('button', { name: 'Stop', exact: true }).click();
    expect(stop).toHaveBeenCalledOnce();
  });

  test('an interrupted run can be continued', async () => {
    const continueRun = vi.fn(() => Promise.resolve());
    const page = workbench({ continueRun, openRun: () => Promise.resolve({ run, events: until(events, 9) }) });
    page.openRun(run.id);
    await browser.getByRole('button', { name: 'Continue' }).click();
    expect(continueRun).toHaveBeenCalledWith(run.id, DEFAULT_PACE);
  });

  test('resume clones from the run on screen', async () => {
    const execute = vi.fn<Ports['execute']>(() => Promise.resolve());
    const page = workbench({ execute });
    showAt(page, 24.6);
    page.hear({ kind: 'run-closed', run: { ...run, outcome: 'failed' } });
    await browser.getByRole('button', { name: 'Resume', exact: true }).click();
    expect(execute.mock.calls[0]?.[0].command).toEqual(['resume', '--origin-run-id', run.id]);
  });
});

describe('on a phone', () => {
  test('everything is a tab, the run first, and the selected step says why', async () => {
    await browser.viewport(390, 844);
    const page = workbench();
    const tabs = browser.getByRole('tablist', { name: 'Views' }).getByRole('tab');
    await expect.element(tabs.first()).toHaveTextContent('Run');
    for (const name of ['Code', 'Console', 'Why', 'Inspector', 'Cards']) {
      await expect.element(browser.getByRole('tab', { name: new RegExp(`^${name}`) })).toBeInTheDocument();
    }
    showAt(page, 6.7);
    page.select('api_call');
    await expect.element(browser.getByText(/attempt 1 starts 1.80 s later/)).toBeVisible();
    await browser.getByRole('button', { name: '0 Failed' }).click();
    expect(page.workbench.phoneTab).toBe('inspector');
    const play = browser.getByRole('button', { name: 'Pause (Space)' }).element().getBoundingClientRect();
    expect(play.right).toBeLessThanOrEqual(390);
  });
});

describe('accessible', () => {
  test.each([
    ['idle', 'light', 1440],
    ['waiting', 'light', 1440],
    ['waiting', 'dark', 1440],
    ['done', 'dark', 1024],
    ['waiting', 'light', 390],
  ])('axe finds nothing: %s, %s, %i px', async (state, theme, width) => {
    await browser.viewport(width, 844);
    const page = workbench({ settings: { get: (name) => (name === 'theme' ? theme : null), set: () => undefined } });
    if (state !== 'idle') showAt(page, state === 'done' ? 24.6 : 6.7);
    page.select('api_call');
    await expect.element(browser.getByText('api_call').first()).toBeVisible();
    expect(await violations()).toEqual([]);
  });
});
