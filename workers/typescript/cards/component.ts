import { token } from './tokens';

/** What a component gives: text, or an object of which `type` says what the rest means. */
export interface Rendered {
  readonly type: string;
  readonly id?: string | null;
  readonly [field: string]: unknown;
}

/** A part of a card. */
export class CardComponent {
  componentId: string | null = null;

  render(): unknown {
    throw new TypeError(`${this.constructor.name} has no render()`);
  }

  /** Most components cannot change once they are drawn. */
  update(..._values: unknown[]): void {
    // Nothing to change.
  }

  /** With the fields that are set, and an id of its own where the card gave none. */
  protected rendered(type: string, fields: Readonly<Record<string, unknown>>): Rendered {
    this.componentId ??= `${this.constructor.name.toLowerCase()}_${token()}`;
    const present = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
    return { type, id: this.componentId, ...Object.fromEntries(present) };
  }
}

export const renderedPart = (value: unknown): unknown => (value instanceof CardComponent ? value.render() : value);

/** Without the indent that all lines have. */
export function dedented(text: string): string {
  const lines = text.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(indent))).join('\n');
}
