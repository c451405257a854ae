import { transfer, wrap, type Remote } from 'comlink';
import { FaultlineError } from '../model/assert';
import type { EngineHost, EngineNews } from '../protocol/engine';
import type { Replying } from '../protocol/reply';
import { openSandboxFrame } from '../runtime/live/sandboxFrame';
import { valueOf } from '../runtime/replies';

/** The engine worker as the page sees it. Errors come out as they were thrown. */
export interface EngineClient extends Omit<EngineHost, 'connect' | 'reconnect'> {
  /** Resolves when the worker and its sandboxed frame are there; rejects when they cannot be. */
  readonly connected: Promise<void>;
}

/** Starts the engine worker and its sandboxed frame. Calls wait until both are there. */
export function startEngine(hear: (news: EngineNews) => void): EngineClient {
  const worker = new Worker(new URL('../../workers/engine.ts', import.meta.url), { type: 'module', name: 'engine' });
  const remote = wrap<Replying<EngineHost>>(worker);
  const connected = connect(remote, hear);
  connected.catch(() => undefined); // Whoever calls first hears of it.
  const ask = async <T>(call: () => Promise<T>): Promise<T> => {
    await connected;
    return call();
  };
  return {
    connected,
    warm: () => ask(() => valueOf(remote.warm())),
    execute: (order) => ask(() => valueOf(remote.execute(order))),
    continue: (runId, pace) => ask(() => valueOf(remote.continue(runId, pace))),
    cancel: () => ask(() => valueOf(remote.cancel())),
    strike: (fault) => ask(() => valueOf(remote.strike(fault))),
    setPace: (pace) => ask(() => valueOf(remote.setPace(pace))),
    step: () => ask(() => valueOf(remote.step())),
    runs: () => ask(() => valueOf(remote.runs())),
    labelRun: (runId, label) => ask(() => valueOf(remote.labelRun(runId, label))),
    deleteRuns: (runIds) => ask(() => valueOf(remote.deleteRuns(runIds))),
    record: (runId) => ask(() => valueOf(remote.record(runId))),
    importRecord: (record) => ask(() => valueOf(remote.importRecord(record))),
    open: (runId) => ask(() => valueOf(remote.open(runId))),
    previews: (hashes) => ask(() => valueOf(remote.previews(hashes))),
    card: (hash) => ask(() => valueOf(remote.card(hash))),
    sweep: (order) => ask(() => valueOf(remote.sweep(order))),
    stopSweep: () => ask(() => valueOf(remote.stopSweep())),
    rehearse: (scenario) => ask(() => valueOf(remote.rehearse(scenario))),
    stopRehearsals: () => ask(() => valueOf(remote.stopRehearsals())),
    keepSwept: (sweep, cell) => ask(() => valueOf(remote.keepSwept(sweep, cell))),
  };
}

async function connect(remote: Remote<Replying<EngineHost>>, hear: (news: EngineNews) => void): Promise<void> {
  const { port1: news, port2: theirs } = new MessageChannel();
  const place = document.body.appendChild(document.createElement('div'));
  place.hidden = true;
  news.onmessage = ({ data }: MessageEvent<EngineNews>) => {
    if (data.kind === 'sandbox-lost') void reconnect(remote, place, hear);
    else hear(data);
  };
  const frame = await openSandboxFrame(place);
  await valueOf(remote.connect(transfer(frame, [frame]), transfer(theirs, [theirs]), document.baseURI));
}

/** Puts another frame in the place of the one that the browser ended. */
async function reconnect(
  remote: Remote<Replying<EngineHost>>,
  place: Element,
  hear: (news: EngineNews) => void,
): Promise<void> {
  place.replaceChildren();
  try {
    const frame = await openSandboxFrame(place);
    await valueOf(remote.reconnect(transfer(frame, [frame])));
    hear({ kind: 'notice', code: 'sandbox-lost', message: `${LOST} Another stands ready: you can run again.` });
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error;
    hear({ kind: 'notice', code: 'sandbox-lost', message: `${LOST} Reload the page to get another.` });
  }
}

const LOST =
  'The browser ended the sandbox that flows run in, as it does when one of them fills its memory. Nothing that is stored was lost.';
