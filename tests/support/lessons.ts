import { readdirSync, readFileSync } from 'node:fs';
import { readLesson } from '../../src/lessons/readLesson';
import type { Lesson } from '../../src/lessons/lesson';

const folder = new URL('../../src/lessons/', import.meta.url);

/** The files of the lessons that come with the page. */
export const lessonFiles = readdirSync(folder).filter((name) => /^\d.*\.md$/.test(name));

export const lessonText = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

/** A lesson that must be in order. */
export function lessonOf(text: string, id = 'some'): Lesson {
  const reading = readLesson(text, id);
  if (reading.ok) return reading.lesson;
  throw new TypeError(reading.problems.map(({ line, message }) => `${String(line)}: ${message}`).join('\n'));
}
