/** Monaco with no feature, no language and no page around it: what a keystroke costs where nothing is read or drawn. */
import { editor } from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';

declare global {
  interface Window {
    /** Opens a plain editor of a text, in the place of the last. */
    openMonaco(text: string): void;
  }
}

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

const host = document.createElement('div');
host.style.cssText = 'width: 600px; height: 640px';
document.body.append(host);
let open: editor.IStandaloneCodeEditor | null = null;

window.openMonaco = (text) => {
  open?.getModel()?.dispose();
  open?.dispose();
  open = editor.create(host, { value: text, language: 'plaintext', minimap: { enabled: false } });
};

document.body.dataset['ready'] = '';
