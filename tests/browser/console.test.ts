import { page, userEvent } from 'vitest/browser';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../src/view/tokens.css';
import '../../src/view/base.css';
import type { ConsoleLine } from '../../src/model/console';
import { taskKeyOf } from '../../src/model/ids';
import { instantOf } from '../../src/model/time';
import Console from '../../src/view/console/Console.svelte';
import { NO_FILTER } from '../../src/view/console/consoleLines';
import type { CompletePrompt } from '../../src/view/console/promptLine';
import { violations } from './support/axe';

const lineAt = (n: number, more: Partial<ConsoleLine> = {}): ConsoleLine => ({
  at: instantOf(n * 1000),
  prefix: { timestamp: `2026-01-01 00:00:00.${String(n % 1000).padStart(3, '0')}`, head: '[17/work/2 (pid 3)]' },
  text: `line ${String(n)} 🚀`,
  stream: 'stdout',
  tone: 'code',
  taskKey: taskKeyOf({ step: 'work', foreach: [n % 2], round: 0 }),
  attempt: 0,
  ...more,
});
const lines = (count: number): readonly ConsoleLine[] => Array.from({ length: count }, (_, n) => lineAt(n));

const COMMANDS = ['resume', 'run', 'run --max-workers', 'show'];
const complete: CompletePrompt = (line, cursor) => {
  const from = line.lastIndexOf(' ', cursor - 1) + 1;
  const word = line.slice(from, cursor);
  return { from, items: COMMANDS.filter((text) => text.startsWith(word)).map((text) => ({ text })) };
};

async function open(given: Partial<Parameters<typeof render<typeof Console>>[1]> = {}) {
  const target = document.createElement('main');
  target.style.cssText = 'width: 760px; height: 300px';
  document.body.append(target);
  const [onsubmit, onfilter, oncopy, oncancel] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
  const props = {
    lines: lines(3),
    steps: ['start', 'work', 'end'],
    task: null,
    filter: NO_FILTER,
    command: 'python flow.py',
    history: ['run --seed 1', 'show'],
    complete,
    onsubmit,
    onfilter,
    oncopy,
    oncancel,
    ...given,
  };
  const screen = await render(Console, { target, props });
  const list = target.querySelector('[role=log]') ?? target;
  const field = target.querySelector<HTMLInputElement>('input[role=combobox]') ?? document.createElement('input');
  return { screen, target, list, field, onsubmit, onfilter, oncopy, oncancel };
}

test('of 100,000 lines only those in view are drawn, and the newest is followed', async () => {
  const { screen, list } = await open({ lines: lines(100_000) });
  await vi.waitFor(() => expect(list.textContent).toContain('line 99999'));
  expect(list.querySelectorAll('.row').length).toBeLessThan(80);
  await screen.rerender({ lines: lines(100_500) });
  await vi.waitFor(() => expect(list.textContent).toContain('line 100499'));
});

test('lines that come faster than the page scrolls are followed', async () => {
  const { screen, list } = await open({ lines: lines(1000) });
  for (let count = 1040; count <= 2000; count += 40) {
    await screen.rerender({ lines: lines(count) });
    if (count % 240 === 0) await new Promise(requestAnimationFrame);
  }
  await vi.waitFor(() => expect(list.textContent).toContain('line 1999'));
  await expect.element(screen.getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'true');
});

test('scrolled up, the lines stay; Follow goes to the newest again', async () => {
  const { screen, list } = await open({ lines: lines(1000) });
  await vi.waitFor(() => expect(list.textContent).toContain('line 999'));
  list.scrollTop = 19 * 500;
  const follow = screen.getByRole('button', { name: 'Follow' });
  await expect.element(follow).toHaveAttribute('aria-pressed', 'false');
  await screen.rerender({ lines: lines(1200) });
  expect(list.scrollTop).toBe(19 * 500);
  expect(list.textContent).toContain('line 510');
  await follow.click();
  await vi.waitFor(() => expect(list.textContent).toContain('line 1199'));
});

