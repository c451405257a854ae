/** What `import … from 'faultline'` gives a flow in TypeScript. Metaflow's names in camel case, with its behaviour. */

/** A value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

declare const parameter: unique symbol;

/** Parameters and constants of a flow are not modifiable. A value of another name can be: `this.other = …`. */
interface NotModifiable {
  readonly [parameter]: never;
}

/** What a parameter holds. It reads like any value of its type, and nothing else can be assigned to it. */
export type ParameterValue<Value> = Value extends null | undefined ? Value : Value & NotModifiable;

/** A method of the flow that `this.next` may name. */
export type StepMethod = (...inputs: never[]) => void | Promise<void>;

type Callable = (...values: never[]) => unknown;

/** Names of a flow's own methods. */
export type StepName<Flow> = {
  [Name in keyof Flow]: Flow[Name] extends Callable ? (Name extends keyof FlowSpec ? never : Name) : never;
}[keyof Flow] &
  string;

/** A finished branch, as a join sees it: its artifacts, to be read. */
export type Input<Flow> = {
  readonly [Name in keyof Flow as Flow[Name] extends Callable ? never : Name]: Flow[Name];
};

/**
 * The branches that a join brings together: `join(inputs: Inputs<MyFlow>)`.
 *
 * - `inputs[0]` and `for (const input of inputs)` go through all of them. Those of a foreach come in the order of its
 *   items; those of a split in an arbitrary order.
 * - `inputs.name` is the branch that ended in the step of that name; of several tasks of one step the last.
 *
 * There is no `inputs.length`: `[...inputs].length` counts them.
 */
export type Inputs<Flow> = Iterable<Input<Flow>> &
  Readonly<Record<number, Input<Flow>>> &
  Readonly<Record<StepName<Flow>, Input<Flow>>>;

declare const accepts: unique symbol;

/** The values that the cases of a switch stand for: `{ true: …, false: … }` are those of a boolean. */
type CaseValue<Case> = [Case] extends ['true' | 'false'] ? (Case extends 'true' ? true : false) : Case;

/** A flow with a property that can be gone through item by item, or that may equal each case of a switch. */
type FlowWith<Name extends string, Case> = [Case] extends [never]
  ? Readonly<Record<Name, Iterable<unknown>>>
  : { readonly [accepts]: Readonly<Record<Name, (value: CaseValue<Case> & NotModifiable) => void>> };

/** How `this.next` goes on. */
type Way<Name> =
  | {
      /** Name of the property whose items each get a task of their own. */
      readonly foreach: Name;
    }
  | {
      /** Name of the property that decides which case is taken. */
      readonly condition: Name;
    }
  | {
      /** How many nodes run the step at once. */
      readonly numParallel: number;
    };

/**
 * The base class of every flow.
 *
 * Steps are methods marked with {@link step}. What a step assigns to `this` is an artifact: it is stored when the step
 * ends, and later steps find it on `this` again. Declare artifacts so that TypeScript knows them:
 *
 * ```ts
 * export default class MyFlow extends FlowSpec {
 *   alpha = Parameter({ default: 0.5 })
 *   declare items: string[]
 *
 *   @step() start() { this.items = ['a', 'b']; this.next(this.work, { foreach: 'items' }) }
 * }
 * ```
 *
 * A property that the class gives a value (`limit = 3`) is a constant: every step can read it and none can set it.
 * Functions are never stored: a function assigned to `this` is gone in the next step.
 */
export abstract class FlowSpec {
  /** For the compiler only: what can be assigned to the flow's properties. */
  readonly [accepts]: {
    readonly [Name in keyof this as Exclude<Name, keyof FlowSpec>]: (value: this[Name]) => void;
  };
  /** Name of the flow: that of its class. */
  readonly name: string;
  /** Name of the flow's file. */
  readonly scriptName: string;
  /** Which item of the innermost foreach this task has, from 0; null outside one. */
  readonly index: number | null;
  /**
   * The item of the innermost foreach that this task has; null outside one.
   * Give it a type in your flow: `declare readonly input: string`.
   */
  readonly input: unknown;
  /** For each foreach around this task, outermost first: index, number of items, item. */
  foreachStack(): [index: number, numSplits: number, value: unknown][];

