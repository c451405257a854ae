import { typeNameOf } from '../run/typeName';
import { CardComponent } from './component';

type Fields = Readonly<Record<string, unknown>>;

const CLASS_NAME = /^[a-zA-Z][a-zA-Z0-9_-]*$/;

/** One number or word with its name. Unlike other components it refuses what it cannot show. */
export class ValueBox extends CardComponent {
  #fields: Fields = {};

  constructor(fields: Fields = {}) {
    super();
    if (fields['value'] === null) throw new TypeError('Value is required and cannot be null');
    this.update({ value: '', ...fields });
  }

  override update({ title, value, subtitle, theme, changeIndicator }: Fields = {}): void {
    checkText('Title', title, 200);
    checkValue(value);
    checkText('Subtitle', subtitle, 300);
    checkText('Theme', theme, Infinity);
    if (typeof theme === 'string' && !CLASS_NAME.test(theme)) {
      throw new TypeError(`Theme must be a valid CSS class name, got '${theme}'`);
    }
    checkText('Change indicator', changeIndicator, 200);
    const given = { title, value, subtitle, theme, change_indicator: changeIndicator };
    const present = Object.entries(given).filter(([, field]) => field !== undefined && field !== null);
    this.#fields = { ...this.#fields, ...Object.fromEntries(present) };
  }

  override render(): unknown {
    return this.rendered('valueBox', this.#fields);
  }
}

function checkText(what: string, text: unknown, longest: number): void {
  if (text === undefined || text === null) return;
  if (typeof text !== 'string') throw new TypeError(`${what} must be a string, got ${typeNameOf(text)}`);
  if (text.length > longest) {
    throw new RangeError(
      `${what} must be ${String(longest)} characters or less, got ${String(text.length)} characters`,
    );
  }
  if (text.trim() === '') throw new RangeError(`${what} cannot be empty or whitespace only`);
}

function checkValue(value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value === 'string') {
    if (value.length > 100) {
      throw new RangeError(`String value must be 100 characters or less, got ${String(value.length)} characters`);
    }
    if (value.trim() === '') throw new RangeError('String value cannot be empty or whitespace only');
  } else if (typeof value !== 'number') {
    throw new TypeError(`Value must be a string or a number, got ${typeNameOf(value)}`);
  } else if (!(Math.abs(value) <= 1e15)) {
    throw new RangeError(`Numeric value must be between -1e15 and 1e15, got ${String(value)}`);
  }
}
