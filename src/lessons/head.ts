/** What a list shows of a lesson, without reading all of it. */
export interface LessonHead {
  readonly id: string;
  readonly title: string;
  /** In one line, without marks. */
  readonly shows: string;
}

/** From the first lines of a file that is in order. */
export function headOf(text: string, id: string): LessonHead {
  const lineWith = (mark: string): string =>
    text
      .split('\n')
      .find((line) => line.startsWith(mark))
      ?.slice(mark.length) ?? '';
  return { id, title: lineWith('# ').trim(), shows: lineWith('> ').replaceAll('`', '').trim() };
}