  /** Goes on with one step. The last statement of every step but the last one of the flow. */
  next(step: StepMethod): void;
  /**
   * Goes on in one of these ways; it is the last statement of a step.
   *
   * - `this.next(this.a, this.b)`: several steps side by side. They meet again in a join.
   * - `this.next(this.work, { foreach: 'items' })`: a step, once for each item of a property.
   * - `this.next({ high: this.a, low: this.b }, { condition: 'level' })`: the one step whose case equals a property. A
   *   step may name itself among them: that is a loop.
   * - `this.next(this.train, { numParallel: 4 })`: a step on several nodes at once.
   */
  next<const Name extends string = never, Case extends string | number = never>(
    this: FlowWith<NoInfer<Name>, NoInfer<Case>>,
    target: StepMethod | Readonly<Record<Case, StepMethod>>,
    stepOrWay: StepMethod | Way<Name>,
    ...steps: StepMethod[]
  ): void;

  /**
   * In a join: takes over the artifacts of the branches. Those that differ between branches must be set before, or
   * left out. Artifacts are compared by what is stored of them.
   *
   * @param options `exclude` names what not to take, `include` the only ones to take; not both.
   */
  mergeArtifacts(
    inputs: Iterable<object>,
    options?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] },
  ): void;

  /**
   * Ends the attempt as failed, with a reason. Faultline only: Metaflow has no such method.
   *
   * @param options `retry: false` leaves out what retries are left.
   */
  fail(reason: string, options?: { readonly retry?: boolean }): never;
  /** Records metadata on the attempt. Faultline only: Metaflow has no such method. */
  setMetadata(key: string, value: Json): void;
}

// Decorators of steps

type StepDecorator = <Flow>(method: StepMethod, context: ClassMethodDecoratorContext<Flow>) => void;

/** Marks a method as a step. Stands right before the method's name, other decorators before it. */
export function step(options?: {
  /** The flow begins here. Without it the step called `start`. */
  readonly start?: boolean;
  /** The flow ends here. Without it the step called `end`. */
  readonly end?: boolean;
}): StepDecorator;

/**
 * Runs a step again when it fails, whatever the reason. Each attempt begins with the artifacts of the step before.
 * Use it for steps that may safely be run twice; `@retry({ times: 0 })` is for those that may not.
 */
export function retry(options?: {
  /** How many more attempts after the first one; at most 4. Default 3. */
  readonly times?: number;
  /** Minutes of waiting before each of them. Default 2. Platforms wait; a run on one's own machine does not. */
  readonly minutesBetweenRetries?: number;
}): StepDecorator;

/**
 * Metaflow's `@catch`: lets the flow go on when a step has failed for good, its retries used up. What the step had set
 * before it failed is kept. Not for steps that start a foreach or a switch.
 */
export function catchError(options?: {
  /** The artifact that gets a {@link MetaflowExceptionWrapper}; null after a step that did not fail. */
  readonly var?: string;
  /** Whether the exception is printed. Default true. */
  readonly printException?: boolean;
}): StepDecorator;

/**
 * Ends an attempt with a {@link TimeoutException} once it has taken this long. Durations add up. Each retry has the
 * whole time again. The exception is raised where the step waits, or in the next round of a loop.
 */
export function timeout(options: {
  readonly seconds?: number;
  readonly minutes?: number;
  readonly hours?: number;
}): StepDecorator;

/** Draws a card when the step has ended well. Several may stand over one step, each with an `id`. */
export function card(options?: {
  /** `default`, `blank`, `default_json`, `taskspec_card` or `error`. */
  readonly type?: string;
  /** Letters, digits and underscores: what `current.card['…']` finds it by. */
  readonly id?: string;
  /** Options of the card's type: `{ title: '…' }`. */
  readonly options?: Readonly<Record<string, Json>>;
  /** Seconds that drawing may take. Default 45. */
  readonly timeout?: number;
  /** Whether a card that can't be drawn leaves an error card. Default true. */
  readonly saveErrors?: boolean;
  /** Seconds between two refreshes while the step runs. Default 5. */
  readonly refreshInterval?: number;
  /** Makes this the card that `current.card.append` writes to, where there are several. */
  readonly customize?: boolean;
  readonly scope?: string;
  readonly rank?: number;
}): StepDecorator;

/** Sets environment variables for a step: {@link env} reads them. */
export function environment(options: { readonly vars: Readonly<Record<string, string>> }): StepDecorator;

