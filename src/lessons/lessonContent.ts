import { DEFAULT_USER } from '../model/scenario';
import type { Language, Pace, Scenario } from '../model/scenario';
import type { Lesson } from './lesson';

/** What a lesson puts into the editor: a scenario without its command, and how fast it plays. */
export type LessonContent = Omit<Scenario, 'command'> & { readonly pace: Pace };

/** The lesson's flow and its circumstances; the first language of the lesson where it lacks `language`. */
export function lessonContent(lesson: Lesson, language: Language): LessonContent {
  const written = lesson.flows[language] === undefined ? lesson.languages[0] : language;
  const flow = lesson.flows[written] ?? { fileName: 'flow.py', source: '' };
  const { command: _, ...scenario } = lesson.scenario;
  return {
    ...scenario,
    language: written,
    fileName: flow.fileName,
    source: flow.source,
    files: {},
    user: DEFAULT_USER,
  };
}

/** The run that the lesson's run resumes; null where it begins anew. */
export function earlierScenario(lesson: Lesson, language: Language): Scenario | null {
  const { pace: _, ...content } = lessonContent(lesson, language);
  const earlier = lesson.earlier[content.language];
  return earlier === undefined ? null : { ...content, source: earlier.source, command: ['run'] };
}