test('a filter shows the lines of its step, task, attempt and stream, and they are copied as Metaflow prints them', async () => {
  const filter = {
    ...NO_FILTER,
    step: 'work',
    task: taskKeyOf({ step: 'work', foreach: [1], round: 0 }),
    attempt: 1,
    stream: 'stderr',
  } as const;
  const mixed = [
    lineAt(0),
    lineAt(1, { attempt: 1, stream: 'stderr' }),
    lineAt(3),
    lineAt(2, { taskKey: null, attempt: null }),
  ];
  const { screen, list, oncopy } = await open({ lines: mixed, filter });
  await expect.poll(() => list.querySelectorAll('.row').length).toBe(1);
  await screen.getByRole('button', { name: 'Copy' }).click();
  expect(oncopy).toHaveBeenCalledWith('2026-01-01 00:00:00.001 [17/work/2 (pid 3)] line 1 🚀');
});

test('choosing a step asks for its lines', async () => {
  const { screen, onfilter } = await open();
  await screen.getByRole('combobox', { name: 'Of' }).selectOptions('work');
  expect(onfilter).toHaveBeenCalledWith({ ...NO_FILTER, step: 'work' });
});

test('Enter submits a line, also one that was pasted with its command', async () => {
  const { field, onsubmit } = await open();
  field.focus();
  await userEvent.keyboard('python flow.py run --seed 2{Enter}');
  expect(onsubmit).toHaveBeenCalledWith('run --seed 2');
  expect(field.value).toBe('');
  await userEvent.keyboard('{Enter}');
  expect(onsubmit).toHaveBeenCalledOnce();
});

test('Up and Down walk through earlier lines and back to what was being typed', async () => {
  const { field } = await open();
  field.focus();
  await userEvent.keyboard('re{ArrowUp}');
  expect(field.value).toBe('show');
  await userEvent.keyboard('{ArrowUp}{ArrowUp}');
  expect(field.value).toBe('run --seed 1');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  expect(field.value).toBe('re');
});

test('Tab completes what is the only one, then as far as all agree, then offers a choice', async () => {
  const { field, target } = await open();
  field.focus();
  await userEvent.keyboard('s{Tab}');
  expect(field.value).toBe('show ');
  await userEvent.fill(field, '');
  await userEvent.keyboard('ru{Tab}');
  expect(field.value).toBe('run');
  await userEvent.keyboard('{Tab}');
  await expect.element(page.getByRole('listbox')).toBeVisible();
  expect(field.getAttribute('aria-expanded')).toBe('true');
  await userEvent.keyboard('{ArrowDown}');
  const active = target.querySelector(`[id="${field.getAttribute('aria-activedescendant') ?? ''}"]`);
  expect(active?.textContent).toContain('--max-workers');
  await userEvent.keyboard('{Enter}');
  expect(field.value).toBe('run --max-workers ');
});

test('Tab leaves an empty prompt, and any prompt after Escape', async () => {
  const { field } = await open();
  field.focus();
  await userEvent.keyboard('{Tab}');
  expect(document.activeElement).not.toBe(field);
  field.focus();
  await userEvent.keyboard('ru{Escape}{Tab}');
  expect(document.activeElement).not.toBe(field);
  expect(field.value).toBe('ru');
});

test('Control and C asks to stop what runs', async () => {
  const { field, oncancel } = await open();
  field.focus();
  await userEvent.keyboard('{Control>}c{/Control}');
  expect(oncancel).toHaveBeenCalledOnce();
});

test.each(['light', 'dark'])('axe finds nothing in %s', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  const bad = lineAt(2, { tone: 'bad', stream: 'stderr' });
  const { field, target } = await open({ lines: [lineAt(0, { tone: 'system' }), lineAt(1), bad] });
  field.focus();
  await userEvent.keyboard('r{Control>} {/Control}');
  expect(await violations(target)).toEqual([]);
  delete document.documentElement.dataset['theme'];
});
