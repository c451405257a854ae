import type { Span } from '../model/flow';

/** Turns offsets of one text into lines and columns, both from 1; offsets and columns count UTF-16 units. */
export class Lines {
  readonly length: number;
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
    this.length = text.length;
  }

  /** How many lines the text has; a text that ends with a line end has an empty last one. */
  get count(): number {
    return this.#starts.length;
  }

  /** Where line `line` (from 1) begins; the text's end beyond the last line. */
  startOf(line: number): number {
    return this.#starts[line - 1] ?? this.length;
  }

  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.startOf(middle + 1) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  span(from: number, to: number): Span {
    const line = this.lineAt(from);
    const endLine = this.lineAt(to);
    return {
      from,
      to,
      line,
      column: from - this.startOf(line) + 1,
      endLine,
      endColumn: to - this.startOf(endLine) + 1,
    };
  }
}
