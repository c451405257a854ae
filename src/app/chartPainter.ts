import { wrap, type Remote } from 'comlink';
import { FaultlineError } from '../model/assert';
import type { ChartPainter } from '../protocol/charts';

const SECONDS_MAX = 10;

interface Started {
  readonly worker: Worker;
  readonly remote: Remote<ChartPainter>;
}

/** Draws charts in a worker, which loads Vega with the first of them and is ended by one that takes too long. */
export function chartPainter(): (spec: string) => Promise<string> {
  let started: Started | null = null;
  return async (spec) => {
    const { worker, remote } = (started ??= start());
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        worker.terminate();
        if (started?.worker === worker) started = null;
        const message = `It was not drawn within ${String(SECONDS_MAX)} seconds.`;
        reject(new FaultlineError('chart-not-drawn', message));
      }, SECONDS_MAX * 1000);
    });
    try {
      return await Promise.race([remote.draw(spec), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}

function start(): Started {
  const worker = new Worker(new URL('../../workers/charts/worker.ts', import.meta.url), {
    type: 'module',
    name: 'charts',
  });
  return { worker, remote: wrap<ChartPainter>(worker) };
}
