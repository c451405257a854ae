import type { DraftContent, OpenedRun, Ports, Settings } from '../state/ports';
import { chartPainter } from './chartPainter';
import type { EngineClient } from './engineClient';

/** Seeds that a die shows: small enough to be said aloud. */
const SEEDS = 10_000;

/** The page's ports, on the engine worker and the browser. */
export function enginePorts(engine: EngineClient, settings: Settings, saveDraft: (draft: DraftContent) => void): Ports {
  return {
    execute: async (scenario, pace) => {
      await engine.execute({ scenario, pace });
    },
    continueRun: async (runId, pace) => {
      await engine.continue(runId, pace);
    },
    stop: () => engine.cancel(),
    setPace: (pace) => engine.setPace(pace),
    saveDraft,
    previews: (hashes) => engine.previews(hashes),
    card: (hash) => engine.card(hash),
    chart: chartPainter(),
    runs: () => engine.runs(),
    openRun: (runId): Promise<OpenedRun> => engine.open(runId),
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