/** What the step needs of a machine. A cluster would give it; here it changes nothing. */
export function resources(options?: {
  readonly cpu?: number | string;
  readonly gpu?: number | string;
  readonly disk?: number | string;
  /** Megabytes. */
  readonly memory?: number | string;
  readonly sharedMemory?: number | string;
}): StepDecorator;

/** Runs the step as a pod of its own in Kubernetes. Here the platform of the run decides how steps start. */
export function kubernetes(options?: PlatformOptions): StepDecorator;
/** Runs the step as a job of its own in AWS Batch. Here the platform of the run decides how steps start. */
export function batch(options?: PlatformOptions): StepDecorator;
/** A secret manager would set environment variables; here none are set. */
export function secrets(options?: {
  readonly sources?: readonly string[];
  readonly role?: string;
  readonly allowOverride?: boolean;
}): StepDecorator;
/** For a step that is started by `{ numParallel: … }`. */
export function parallel(): StepDecorator;

interface PlatformOptions {
  readonly cpu?: number | string;
  readonly gpu?: number | string;
  readonly memory?: number | string;
  readonly disk?: number | string;
  readonly image?: string;
  readonly [name: string]: unknown;
}

// Decorators of flows

type FlowDecorator = <Class extends abstract new (...values: never[]) => FlowSpec>(
  flow: Class,
  context: ClassDecoratorContext<Class>,
) => void;

/** Puts the flow into a project: `current.projectName` and its kin. */
export function project(options: {
  readonly name: string;
  readonly branch?: string;
  readonly production?: boolean;
}): FlowDecorator;
/** When a production scheduler starts the flow; here it starts when you press Run. */
export function schedule(options?: {
  readonly cron?: string;
  readonly weekly?: boolean;
  readonly daily?: boolean;
  readonly hourly?: boolean;
  readonly timezone?: string;
}): FlowDecorator;
/** Which event starts the flow in production; here it starts when you press Run. */
export function trigger(options?: {
  readonly event?: Json;
  readonly events?: readonly Json[];
  readonly options?: Readonly<Record<string, Json>>;
}): FlowDecorator;
/** After which other flow it starts in production; here it starts when you press Run. */
export function triggerOnFinish(options?: {
  readonly flow?: Json;
  readonly flows?: readonly Json[];
  readonly options?: Readonly<Record<string, Json>>;
}): FlowDecorator;

// Parameters

/** Whole numbers: the type of a parameter that refuses `0.5`. */
export const Int: unique symbol;
/** Any JSON: the type of a parameter whose text on the command line is parsed as JSON. */
export const JSONType: unique symbol;

export type ParameterType =
  StringConstructor | NumberConstructor | BooleanConstructor | typeof Int | typeof JSONType | undefined;

type ValueOfType<Type> = Type extends StringConstructor
  ? string
  : Type extends NumberConstructor | typeof Int
    ? number
    : Type extends BooleanConstructor
      ? boolean
      : Json;

type Widened<Value> = Value extends string
  ? string
  : Value extends number
    ? number
    : Value extends boolean
      ? boolean
      : Value;

/** The value that a parameter has with these options. Without a default, and not required, it may be null. */
type ValueOfParameter<Type, Default, Required, Separator> = [Separator] extends [string]
  ? string[]
  : [Default] extends [never]
    ? (Type extends undefined ? string : ValueOfType<Type>) | ([Required] extends [true] ? never : null)
    : Type extends typeof JSONType
      ? Default
      : Type extends undefined
        ? Widened<Default>
        : ValueOfType<Type>;

/** What a default that is a function gets. It is called once, before the run. */
export interface ParameterContext {
  readonly flowName: string;
  readonly userName: string;
  readonly parameterName: string;
}

/**
 * A parameter of the flow, to be set on the command line: `simulateApiFailure = Parameter({ default: true })` is
 * `--simulate_api_failure False`. Steps read it as `this.simulateApiFailure`; none can set it.
 */
export function Parameter<
  Type extends ParameterType = undefined,
  Default extends ValueOfType<Type> = never,
  Required extends boolean = false,
  Separator extends string | undefined = undefined,
