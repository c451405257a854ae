import type { GivenValue } from '../../../src/model/setup';
import type { FlowSource } from '../../../src/protocol/flowHost';
import { messageOf } from '../flow/errors';
import { ParameterFieldFailed, ParameterFieldTypeMismatch, UsageError } from '../flow/exceptions';
import type { Members } from '../flow/members';
import type { ParameterSpec } from '../flow/parameterSpec';
import { traceLines } from './traces';

type Files = FlowSource['files'];

/** What values are made from, beside what the command line gives. */
export interface Surroundings {
  readonly flowName: string;
  readonly user: string;
  readonly files: Files;
  /** Of Configs, by name. */
  readonly configs: ReadonlyMap<string, unknown>;
  readonly print: (line: string) => void;
}

const TRUE = ['true', 't', '1', 'yes', 'y'];
const FALSE = ['false', 'f', '0', 'no', 'n'];
const INTEGER = /^\s*[+-]?\d+(_\d+)*\s*$/;
const FLOAT = /^\s*[+-]?((\d+(_\d+)*)?\.?(\d+(_\d+)*)?(?<=\d\.?)(e[+-]?\d+(_\d+)*)?|inf(inity)?|nan)\s*$/i;
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** By attribute, in Metaflow's order. `given` has texts and values by the option's name. */
export function parameterValues(
  { parameters }: Members,
  given: Readonly<Record<string, GivenValue>>,
  around: Surroundings,
): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [attribute, parameter] of parameters) {
    const name = parameter.nameFor(attribute);
    const value =
      parameter.kind === 'config' ? around.configs.get(name) : valueOf(parameter, name, given[name], around);
    values.set(attribute, value);
  }
  return values;
}

function valueOf(parameter: ParameterSpec, name: string, given: GivenValue | undefined, around: Surroundings): unknown {
  const taken = given === undefined ? defaultOf(parameter, name, around) : 'text' in given ? given.text : given.value;
  if (taken === undefined || taken === null) {
    if (parameter.isRequired) throw new UsageError(`Missing option '--${name}'.`);
    return null;
  }
  const value = converted(parameter, name, taken, around);
  const { separator } = parameter;
  return separator !== null && typeof value === 'string' && value !== '' ? value.split(separator) : value;
}

function defaultOf(parameter: ParameterSpec, name: string, { flowName, user, configs }: Surroundings): unknown {
  const { default: value } = parameter;
  if (typeof value !== 'function') return value;
  const context = {
    flowName,
    userName: user,
    parameterName: name,
    dsType: 'local',
    configs: Object.fromEntries(configs),
  };
  let made: unknown;
  try {
    made = (value as (context: object) => unknown)(context);
  } catch (error) {
    throw new ParameterFieldFailed(
      `When evaluating the field *default* for the Parameter *${name}*, the following exception occurred:\n\n` +
        traceLines(error).join('\n'),
    );
  }
  const { type } = parameter;
  if (!isOfType(made, type)) {
    const wanted = type === 'str' || type === 'file' ? 'a string' : `a ${type}`;
    throw new ParameterFieldTypeMismatch(
      `The value returned by the deploy-time function for the parameter *${name}* field *default* has a wrong type. ` +
        `Expected ${wanted}.`,
    );
  }
  return made;
}

function isOfType(value: unknown, type: ParameterSpec['type']): boolean {
  switch (type) {
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
      return Number.isInteger(value);
    case 'float':
      return typeof value === 'number';
    case 'json':
      return value !== undefined && typeof value !== 'function';
    default:
      return typeof value === 'string';
  }
}

