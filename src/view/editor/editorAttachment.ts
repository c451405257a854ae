import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { DrawGlyph } from './marks';
import type { MonacoFace } from './MonacoFace';
import type { Opening } from './monaco';
import { plainFace } from './plainFace';
import type { EditorEvents, EditorFace, EditorPicture } from './picture';

export interface MonacoModule {
  readonly openMonaco: (opening: Opening) => MonacoFace;
}

/** What the attachment needs of its component. */
export interface EditorPort {
  readonly picture: () => EditorPicture;
  readonly events: EditorEvents;
  readonly draw: DrawGlyph;
  /** Fetches Monaco; null where the plain field is to stay. */
  readonly load: () => Promise<MonacoModule> | null;
  /** A face is there: the plain one first, then Monaco. */
  readonly onface: (face: EditorFace, isMonaco: boolean) => void;
}

/**
 * Makes an editor of an element that holds a text field and, after it, an empty element for Monaco. The field works
 * at once. Monaco takes its place when the page is idle, with text, selection, scroll and focus.
 */
export function editorAttachment(port: EditorPort): Attachment<HTMLElement> {
  return (host) => untrack(() => attach(host, port));
}

function attach(host: HTMLElement, port: EditorPort): () => void {
  const [field, stage] = [host.querySelector('textarea'), host.querySelector<HTMLElement>('[data-monaco]')];
  if (field === null || stage === null) return () => undefined;
  const firstText = field.value;
  // A field that was filled by a program has its cursor at the end.
  field.setSelectionRange(0, 0);
  const plain = plainFace(field, port.events);
  port.onface(plain, false);
  let monaco: MonacoFace | null = null;
  let isGone = false;

  const swap = ({ openMonaco }: MonacoModule): void => {
    if (isGone) return;
    if (plain.isComposing()) {
      field.addEventListener('compositionend', () => queueMicrotask(() => swap({ openMonaco })), { once: true });
      return;
    }
    const place = plain.place();
    stage.dataset['monaco'] = 'open';
    const picture = { ...port.picture(), text: firstText };
    monaco = openMonaco({ host: stage, picture, place, events: port.events, draw: port.draw });
    field.hidden = true;
    plain.close();
    port.onface(monaco, true);
  };

  // A page that cannot fetch Monaco (offline, blocked) keeps the field: nothing is lost but comfort.
  const stopWaiting = whenIdle(() => void port.load()?.then(swap, () => undefined));
  return () => {
    isGone = true;
    stopWaiting();
    plain.close();
    monaco?.close();
  };
}

/** After the first paint, in idle time where the browser knows of it. */
function whenIdle(callback: () => void): () => void {
  const isKnown = 'requestIdleCallback' in window;
  const frame = requestAnimationFrame(() => {
    if (isKnown) requestIdleCallback(callback, { timeout: 1000 });
    else setTimeout(callback, 50);
  });
  return () => cancelAnimationFrame(frame);
}
