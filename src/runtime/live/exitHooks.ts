import type { Remote } from 'comlink';
import type { EventFact } from '../../model/events';
import type { Run } from '../../model/run';
import type { Instant } from '../../model/time';
import type { FlowSource, HookOutcome, PythonHost } from '../../protocol/flowHost';
import { RUN_PLACE, type Happening } from '../world';
import type { BlobCache } from './blobCache';
import type { ClientLibrary } from './clientLibrary';
import { hookOutcomeOf } from './hostile';
import type { Workers } from './liveWorld';

export interface HookWorld {
  readonly source: FlowSource;
  readonly workers: Workers;
  readonly library: ClientLibrary;
  readonly blobs: BlobCache;
}

/** Real milliseconds that a hook may take. The worker's own watchdog is earlier, unless the clock moves. */
const HOOK_MS = 60_000;

/**
 * Calls what `@exit_hook` names for the way in which a run ends, one after the other, each in a worker of its own.
 * Whatever a hook does, the run ends as it would have. Source: Metaflow, runtime.py, _run_exit_hooks.
 */
export async function callExitHooks(run: Run, last: EventFact, world: HookWorld): Promise<readonly Happening[]> {
  const { exitHooks } = run.setup;
  const hooks = last.type === 'run-succeeded' ? exitHooks?.onSuccess : exitHooks?.onError;
  const called: Happening[] = [];
  for (const hook of hooks ?? []) {
    const { endedAt: at, exitCode, ...said } = await callHook(run, hook, called.at(-1)?.at ?? run.now, world);
    const error = exitCode === 0 ? null : errorOf(exitCode, [world.source.fileName, hook, pathspecOf(run)]);
    called.push({ ...RUN_PLACE, n: called.length, at, type: 'exit-hook-called', hook, error, ...said });
  }
  return called;
}

const pathspecOf = ({ setup }: Run): string => `${setup.flowName}/${setup.runId}`;

/** As Python words that a process failed. */
function errorOf(exitCode: number, args: readonly string[]): string {
  const words = ['python', '-m', 'metaflow.plugins.exit_hook.exit_hook_script', ...args].map((word) => `'${word}'`);
  return `Command '[${words.join(', ')}]' returned non-zero exit status ${String(exitCode)}.`;
}

async function callHook(run: Run, hook: string, startsAt: Instant, world: HookWorld): Promise<HookOutcome> {
  const { client, hashes } = world.library.lastView();
  const { flowName, runId } = run.setup;
  const blobs = await world.blobs.getAll(hashes);
  const order = { ...world.source, hook, flowName, runId, startsAt, client, blobs };
  const lease = await world.workers.take();
  const timer = setTimeout(() => {
    lease.end(`It took longer than ${String(HOOK_MS / 1000)} s and was ended.`);
  }, HOOK_MS);
  try {
    // Only Python's flows have exit hooks.
    const answer = await lease.call<unknown>((host) => (host as Remote<PythonHost>).callHook(order));
    if (answer.kind === 'gone') return broken(answer.reason, startsAt);
    const outcome = hookOutcomeOf(answer.value);
    if (typeof outcome === 'string') return broken(`Its worker gave a bad answer (${outcome}).`, startsAt);
    return outcome.endedAt < startsAt ? { ...outcome, endedAt: startsAt } : outcome;
  } finally {
    clearTimeout(timer);
    world.workers.giveBack(lease, 'the hook has ended');
  }
}

const broken = (reason: string, endedAt: Instant): HookOutcome => ({
  exitCode: 1,
  stdout: [],
  stderr: [reason],
  endedAt,
});
