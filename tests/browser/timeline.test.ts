import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page as browser, userEvent } from 'vitest/browser';
import '../../src/view/base.css';
import '../../src/view/tokens.css';
import type { TaskKey } from '../../src/model/ids';
import { instantOf } from '../../src/model/time';
import { Page } from '../../src/state/Page.svelte';
import { Theme } from '../../src/state/Theme.svelte';
import { DEFAULT_PACE } from '../../src/model/scenario';
import { TimelineView } from '../../src/state/TimelineView.svelte';
import type { Lane } from '../../src/state/lanes';
import type { StepDisplay } from '../../src/state/stepDisplay';
import Timeline from '../../src/view/timeline/Timeline.svelte';
import { fixturePorts } from '../support/fixturePorts';
import { notesRun, scenarioFrom } from '../support/fixtureRun';
import { NOTES_FLOW } from '../support/notesFlow';
import { violations } from './support/axe';

const { run, events } = notesRun('succeeded');

function finished(): Page {
  const { command: _, ...content } = scenarioFrom(NOTES_FLOW);
  const ports = fixturePorts();
  const page = new Page(ports, { ...content, pace: DEFAULT_PACE }, new Theme(ports.settings, () => false));
  page.hear({ kind: 'run-opened', run });
  page.hear({ kind: 'events', runId: run.id, events });
  page.hear({ kind: 'run-closed', run });
  return page;
}

async function open(given: Partial<Parameters<typeof render<typeof Timeline>>[1]> = {}) {
  await browser.viewport(1200, 600);
  const target = document.createElement('main');
  target.style.cssText = 'width: 1000px; height: 300px';
  document.body.append(target);
  const page = finished();
  const onattempt = vi.fn();
  const props = {
    lanes: page.lanes,
    displays: page.displays,
    lookOf: (lane: Lane) => page.lookOfLane(lane),
    transport: page.transport,
    timeline: page.timeline,
    horizon: 25e6,
    instants: events.map(({ at }) => at),
    end: instantOf(24.6e6),
    fresh: false,
    isSelected: () => false,
    onselect: vi.fn(),
    onattempt,
    onrun: vi.fn(),
    marks: [],
    onmark: vi.fn(),
    ...given,
  };
  await render(Timeline, { target, props });
  return { page, target, onattempt, slider: browser.getByRole('slider', { name: 'Moment that is shown' }) };
}

test('the playhead goes from event to event by arrow keys, to the start and to the end', async () => {
  const { slider } = await open();
  (slider.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowLeft}');
  await expect.element(slider).toHaveAttribute('aria-valuetext', '21.60 s of 24.60 s');
  await userEvent.keyboard('{Home}');
  await expect.element(slider).toHaveAttribute('aria-valuetext', '0.00 s of 24.60 s');
  await userEvent.keyboard('{ArrowRight}{End}');
  await expect.element(slider).toHaveAttribute('aria-valuetext', '24.60 s of 24.60 s');
});

test('a click on the ruler shows its moment, and what lies after it is paler', async () => {
  const { page, target } = await open();
  expect(target.querySelectorAll('.bar.ahead')).toHaveLength(0);
  const ruler = target.querySelector('.ruler') ?? target;
  const { width } = ruler.getBoundingClientRect();
  await userEvent.click(ruler, { position: { x: width * 0.4, y: 8 } });
  expect(page.view.now / 1e6).toBeCloseTo(10, 0);
  await expect.poll(() => target.querySelectorAll('.bar.ahead').length).toBeGreaterThan(4);
});

test('a click on a bar selects its attempt', async () => {
  const { target, onattempt } = await open();
  const second = target.querySelectorAll('[data-row="1"] .retried')[1];
  await userEvent.click(second ?? target);
  expect(onattempt.mock.calls[0]?.[1]).toBe(1);
});

test('zooming shows less time, and all of it again', async () => {
  const { page } = await open();
  await browser.getByRole('button', { name: 'Show less time' }).click();
  expect(page.timeline.isFitted).toBe(false);
  await browser.getByRole('button', { name: 'Show all of the run' }).click();
  expect(page.timeline.isFitted).toBe(true);
});

test('of 10,000 tasks only the rows in view are drawn, and the keyboard reaches the last', async () => {
  const [lane, display] = [finished().lanes[1], finished().displays[1]];
  const lanes = Array.from({ length: 10_000 }, (_, i) => {
    const key = `api_call[${String(i)}]` as TaskKey;
    return { ...(lane as Lane), key, label: key, isPart: true };
  });
  const { target } = await open({ lanes, displays: [display as StepDisplay], timeline: new TimelineView() });
  expect(target.querySelectorAll('li').length).toBeLessThan(80);
  target.querySelector<HTMLElement>('[data-row="0"] .name')?.focus();
  await userEvent.keyboard('{ArrowDown}{End}');
  await expect.poll(() => document.activeElement?.textContent).toContain('api_call[9999]');
});

test.each(['light', 'dark'])('axe finds nothing in %s', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  const { page, target } = await open();
  page.transport.seek(7e6);
  expect(await violations(target)).toEqual([]);
  delete document.documentElement.dataset['theme'];
});
