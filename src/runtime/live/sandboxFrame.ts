import frameCode, { hash } from 'sandbox:frame?frame';
import { FaultlineError } from '../../model/assert';
import type { FromFrame } from '../../protocol/frame';

/** Only the bootstrap runs in the frame's document; only blob: scripts run in its workers; nothing gets out. */
const policy = `default-src 'none'; script-src ${hash} 'wasm-unsafe-eval' blob:; worker-src blob:; connect-src 'none'`;
const readyWithinMs = 10_000;

/**
 * Puts the sandboxed frame into `place` and gives its control port, which speaks `protocol/frame`. Whoever gets
 * the port alone starts and ends the workers in it.
 *
 * @throws {FaultlineError} `sandbox-unavailable` when the frame does not answer within 10 seconds.
 */
export async function openSandboxFrame(place: Element = document.body): Promise<MessagePort> {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.hidden = true;
  frame.title = 'Where flows run';
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><script>${frameCode}</script>`;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  place.append(frame);
  try {
    return await withinTime(loaded.then(() => sayHello(frame)));
  } catch (error) {
    frame.remove();
    throw error;
  }
}

async function sayHello(frame: HTMLIFrameElement): Promise<MessagePort> {
  const { port1: control, port2: theirs } = new MessageChannel();
  const ready = new Promise<void>((resolve) => {
    control.onmessage = ({ data }: MessageEvent<FromFrame>) => {
      if (data.op === 'ready') resolve();
    };
  });
  // An opaque origin has no name to aim at; only our own bootstrap can be in there.
  frame.contentWindow?.postMessage('faultline:hello', '*', [theirs]);
  await ready;
  control.onmessage = null;
  return control;
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer = 0;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new FaultlineError('sandbox-unavailable', 'The frame that flows run in did not start.');
    timer = self.setTimeout(() => reject(error), readyWithinMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
