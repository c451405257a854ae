/** What an option's text is taken for. A list is a choice. */
export type OptionType = 'text' | 'integer' | 'float' | 'boolean' | 'json' | 'file' | readonly string[];

const INTEGER = /^\s*[+-]?\d+(_\d+)*\s*$/;
const FLOAT = /^\s*[+-]?((\d+(_\d+)*)?\.?(\d+(_\d+)*)?(?<=\d\.?)(e[+-]?\d+(_\d+)*)?|inf(inity)?|nan)\s*$/i;
const TRUE = ['true', 't', '1', 'yes', 'y'];
const FALSE = ['false', 'f', '0', 'no', 'n'];

/**
 * What is wrong with `text` as a value of `type`, in click 7's words; null when it converts.
 * Source: click 7, types.py; Metaflow, parameters.py (JSONTypeClass); Python's `int`, `float` and `json.loads`.
 */
export function convert(type: OptionType, text: string): string | null {
  switch (type) {
    case 'text':
    case 'file':
      return null;
    case 'integer':
      return INTEGER.test(text) ? null : `${text} is not a valid integer`;
    case 'float':
      return FLOAT.test(text) ? null : `${text} is not a valid floating point value`;
    case 'boolean':
      return booleanOf(text) === null ? `${text} is not a valid boolean` : null;
    case 'json':
      return isPythonJson(text) ? null : `${text} is not a valid JSON object`;
    default:
      return type.includes(text) ? null : `invalid choice: ${text}. (choose from ${type.join(', ')})`;
  }
}

/** A boolean as click reads it, whatever its case; null for anything else. */
export function booleanOf(text: string): boolean | null {
  const lower = text.toLowerCase();
  if (TRUE.includes(lower)) return true;
  return FALSE.includes(lower) ? false : null;
}

/** Python's reader takes `NaN` and `Infinity` where a number may stand; JavaScript's does not. */
function isPythonJson(text: string): boolean {
  const plain = text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (token) =>
    token.startsWith('"') ? token : '0',
  );
  try {
    JSON.parse(plain);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