>(options?: {
  /** `String`, `Number`, `Boolean`, `Int` or `JSONType`. Without one that of the default, else `String`. */
  readonly type?: Type;
  readonly default?: Default | ((context: ParameterContext) => Default);
  /** Whether a run must give it a value. A default is as good. */
  readonly required?: Required;
  /** Shown by `run --help`. */
  readonly help?: string;
  /** Cuts a text into a list: with `','`, `a,b` becomes `['a', 'b']`. Only for texts. */
  readonly separator?: Separator;
  /** Whether the help tells the default. Default true. */
  readonly showDefault?: boolean;
  /** The option on the command line, without dashes. Default: the property's name in Python's spelling. */
  readonly name?: string;
}): ParameterValue<ValueOfParameter<Type, Default, Required, Separator>>;

/** A parameter that is a path on the command line, and the file's content in the flow. */
export function IncludeFile<
  IsText extends boolean = true,
  Parsed = IsText extends false ? Uint8Array : string,
>(options?: {
  /** A path. */
  readonly default?: string;
  readonly required?: boolean;
  /** False gives bytes. Default true. */
  readonly isText?: IsText;
  readonly encoding?: string;
  readonly help?: string;
  readonly parser?: (content: IsText extends false ? Uint8Array : string) => Parsed;
  readonly name?: string;
}): ParameterValue<Parsed>;

/** Settings that are known before the run: `--config name path` and `--config-value name JSON` set them. */
export function Config<Value = Readonly<Record<string, Json>>>(options?: {
  /** A path. Not together with `defaultValue`. */
  readonly default?: string;
  readonly defaultValue?: Value;
  readonly required?: boolean;
  readonly help?: string;
  readonly parser?: (text: string) => Value;
  /** Leaves the text as it is, or as the parser gave it. */
  readonly plain?: boolean;
  readonly name?: string;
}): ParameterValue<Value>;

// What runs

/** Where the code runs. Ids are texts. */
export const current: Current;

export interface Current {
  readonly flowName: string;
  readonly runId: string;
  readonly stepName: string;
  readonly taskId: string;
  /** Number of the attempt, from 0. */
  readonly retryCount: number;
  /** The run that this one resumes; null in a run of its own. */
  readonly originRunId: string | null;
  /** `Flow/run/step/task` */
  readonly pathspec: string;
  /** `user:name` */
  readonly namespace: string;
  readonly username: string;
  /** What `--tag` gave. */
  readonly tags: ReadonlySet<string>;
  readonly tempdir: string;
  readonly isRunningFlow: boolean;
  /** Names of the properties that are parameters. */
  readonly parameterNames: readonly string[];
  /** The flow as a graph. */
  readonly graph: Readonly<Record<string, Json>>;
  readonly run: Run;
  readonly task: Task;
  /** The cards of a step with {@link card}. */
  readonly card: CardComponents;
  /** With {@link parallel}. */
  readonly parallel: {
    readonly mainIp: string;
    readonly numNodes: number;
    readonly nodeIndex: number;
    readonly controlTaskId: string | null;
  };
  readonly isParallel: boolean;
  /** With {@link project}, as the next four. */
  readonly projectName: string;
  readonly branchName: string;
  readonly projectFlowName: string;
  readonly isUserBranch: boolean;
  readonly isProduction: boolean;
  /** A value by its name, or `fallback` where there is none. */
  get<Name extends keyof Current, Fallback = null>(name: Name, fallback?: Fallback): Current[Name] | Fallback;
}

/** Waits without making anybody wait: the run's clock jumps. */
export function sleep(seconds: number): Promise<void>;

/** An environment variable that {@link environment} or the run set; undefined without one. */
export function env(name: string): string | undefined;

// Exceptions

/** An exception that Metaflow prints by its headline and message, without a stack. */
export class MetaflowException extends Error {
  constructor(message?: string);
  readonly headline: string;
}
/** What {@link timeout} raises. */
export class TimeoutException extends MetaflowException {}
/** What {@link FlowSpec.mergeArtifacts} raises where branches differ. */
export class UnhandledInMergeArtifactsException extends MetaflowException {
  readonly artifactNames: readonly string[];
}
/** What {@link FlowSpec.mergeArtifacts} raises where nobody has what it was to include. */
export class MissingInMergeArtifactsException extends MetaflowException {
  readonly artifactNames: readonly string[];
}
/** What the client raises for a flow, run, step or task that is not there. */
export class MetaflowNotFound extends MetaflowException {}
export class MetaflowNamespaceMismatch extends MetaflowException {}
export class MetaflowInvalidPathspec extends MetaflowException {}