function converted(parameter: ParameterSpec, name: string, value: unknown, around: Surroundings): unknown {
  const refuse = (wanted: string): never => {
    throw new UsageError(`Invalid value for '--${name}': ${String(value)} is not ${wanted}`);
  };
  switch (parameter.type) {
    case 'file':
      return fileContent(parameter, name, String(value), around);
    case 'bool':
      return typeof value === 'boolean' ? value : (booleanOf(String(value)) ?? refuse('a valid boolean'));
    case 'int':
      if (typeof value === 'number' && Number.isInteger(value)) return value;
      return INTEGER.test(String(value)) ? Number(String(value).replaceAll('_', '')) : refuse('a valid integer');
    case 'float':
      if (typeof value === 'number') return value;
      return FLOAT.test(String(value)) ? floatOf(String(value)) : refuse('a valid floating point value');
    case 'json':
      return typeof value === 'string' ? (jsonOf(value) ?? refuse('a valid JSON object')).value : value;
    default:
      return typeof value === 'string' ? value : String(value);
  }
}

function booleanOf(text: string): boolean | null {
  const lower = text.toLowerCase();
  if (TRUE.includes(lower)) return true;
  return FALSE.includes(lower) ? false : null;
}

/** Python's spelling of numbers. */
function floatOf(text: string): number {
  const plain = text.trim().toLowerCase().replaceAll('_', '');
  const [, sign = '', name = ''] = /^([+-]?)(inf|nan)/.exec(plain) ?? [];
  if (name === 'nan') return NaN;
  return name === 'inf' ? (sign === '-' ? -Infinity : Infinity) : Number(plain);
}

function jsonOf(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function fileContent({ options }: ParameterSpec, name: string, path: string, { files, print }: Surroundings): unknown {
  const bytes = files[path];
  if (!bytes) {
    throw new UsageError(`Invalid value for '--${name}': IncludeFile: could not open file '${path}' for reading`);
  }
  print(`Including file ${path} of size ${sizeText(bytes.length)} `);
  if (options['isText'] === false) return bytes.slice();
  return decoded(bytes, typeof options['encoding'] === 'string' ? options['encoding'] : 'utf-8');
}

function decoded(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
}

function sizeText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (unit < UNITS.length - 1 && size >= 1024) {
    size = Math.floor(size / 1024);
    unit += 1;
  }
  return `${String(size)}${UNITS[unit] ?? ''}`;
}

/** Values of Configs by name. @throws {UsageError} as Metaflow's command line would. */
export function configValues(
  { parameters }: Members,
  given: FlowSource['configs'],
  files: Files,
): Map<string, unknown> {
  const values = new Map<string, unknown>();
  const problems: string[] = [];
  for (const [attribute, config] of parameters) {
    if (config.kind !== 'config') continue;
    const name = config.nameFor(attribute);
    try {
      values.set(name, configValue(config, name, given[name], files));
    } catch (error) {
      if (!(error instanceof BadConfig)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new UsageError(`Bad values passed for configuration options: ${problems.join(', ')}`);
  return values;
}

class BadConfig extends Error {}

function configValue(
  config: ParameterSpec,
  name: string,
  given: FlowSource['configs'][string] | undefined,
  files: Files,
) {
  if (given !== undefined) {
    const text = 'json' in given ? given.json : textOfFile(files, given.path, 'configuration file', name);
    return parsedConfig(config, name, text);
  }
  const { default: path, defaultValue } = config.options;
  if (typeof path === 'string') {
    return parsedConfig(config, name, textOfFile(files, path, 'default configuration file', name));
  }
  if (defaultValue === undefined || defaultValue === null) {
    if (config.isRequired) throw new BadConfig(`missing configuration for '${name}'`);
    return null;
  }
  return typeof defaultValue === 'string' ? parsedConfig(config, name, defaultValue) : defaultValue;
}

function textOfFile(files: Files, path: string, what: string, name: string): string {
  const bytes = files[path];
  if (!bytes) throw new BadConfig(`${what} '${path}' could not be read for '${name}'`);
  return decoded(bytes, 'utf-8');
}

function parsedConfig({ options: { parser } }: ParameterSpec, name: string, text: string): unknown {
  if (typeof parser === 'function') return (parser as (text: string) => unknown)(text);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new BadConfig(`configuration value for '${name}' is not valid JSON: ${messageOf(error)}`);
  }
}
