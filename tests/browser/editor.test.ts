import { userEvent } from 'vitest/browser';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../src/view/tokens.css';
import '../../src/view/base.css';
import { editor as monacoEditor } from 'monaco-editor/editor';
import type { MonacoModule } from '../../src/view/editor/editorAttachment';
import Editor from '../../src/view/editor/Editor.svelte';
import type { EditorPicture } from '../../src/view/editor/picture';
import type { Problem } from '../../src/model/problem';
import { violations } from './support/axe';

const SOURCE = `from metaflow import FlowSpec, step, retry

class Sample(FlowSpec):

    @retry(times=3)
    @step
    def start(self):
        print("🚀")
        self.next(self.end)

    @step
    def end(self):
        pass
`;

const PICTURE: EditorPicture = {
  text: SOURCE,
  language: 'python',
  fileName: 'flow.py',
  flow: null,
  problems: [],
  marks: [],
  failing: null,
  running: [],
  band: null,
  readonly: false,
};

const hint: Problem = {
  code: 'sample',
  severity: 'info',
  headline: 'always true',
  message: 'A hint about the print.',
  line: 8,
  column: 9,
  endLine: 8,
  endColumn: 14,
  quickFix: {
    title: 'Say go',
    edits: [{ from: SOURCE.indexOf('"🚀"'), to: SOURCE.indexOf('"🚀"') + 4, text: '"go"' }],
  },
};

/** A place of the size that an editor has in the page. */
function room(): HTMLElement {
  const target = document.createElement('main');
  target.style.cssText = 'display: flex; flex-direction: column; width: 512px; height: 420px';
  document.body.append(target);
  return target;
}

/** An editor whose Monaco comes when the test says so. */
async function open(picture: Partial<EditorPicture> = {}) {
  const arrival = Promise.withResolvers<MonacoModule>();
  const onchange = vi.fn<(text: string) => void>();
  const onrun = vi.fn<() => void>();
  const onfix = vi.fn<(problem: Problem) => void>();
  const oncursor = vi.fn<(line: number, column: number) => void>();
  const props = { ...PICTURE, ...picture, onchange, onrun, onfix, oncursor, load: () => arrival.promise };
  const target = room();
  const screen = await render(Editor, { target, props });
  const field = target.querySelector('textarea') ?? document.createElement('textarea');
  const arrive = async () => {
    arrival.resolve(await import('../../src/view/editor/monaco'));
    await vi.waitFor(() => expect(target.querySelector('.monaco-editor .view-line')).not.toBeNull(), 20_000);
    const view = monacoEditor.getEditors().at(-1);
    if (view === undefined) throw new TypeError('no editor');
    return view;
  };
  return { screen, target, field, arrive, onchange, onrun, onfix, oncursor };
}

test('the plain field is there at once, named, and tells what is typed', async () => {
  const { field, onchange, onrun } = await open();
  expect(field.value).toBe(SOURCE);
  field.focus();
  field.setSelectionRange(0, 0);
  await userEvent.keyboard('# ');
  expect(onchange).toHaveBeenLastCalledWith(`# ${SOURCE}`);
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(onrun).toHaveBeenCalledOnce();
  expect(await violations()).toEqual([]);
});

test('the plain field indents after a colon, by Tab, and Escape leaves it', async () => {
  const { field } = await open({ text: 'def start(self):' });
  field.focus();
  field.setSelectionRange(16, 16);
  await userEvent.keyboard('{Enter}x{Enter}{Tab}y');
  expect(field.value).toBe('def start(self):\n    x\n        y');
  await userEvent.keyboard('{Escape}');
  expect(document.activeElement).not.toBe(field);
});