/** What {@link catchError} stores in its `var`. */
export class MetaflowExceptionWrapper extends Error {
  /** The message. */
  readonly exception: string;
  /** Its class: `Error`, `RangeError`, `TimeoutException`. */
  readonly type: string;
  /** Where it was thrown; null where nothing is known of it. */
  readonly stacktrace: string | null;
}

// Cards

/** The components of a step's cards: `current.card.append(new Markdown('# Hello'))`, `current.card['id'].append(…)`. */
export type CardComponents = OneCard & Readonly<Record<string, OneCard>>;

interface OneCard {
  append(component: CardComponent, id?: string): void;
  extend(components: Iterable<CardComponent>): void;
  clear(): void;
  /** Draws the card now, while the step runs; not oftener than its `refreshInterval`, unless forced. */
  refresh(data?: Json, options?: { readonly force?: boolean }): void;
  /** Components by the id that `append` gave them. */
  readonly components: Record<string, CardComponent & { update(...values: unknown[]): void }>;
  /** The cards of a type. */
  get(type?: string): readonly OneCard[];
}

/** What cards are made of. */
export abstract class CardComponent {
  render(): Json;
}

export class Markdown extends CardComponent {
  constructor(text?: string);
  update(text: string): void;
}
/** Any value, as text. */
export class Artifact extends CardComponent {
  constructor(artifact: unknown, options?: { readonly name?: string; readonly compressed?: boolean });
  update(artifact: unknown): void;
}
/** Rows of cells; a cell may be a component. */
export class Table extends CardComponent {
  constructor(
    data?: readonly (readonly unknown[])[],
    options?: { readonly headers?: readonly string[]; readonly disableUpdates?: boolean },
  );
}
/** An image from its bytes, or from a `data:` address. */
export class Image extends CardComponent {
  constructor(
    source?: Uint8Array | string | null,
    options?: { readonly label?: string; readonly disableUpdates?: boolean },
  );
  update(source: Uint8Array | string, options?: { readonly label?: string }): void;
}
/** Metaflow's `Error` component: an exception with its stack. */
export class ErrorCard extends CardComponent {
  constructor(exception: unknown, options?: { readonly title?: string });
}
export class ProgressBar extends CardComponent {
  constructor(options?: {
    readonly max?: number;
    readonly label?: string;
    readonly value?: number;
    readonly unit?: string;
    readonly metadata?: string;
  });
  update(value: number, metadata?: string): void;
}
/** A chart of Vega or Vega-Lite, from its specification. */
export class VegaChart extends CardComponent {
  constructor(spec: Readonly<Record<string, unknown>>, options?: { readonly showControls?: boolean });
  update(spec: Readonly<Record<string, unknown>>): void;
}
/** One number or word with its name. */
export class ValueBox extends CardComponent {
  constructor(options: ValueBoxOptions);
  update(options: Partial<ValueBoxOptions>): void;
}
interface ValueBoxOptions {
  readonly title?: string;
  readonly value: string | number;
  readonly subtitle?: string;
  readonly theme?: string;
  readonly changeIndicator?: string;
}
/** Metaflow's `PythonCode`: the source of a function, or a text. */
export class SourceCode extends CardComponent {
  constructor(code: string | ((...values: never[]) => unknown));
}
/** Events, newest first. */
export class EventsTimeline extends CardComponent {
  constructor(options?: { readonly title?: string; readonly maxEvents?: number });
  update(
    event: Readonly<Record<string, unknown>>,
    options?: {
      readonly styleTheme?: string;
      readonly priority?: string;
      readonly payloads?: Readonly<Record<string, CardComponent>>;
      readonly finished?: boolean;
    },
  ): void;
}
export class JSONViewer extends CardComponent {
  constructor(data: unknown, options?: ViewerOptions);
  update(data: unknown): void;
}
export class YAMLViewer extends CardComponent {
  constructor(data: unknown, options?: ViewerOptions);
  update(data: unknown): void;
}
interface ViewerOptions {
  readonly collapsible?: boolean;
  readonly maxHeight?: string;
  readonly showCopyButton?: boolean;
  readonly title?: string;
}

// The client: finished and running runs of this browser, to be read.

interface ClientObject<Child> extends Iterable<Child> {
  readonly id: string;
  readonly pathspec: string;
  readonly tags: ReadonlySet<string>;
  readonly userTags: ReadonlySet<string>;
  readonly systemTags: ReadonlySet<string>;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly originPathspec: string | null;
  /** The part with this id. Throws an error where there is none. */
  get(id: string): Child;
  has(id: string): boolean;
}

