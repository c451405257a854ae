/** Editors with no page around them: what a keystroke costs where nothing is read or drawn. */
import { editor } from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import '../../../src/view/tokens.css';

declare global {
  interface Window {
    /** Opens a Monaco of a text, with no feature and no language. To be called before the other, which brings both. */
    openMonaco(text: string): void;
    /** Opens the page's own editor of a flow in Python. */
    openFlowEditor(text: string): Promise<void>;
  }
}

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

const host = document.createElement('div');
host.style.cssText = 'width: 600px; height: 640px';
document.body.append(host);
let open: editor.IStandaloneCodeEditor | null = null;

window.openMonaco = (text) => {
  open = editor.create(host, { value: text, language: 'plaintext', minimap: { enabled: false } });
};

window.openFlowEditor = async (text) => {
  const { openMonaco } = await import('../../../src/view/editor/monaco');
  open?.getModel()?.dispose();
  open?.dispose();
  const nothing = (): void => undefined;
  openMonaco({
    host,
    picture: {
      text,
      language: 'python',
      fileName: 'flow.py',
      flow: null,
      problems: [],
      marks: [],
      failing: null,
      running: [],
      band: null,
      readonly: false,
    },
    place: { text, from: 0, to: 0, backward: false, scrollTop: 0, scrollLeft: 0, focused: true },
    events: { onchange: nothing, oncursor: nothing, onrun: nothing, onfix: nothing, onleave: nothing },
    draw: () => nothing,
  });
};

document.body.dataset['ready'] = '';