test('Monaco takes over text, selection, scroll and focus, and undoes what was typed before it came', async () => {
  const { field, arrive, onchange } = await open({ text: SOURCE.repeat(4) });
  field.focus();
  field.setSelectionRange(0, 0);
  await userEvent.keyboard('#');
  field.setSelectionRange(3, 9, 'backward');
  field.scrollTop = 200;
  const view = await arrive();
  expect(view.getValue()).toBe(`#${SOURCE.repeat(4)}`);
  const selection = view.getSelection();
  expect([selection?.startColumn, selection?.endColumn, selection?.getDirection()]).toEqual([4, 10, 1]);
  expect(view.getScrollTop()).toBe(200);
  await vi.waitFor(() => expect(view.hasTextFocus()).toBe(true));
  expect(field.hidden).toBe(true);
  await userEvent.keyboard('x');
  expect(onchange).toHaveBeenLastCalledWith(expect.stringMatching(/^#frxaflow/));
  view.trigger('test', 'undo', null);
  expect(view.getValue()).toBe(`#${SOURCE.repeat(4)}`);
  view.trigger('test', 'undo', null);
  expect(view.getValue()).toBe(SOURCE.repeat(4));
});

test('a text that is changed from outside keeps the cursor', async () => {
  const { screen, arrive } = await open();
  const view = await arrive();
  view.setPosition({ lineNumber: 9, column: 5 });
  await screen.rerender({ text: `# new\n${SOURCE}` });
  expect(view.getPosition()).toMatchObject({ lineNumber: 10, column: 5 });
  expect(view.getValue()).toBe(`# new\n${SOURCE}`);
});

test('a typed text that has not come back yet survives other changes of the picture', async () => {
  const { screen, arrive } = await open();
  const view = await arrive();
  view.trigger('test', 'type', { text: '# ' });
  await screen.rerender({ band: { from: 5, to: 9 } });
  expect(view.getValue()).toBe(`# ${SOURCE}`);
});

test('problems become markers, and a quick fix mends the text', async () => {
  const { arrive, onfix } = await open({ problems: [hint] });
  const view = await arrive();
  const model = view.getModel();
  const [marker] = monacoEditor.getModelMarkers({ owner: 'faultline' });
  expect(marker).toMatchObject({ startLineNumber: 8, startColumn: 9, endColumn: 14, code: 'sample' });
  view.setPosition({ lineNumber: 8, column: 10 });
  view.focus();
  await vi.waitFor(() => expect(view.hasTextFocus()).toBe(true));
  await userEvent.keyboard('{Control>}.{/Control}');
  await vi.waitFor(() => expect(document.querySelector('.action-widget')?.textContent).toContain('Say go'), 5000);
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(model?.getLineContent(8)).toBe('        print("go")'));
  await vi.waitFor(() => expect(onfix).toHaveBeenCalledWith(hint));
});

test('a glyph stands at each mark, with its words', async () => {
  const marks = [{ line: 7, glyph: 'waiting', status: 'start: Waiting for retry' }] as const;
  const { screen, target, arrive } = await open({ marks, failing: { line: 8 }, band: { from: 5, to: 9 } });
  await arrive();
  await vi.waitFor(() => expect(target.querySelector('.line-glyph svg')).not.toBeNull());
  expect(target.querySelector('.line-glyph')?.getAttribute('title')).toBe('start: Waiting for retry');
  expect(await violations(target)).toEqual([]);
  await screen.rerender({ marks: [] });
  expect(target.querySelector('.line-glyph')).toBeNull();
});

test('Control and Enter runs, Escape leaves so that Tab goes on', async () => {
  const { arrive, onrun } = await open();
  const after = document.createElement('button');
  after.textContent = 'after';
  document.body.append(after);
  const view = await arrive();
  view.focus();
  await vi.waitFor(() => expect(view.hasTextFocus()).toBe(true));
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(onrun).toHaveBeenCalledOnce();
  await userEvent.keyboard('{Escape}');
  expect(view.hasTextFocus()).toBe(false);
  await userEvent.keyboard('{Tab}');
  expect(document.activeElement).toBe(after);
});

test('going to a line puts the cursor there', async () => {
  const { screen, arrive, oncursor } = await open();
  const view = await arrive();
  await screen.rerender({ target: { line: 8 } });
  expect(view.getPosition()).toMatchObject({ lineNumber: 8, column: 9 });
  expect(oncursor).toHaveBeenLastCalledWith(8, 9);
});
