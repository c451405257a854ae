import type { FlowParameter } from '../model/flow';
import type { Json } from '../model/json';

/** How a parameter is edited. */
export type FieldKind = 'switch' | 'whole' | 'number' | 'text' | 'json' | 'file';

/** A flow's parameter as a control: what it holds, whether that is its default, and what is wrong with it. */
export interface ParameterField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly help: string | null;
  readonly required: boolean;
  /** As it stands in the control. For a switch `true` or `false`. */
  readonly text: string;
  readonly isDefault: boolean;
  /** Shown where the default is an expression, known once the flow is loaded. */
  readonly placeholder: string;
  /** The default as text; empty for none. */
  readonly fallback: string;
}

const KINDS: Readonly<Record<FlowParameter['type'], FieldKind>> = {
  bool: 'switch',
  int: 'whole',
  float: 'number',
  str: 'text',
  json: 'json',
  file: 'file',
};

/** `values` is what the Run panel holds, by name. */
export function fieldOf(parameter: FlowParameter, values: Readonly<Record<string, Json>>): ParameterField {
  const { name, help, required } = parameter;
  const kind = parameter.kind === 'config' ? 'file' : KINDS[parameter.type];
  const given = values[name];
  const fallback = parameter.default?.kind === 'literal' ? parameter.default.value : null;
  const value = given === undefined ? fallback : given;
  const placeholder = parameter.default?.kind === 'code' ? parameter.default.text : required ? 'required' : 'None';
  return {
    name,
    kind,
    help,
    required,
    text: textOf(value, kind),
    isDefault: given === undefined,
    placeholder,
    fallback:
      fallback === null ? (parameter.default?.kind === 'code' ? parameter.default.text : '') : textOf(fallback, kind),
  };
}

/** A file to choose for a parameter; the empty value takes the default again. */
export interface FileChoice {
  readonly value: string;
  readonly label: string;
}

/** The default first, then the flow's files, and a path that is none of them. */
export function fileChoices(
  { isDefault, text, fallback }: ParameterField,
  names: readonly string[],
): readonly FileChoice[] {
  const others = names.map((name) => ({ value: name, label: name }));
  const absent = isDefault || names.includes(text) ? [] : [{ value: text, label: `${text}, which is not there` }];
  return [{ value: '', label: fallback === '' ? 'No file' : `${fallback} (default)` }, ...others, ...absent];
}

function textOf(value: Json, kind: FieldKind): string {
  if (value === null) return kind === 'switch' ? 'false' : '';
  if (kind === 'json' && typeof value !== 'string') return JSON.stringify(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A control's text as a value, or what is wrong with it. Empty text takes the default again. */
export type FieldValue =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'default' }
  | { readonly kind: 'wrong'; readonly message: string };

export function valueOf(kind: FieldKind, text: string): FieldValue {
  const trimmed = text.trim();
  if (trimmed === '' && kind !== 'text') return { kind: 'default' };
  switch (kind) {
    case 'switch':
      return { kind: 'value', value: text === 'true' };
    case 'whole':
      return /^[+-]?\d+$/.test(trimmed)
        ? { kind: 'value', value: Number(trimmed) }
        : wrong('A whole number, such as 3.');
    case 'number':
      return Number.isFinite(Number(trimmed))
        ? { kind: 'value', value: Number(trimmed) }
        : wrong('A number, such as 0.5.');
    case 'json':
      return jsonValue(trimmed);
    default:
      return { kind: 'value', value: text };
  }
}

const wrong = (message: string): FieldValue => ({ kind: 'wrong', message });

/** JSON parameters cross as text, as on Metaflow's command line. */
function jsonValue(text: string): FieldValue {
  try {
    JSON.parse(text);
    return { kind: 'value', value: text };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return wrong(`Not JSON yet: ${error.message}.`);
  }
}
