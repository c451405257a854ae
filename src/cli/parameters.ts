import type { Flow, FlowParameter, ParameterType } from '../model/flow';
import type { Json } from '../model/json';
import type { GivenValue } from '../model/setup';
import type { OptionSpec, ParsedWords } from './click';
import type { OptionType } from './convert';
import { pythonText } from './pythonText';

const TYPES: Readonly<Record<ParameterType, OptionType>> = {
  str: 'text',
  int: 'integer',
  float: 'float',
  bool: 'boolean',
  json: 'json',
  file: 'file',
};

/** The Parameters and IncludeFiles of a flow as options of `run`, sorted by attribute as Metaflow lists them. */
export function parameterOptions(flow: Flow, panel: Readonly<Record<string, Json>>): OptionSpec[] {
  return optionsOf(flow).map((parameter) => optionOf(parameter, panel[parameter.name] ?? null));
}

/**
 * What a run is given, by parameter name: a command's own options, else what the panel holds. Absent parameters
 * take their defaults. The panel's `null` gives nothing, and its names that the flow lacks are passed over.
 */
export function givenParameters(
  flow: Flow,
  words: ParsedWords,
  panel: Readonly<Record<string, Json>>,
): Record<string, GivenValue> {
  const given: Record<string, GivenValue> = {};
  for (const { name, type } of optionsOf(flow)) {
    const text = words.values.get(keyOf(name))?.at(-1);
    const held = panel[name] ?? null;
    if (text !== undefined) given[name] = { text };
    else if (held !== null) given[name] = fromPanel(type, held);
  }
  return given;
}

const optionsOf = ({ parameters }: Flow): FlowParameter[] =>
  parameters.filter(({ kind }) => kind !== 'config').sort((a, b) => (a.attribute < b.attribute ? -1 : 1));

/** Apart from the command's own options. */
const keyOf = (name: string): string => `parameter ${name}`;

function optionOf(parameter: FlowParameter, held: Json): OptionSpec {
  const { name, type, help } = parameter;
  const checked = held === null ? checkedDefault(parameter) : panelText(type, held);
  const hasDefault = parameter.default !== undefined && !isNone(parameter);
  return {
    key: keyOf(name),
    names: [`--${name}`],
    words: 1,
    type: TYPES[type],
    help: help ?? '',
    required: parameter.required && !hasDefault && held === null,
    ...(checked === null ? {} : { default: checked }),
    ...(hasDefault && parameter.showDefault ? { shownDefault: shownDefault(parameter) } : {}),
  };
}

const isNone = ({ default: value }: FlowParameter): boolean => value?.kind === 'literal' && value.value === null;

/** Only a text is converted, and so may fail: a default of another type is taken as it is. */
function checkedDefault({ default: value }: FlowParameter): string | null {
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
}

/** A panel's value as the option would have it. A JSON parameter takes any value but a text as it is. */
function panelText(type: ParameterType, held: Json): string | null {
  if (typeof held === 'string') return held;
  return type === 'json' ? null : pythonText(held);
}

function fromPanel(type: ParameterType, held: Json): GivenValue {
  const text = panelText(type, held);
  return text !== null && (typeof held === 'string' || type === 'str') ? { text } : { value: held };
}

function shownDefault({ name, default: value }: FlowParameter): string {
  return value?.kind === 'literal' ? pythonText(value.value) : `deploy-time value of '${name}'`;
}
