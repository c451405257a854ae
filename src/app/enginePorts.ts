import type { LessonsPort, OpenedRun, Ports, Settings } from '../state/ports';
import type { DraftShelf } from '../storage/draftShelf';
import { chartPainter } from './chartPainter';
import type { EngineClient } from './engineClient';
import { fetchExample } from './fetchExample';
import { linksPort } from './linksPort';
import { policyLab } from './policyLab';

/** Seeds that a die shows: small enough to be said aloud. */
const SEEDS = 10_000;

interface PageStores {
  readonly settings: Settings;
  readonly shelf: DraftShelf;
  readonly lessons: LessonsPort;
}

/** The page's ports, on the engine worker, the browser and its store of drafts. */
export function enginePorts(engine: EngineClient, { settings, shelf, lessons }: PageStores): Ports {
  return {
    execute: async (scenario, pace) => {
      await engine.execute({ scenario, pace });
    },
    continueRun: async (runId, pace) => {
      await engine.continue(runId, pace);
    },
    stop: () => engine.cancel(),
    setPace: (pace) => engine.setPace(pace),
    strike: (fault) => engine.strike(fault),
    step: () => engine.step(),
    saveDraft: ({ pace, planText, ...scenario }) => {
      shelf.change({ pace, planText, scenario: { ...scenario, command: ['run'] } });
    },
    drafts: {
      current: () => shelf.draft,
      list: () => shelf.list(),
      turnTo: (draft) => {
        shelf.turnTo(draft);
      },
      delete: (id) => shelf.delete(id),
      newId,
      fetchExample,
    },
    runs: {
      list: () => engine.runs(),
      label: (runId, label) => engine.labelRun(runId, label),
      delete: (runIds) => engine.deleteRuns(runIds),
      bytesUsed,
    },
    links: linksPort(engine),
    lessons,
    policy: policyLab(),
    previews: (hashes) => engine.previews(hashes),
    card: (hash) => engine.card(hash),
    chart: chartPainter(),
    openRun: (runId): Promise<OpenedRun> => engine.open(runId),
    sweep: (order) => engine.sweep(order),
    stopSweep: () => engine.stopSweep(),
    keepSwept: (sweep, cell) => engine.keepSwept(sweep, cell),
    dice: () => Math.floor(Math.random() * SEEDS),
    settings,
    wall: {
      now: () => performance.timeOrigin + performance.now(),
      nextFrame: (callback) => {
        const request = requestAnimationFrame(callback);
        return () => {
          cancelAnimationFrame(request);
        };
      },
    },
  };
}

/** Also where the browser does not tell: on plain http. */
async function bytesUsed(): Promise<number | null> {
  const storage = (navigator as { readonly storage?: StorageManager }).storage;
  const estimate = await storage?.estimate().catch(() => null);
  return estimate?.usage ?? null;
}

/** Also where `crypto.randomUUID` is missing: on plain http. */
function newId(): string {
  const digits = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0'));
  return `draft-${digits.join('')}`;
}
