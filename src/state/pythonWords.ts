import { unreachable } from '../model/assert';
import type { PythonState } from '../protocol/engine';

/** How far Python is, for the foot of the page. `fraction` is null where there is no bar to draw. */
export interface PythonProgress {
  readonly words: string;
  readonly title: string;
  readonly fraction: number | null;
  readonly isBad: boolean;
}

export function pythonProgress(state: PythonState): PythonProgress {
  switch (state.kind) {
    case 'idle':
      return {
        words: 'Python loads soon',
        title: 'Python loads as soon as the page is idle',
        fraction: null,
        isBad: false,
      };
    case 'loading': {
      const percent = String(Math.round(state.fraction * 100));
      return { words: `Python ${percent} %`, title: state.doing, fraction: state.fraction, isBad: false };
    }
    case 'ready': {
      const from = state.fromSnapshot ? 'started from a snapshot' : 'started from its files';
      return {
        words: `Python ${state.version} ready`,
        title: `Every attempt gets an interpreter of its own, ${from}`,
        fraction: null,
        isBad: false,
      };
    }
    case 'failed':
      return { words: 'Python did not load', title: state.message, fraction: null, isBad: true };
    default:
      return unreachable(state);
  }
}
