import type { LessonsPort } from '../state/ports';
import type { ProgressStore } from '../storage/progress';
import type { EngineClient } from './engineClient';

/** Lessons from the site and from files, each read when it is opened. */
export function lessonsPort(
  engine: EngineClient,
  progress: ProgressStore,
  onProblem: (error: unknown) => void,
): LessonsPort {
  return {
    shipped: async () => (await import('./shippedLessons')).shippedLessons,
    read: async (text, id) => (await import('../lessons/readLesson')).readLesson(text, id),
    progress: () => progress.all(),
    keepProgress: (lesson, state) => {
      progress.put(lesson, state).catch(onProblem);
    },
    forget: (lesson) => {
      progress.delete(lesson).catch(onProblem);
    },
    execute: (scenario, pace) => engine.execute({ scenario, pace }),
    rehearse: (scenario) => engine.rehearse(scenario),
    stopRehearsals: () => engine.stopRehearsals(),
  };
}
