import type { LinksPort, QrPicture } from '../state/ports';
import type { EngineClient } from './engineClient';

/** Characters that a QR code takes, and that a phone's camera still reads. */
const QR_LENGTH_MAX = 1_600;
const QUIET = 4;

/** Links and files. What reads and writes them is loaded when somebody needs it. */
export function linksPort(engine: EngineClient): LinksPort {
  return {
    read: async (fragment) => (await import('../share/link')).contentOfLink(fragment),
    write: async (content) => linkTo((await import('../share/link')).linkOf(content)),
    incoming: async (text, name) => (await import('../share/files')).incomingOf(text, name),
    scenarioFile: async (scenario) => (await import('../share/files')).scenarioFile(scenario),
    record: (runId) => engine.record(runId),
    importRecord: (record) => engine.importRecord(record),
    leave: () => {
      if (location.hash !== '') history.replaceState(history.state, '', location.pathname + location.search);
    },
    copy: async (text) => {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        // Refused, or plain http, where there is no clipboard: the text is selected instead.
        return false;
      }
    },
    download,
    qr,
  };
}

const linkTo = (fragment: string): string => location.origin + location.pathname + fragment;

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(url);
}

async function qr(text: string): Promise<QrPicture | null> {
  if (text.length > QR_LENGTH_MAX) return null;
  const { encode } = await import('uqr');
  const { data, size } = encode(text, { ecc: 'L', border: QUIET });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])));
  return { size, path: path.join('') };
}