/** All flows that have runs. */
export class Metaflow implements Iterable<Flow> {
  readonly flows: readonly Flow[];
  [Symbol.iterator](): Iterator<Flow>;
}
/** The runs of a flow, newest first: `new Flow('MyFlow').latestRun`. */
export class Flow implements ClientObject<Run> {
  constructor(name: string);
  readonly id: string;
  readonly pathspec: string;
  readonly tags: ReadonlySet<string>;
  readonly userTags: ReadonlySet<string>;
  readonly systemTags: ReadonlySet<string>;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly originPathspec: string | null;
  readonly latestRun: Run | null;
  readonly latestSuccessfulRun: Run | null;
  /** Runs that have all these tags. */
  runs(...tags: string[]): Iterable<Run>;
  get(id: string): Run;
  has(id: string): boolean;
  [Symbol.iterator](): Iterator<Run>;
}
/** A run: `new Run('MyFlow/1')`. */
export class Run implements ClientObject<Step_> {
  constructor(pathspec: string);
  readonly id: string;
  readonly pathspec: string;
  readonly tags: ReadonlySet<string>;
  readonly userTags: ReadonlySet<string>;
  readonly systemTags: ReadonlySet<string>;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly originPathspec: string | null;
  /** Whether its last step ended well. A step that `@catchError` rescued did not. */
  readonly successful: boolean;
  /** Whether its last step has ended: of a run that failed, never. */
  readonly finished: boolean;
  /** The artifacts of its last step; null before that has ended. */
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly endTask: Task | null;
  steps(...tags: string[]): Iterable<Step_>;
  get(step: string): Step_;
  has(step: string): boolean;
  [Symbol.iterator](): Iterator<Step_>;
}
/** A step of a run: `new Step('MyFlow/1/start')`. */
declare class Step_ implements ClientObject<Task> {
  constructor(pathspec: string);
  readonly id: string;
  readonly pathspec: string;
  readonly tags: ReadonlySet<string>;
  readonly userTags: ReadonlySet<string>;
  readonly systemTags: ReadonlySet<string>;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly originPathspec: string | null;
  /** Any of its tasks; null without one. */
  readonly task: Task | null;
  readonly parentSteps: Iterable<Step_>;
  readonly childSteps: Iterable<Step_>;
  tasks(...tags: string[]): Iterable<Task>;
  get(task: string): Task;
  has(task: string): boolean;
  [Symbol.iterator](): Iterator<Task>;
}
export { Step_ as Step };
/** A task: `new Task('MyFlow/1/start/1')`, of its last attempt unless another is asked for. */
export class Task implements ClientObject<DataArtifact> {
  constructor(pathspec: string, options?: { readonly attempt?: number });
  readonly id: string;
  readonly pathspec: string;
  readonly tags: ReadonlySet<string>;
  readonly userTags: ReadonlySet<string>;
  readonly systemTags: ReadonlySet<string>;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly originPathspec: string | null;
  readonly successful: boolean;
  readonly finished: boolean;
  /** What it failed with; null of one that was caught. */
  readonly exception: MetaflowExceptionWrapper | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly artifacts: Readonly<Record<string, DataArtifact>>;
  readonly index: number | null;
  readonly currentAttempt: number;
  readonly stdout: string;
  readonly stderr: string;
  loglines(stream: 'stdout' | 'stderr'): Iterable<[time: Date, line: string]>;
  readonly metadataDict: Readonly<Record<string, Json>>;
  readonly parentTasks: Iterable<Task>;
  readonly childTasks: Iterable<Task>;
  get(artifact: string): DataArtifact;
  has(artifact: string): boolean;
  [Symbol.iterator](): Iterator<DataArtifact>;
}
export class DataArtifact {
  constructor(pathspec: string, options?: { readonly attempt?: number });
  readonly id: string;
  readonly pathspec: string;
  readonly data: unknown;
  readonly sha: string;
  /** Bytes. */
  readonly size: number;
  readonly finishedAt: Date;
}
/** Shows the client only what has this tag; null shows everything. Gives what is set now. */
export function namespace(name: string | null): string | null;
export function getNamespace(): string | null;
export function defaultNamespace(): string | null;
