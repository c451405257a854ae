import type { FlowParameter, ParameterType } from '../../../src/model/flow';
import { snakeCase } from '../../../src/language/typescript/spelling';
import { classNameOf, messageOf } from './errors';
import { MetaflowException } from './exceptions';

const RESERVED = new Set(
  (
    'params with tag namespace obj tags decospecs run-id-file max-num-splits max-workers max-log-size user-namespace ' +
    'run-id task-id runner-attribute-file'
  )
    .split(' ')
    .flatMap((name) => [name, name.replaceAll('-', '_')]),
);

/** The types that a parameter is given by, beside `String`, `Number` and `Boolean`. */
export const Int = Symbol('Int');
export const JSONType = Symbol('JSON');

const TYPES = new Map<unknown, ParameterType>([
  [String, 'str'],
  [Int, 'int'],
  [Number, 'float'],
  [Boolean, 'bool'],
  [JSONType, 'json'],
]);

export type ParameterOptions = Readonly<Record<string, unknown>>;
type Kind = FlowParameter['kind'];

/** What `Parameter({ … })`, `IncludeFile` and `Config` leave in the class until the flow is loaded. */
export class ParameterSpec {
  readonly kind: Kind;
  readonly options: ParameterOptions;

  constructor(kind: Kind, options: ParameterOptions = {}) {
    this.kind = kind;
    this.options = options;
  }

  /** Of the option on the command line. */
  nameFor(attribute: string): string {
    return typeof this.options['name'] === 'string' ? this.options['name'] : snakeCase(attribute);
  }

  get default(): unknown {
    const value = this.options['default'];
    return this.kind === 'config' ? (value ?? this.options['defaultValue']) : value;
  }

  get hasDefault(): boolean {
    return this.default !== undefined && this.default !== null;
  }

  get separator(): string | null {
    return typeof this.options['separator'] === 'string' ? this.options['separator'] : null;
  }

  get isRequired(): boolean {
    return this.options['required'] === true;
  }

  /** As Metaflow takes it: given, else that of the default, else text. */
  get type(): ParameterType {
    if (this.kind === 'include-file') return 'file';
    if (this.kind === 'config') return 'json';
    return TYPES.get(this.options['type']) ?? typeOfValue(this.default);
  }

  /** @throws {MetaflowException} what Metaflow says when it imports the flow. */
  check(attribute: string): void {
    const name = this.nameFor(attribute);
    if (this.kind === 'config') {
      if (this.options['default'] === undefined || this.options['defaultValue'] === undefined) return;
      throw new MetaflowException(`For config '${name}', you can only specify default or defaultValue, not both`);
    }
    if (RESERVED.has(name)) {
      throw new MetaflowException(
        `Parameter name '${name}' is a reserved word. Please use a different name for your parameter.`,
      );
    }
    for (const field of ['showDefault', 'separator', 'required']) {
      if (typeof this.options[field] === 'function') {
        throw new MetaflowException(`Parameter *${name}*: Field '${field}' cannot have a function as its value`);
      }
    }
    if (this.separator !== null && this.type !== 'str') {
      throw new MetaflowException(`Parameter *${name}*: Separator is only allowed for string parameters.`);
    }
  }

  /** The value as steps see it, from the value that was saved. */
  loaded(value: unknown): unknown {
    if (this.kind === 'config') return this.options['plain'] === true ? value : deeplyFrozen(value);
    const { parser } = this.options;
    if (this.kind !== 'include-file' || value === null || typeof parser !== 'function') return value;
    try {
      return (parser as (content: unknown) => unknown)(value);
    } catch (error) {
      const what = `${classNameOf(error)}: ${messageOf(error)}`;
      throw new MetaflowException(
        `Failed to parse content in parameter '${String(this.options['name'] ?? '')}' using parser: ${what}`,
      );
    }
  }
}

/** As in Metaflow, a whole number makes a parameter that takes whole numbers. */
function typeOfValue(value: unknown): ParameterType {
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float';
    case 'object':
      return value === null ? 'str' : 'json';
    default:
      return 'str';
  }
}

function deeplyFrozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const item of Object.values(value)) deeplyFrozen(item);
  return value;
}
