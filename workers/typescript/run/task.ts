import type { OutputAuthor } from '../../../src/model/events';
import { instantOf } from '../../../src/model/time';
import type { AttemptEnd, AttemptInput, AttemptOrder, SavedArtifact, SavedCard } from '../../../src/protocol/flowHost';
import { randomWords } from '../../world/randomWords';
import type { Voice } from '../../world/voice';
import { extras } from '../askExtras';
import { Artifacts, save } from '../flow/artifacts';
import { addToCurrent, setCurrent } from '../flow/current';
import type { StepDecorator } from '../flow/decorator';
import { flowDecoratorsOf } from '../flow/decorators';
import { wrap } from '../flow/catchActions';
import { FailureHandledByCatch } from '../flow/exceptions';
import type { FlowClass, FlowSpec } from '../flow/flowSpec';
import { Inputs } from '../flow/inputs';
import { markFlow } from '../flow/marks';
import { artifactValues, freezeMembers, inheritArtifact, takeMembers, type Members } from '../flow/members';
import { projectValues } from '../flow/project';
import { attachState, type FlowState } from '../flow/state';
import { stepsOf, type StepOfClass } from '../flow/steps';
import type { TaskView } from '../flow/taskView';
import type { EventLoop } from '../realm/eventLoop';
import { endedBy, failedBy, printError } from './ends';
import type { Output } from './output';
import { caught } from './preview';
import { alterInputs, strikeCode, type Struck } from './striking';
import type { Watchdog } from './watchdog';

export interface TaskParts {
  readonly output: Output;
  readonly voice: Voice;
  readonly loop: EventLoop;
  readonly dog: Watchdog;
  readonly now: () => number;
  /** A promise that was rejected where nobody listened. */
  readonly unhandled: () => { readonly thrown: unknown } | null;
}

/** What the engine takes of one card. */
const CARD_CHARACTERS_MAX = 20_000_000;

/** One attempt of one task, in the order of Metaflow's task.py: inputs, decorators, user code, artifacts. */
export class Task implements TaskView {
  readonly order: AttemptOrder;
  readonly flow: FlowSpec;
  readonly parameterNames: readonly string[];
  caught: { readonly thrown: unknown } | undefined;
  readonly #parts: TaskParts;
  readonly #class: FlowClass;
  readonly #step: StepOfClass;
  readonly #members: Members;
  readonly #state: FlowState;
  readonly #parameters: Artifacts;
  readonly #arguments: readonly unknown[];
  readonly #branches: readonly object[];
  #values: ReadonlyMap<string, unknown> = new Map();

  constructor(flowClass: FlowClass, order: AttemptOrder, parts: TaskParts) {
    this.order = order;
    this.#parts = parts;
    this.#class = flowClass;
    this.#step = stepOf(flowClass, order.step);
    this.flow = new flowClass();
    markFlow(this.flow);
    this.#members = takeMembers(this.flow);
    this.parameterNames = [...this.#members.parameters.keys()];
    this.#parameters = new Artifacts(order.parameters, order.blobs);
    freezeMembers(this.flow, this.#members, this.#parameters);
    const isJoin = this.#isJoin();
    this.#state = this.#stateFor(
      order,
      isJoin ? this.#passedToJoin() : (order.inputs[0]?.artifacts ?? order.parameters),
    );
    attachState(this.flow, this.#state);
    for (const { name } of this.#state.artifacts.refs)
      if (name !== 'name') inheritArtifact(this.flow, this.#state.artifacts, name);
    const branches = isJoin ? inJoinOrder(order).map((given) => ({ given, flow: this.#branch(given) })) : [];
    this.#branches = branches.map(({ flow }) => flow);
    this.#arguments = isJoin ? [new Inputs(branches)] : [];
    this.#setCurrent();
  }

  get loop(): EventLoop {
    return this.#parts.loop;
  }

  get pathspec(): string {
    const { flowName, runId, step, taskId } = this.order;
    return `${flowName}/${runId}/${step}/${taskId}`;
  }

  get graph(): TaskView['graph'] {
    return this.order.compiled?.flow ?? null;
  }

  get cards(): TaskView['cards'] {
    return this.#decorators.flatMap(({ kind, attributes }) => (kind.name === 'card' ? [attributes] : []));
  }

  get #decorators(): readonly StepDecorator[] {
    return this.#step.info.decorators;
  }

  now(): number {
    return this.#parts.now();
  }

  say(stream: 'stdout' | 'stderr', by: OutputAuthor, lines: readonly string[]): void {
    this.#parts.output.say(stream, by, lines);
  }

  goOnTo(steps: readonly string[]): void {
    this.#state.transition = { targets: steps, foreach: null };
  }

  tell(name: string, value: unknown): void {
    addToCurrent(name, value);
  }

  shownValues(): readonly (readonly [string, unknown])[] {
    const names = new Set([...this.#values.keys(), ...[...this.#state.artifacts.refs].map(({ name }) => name)]);
    return [...names]
      .filter((name) => !name.startsWith('_'))
      .sort()
      .map((name) => [name, this.#values.has(name) ? this.#values.get(name) : this.#shownValue(name)] as const);
  }

  #shownValue(name: string): unknown {
    return name === 'name' ? this.order.flowName : (this.flow as unknown as Record<string, unknown>)[name];
  }

  /** A card as it stands, before the attempt has ended. One that is too large waits for the end. */
  showCard(card: SavedCard): void {
    if (card.html.length > CARD_CHARACTERS_MAX) return;
    this.#parts.output.flush();
    this.#parts.voice.card(instantOf(this.now()), card);
  }

  async run(): Promise<AttemptEnd> {
    try {
      await this.#userPart();
    } catch (error) {
      return this.#raised(error);
    }
    return this.#succeeded(null);
  }

  async #userPart(): Promise<void> {
    const { loop, unhandled } = this.#parts;
    if (!this.order.fallback) alterInputs([this.flow, ...this.#branches], this.#state.isJoin, this.#struck);
    for (const { actions } of this.#decorators) actions.preStep?.(this);
    if (this.order.fallback) throw new FailureHandledByCatch(this.order.attempt);
    await loop.settled(this.#userCode());
    const lost = unhandled();
    if (lost) throw lost.thrown;
    for (const { actions } of this.#decorators) actions.postStep?.(this);
  }

  get #struck(): Struck {
    const { loop, output, voice } = this.#parts;
    const sayStruck = (fault: string) => {
      output.flush();
      voice.struck(instantOf(this.now()), fault);
    };
    return { strikes: this.order.strikes, loop, sayStruck };
  }

  /** In a promise of our own, whatever the step returns. */
  async #userCode(): Promise<void> {
    await strikeCode(this.#struck);
    await this.#step.method.apply(this.flow, [...this.#arguments]);
  }

  #raised(thrown: unknown): AttemptEnd {
    const { loop, dog, output } = this.#parts;
    loop.disarm();
    if (dog.ended) return endedBy(dog.ended, output);
    let isHandled: boolean;
    try {
      isHandled = this.#decorators.map(({ actions }) => actions.taskException?.(this, thrown)).includes(true);
    } catch (second) {
      return this.#savedThen(() => endedBy(second, output)); // Printing the flow's name may fail as the step did.
    }
    return isHandled ? this.#succeeded({ thrown }) : this.#failed(thrown);
  }

  #succeeded(handled: { readonly thrown: unknown } | null): AttemptEnd {
    const { dog, output } = this.#parts;
    if (dog.ended) return endedBy(dog.ended, output);
    this.caught = handled ?? undefined;
    const wasCaught = handled && caught(wrap(handled.thrown));
    const { transition } = this.#state;
    return this.#savedThen((artifacts) => ({
      kind: 'succeeded',
      artifacts,
      transition: transition && transition.targets.length > 0 ? transition : null,
      caught: wasCaught,
      cards: this.#decorators.flatMap(({ actions }) => actions.finished?.(this, artifacts) ?? []),
    }));
  }

  #failed(thrown: unknown): AttemptEnd {
    const { output } = this.#parts;
    let shown = thrown;
    try {
      this.say('stderr', 'metaflow', [`${String(this.flow)} failed:`]);
    } catch (second) {
      shown = second;
    }
    return this.#savedThen((artifacts) => {
      printError(shown, output);
      return failedBy(thrown, artifacts);
    });
  }

  /** Saves what there is to save, then ends; or fails because saving did. */
  #savedThen(end: (artifacts: readonly SavedArtifact[]) => AttemptEnd): AttemptEnd {
    this.#parts.loop.disarm();
    let artifacts: readonly SavedArtifact[];
    try {
      artifacts = this.#save();
    } catch (error) {
      return endedBy(this.#parts.dog.ended ?? error, this.#parts.output);
    }
    return end(artifacts);
  }

  #save(): SavedArtifact[] {
    this.#values = artifactValues(this.flow, this.#state.artifacts);
    return save(this.#values, this.#state.artifacts);
  }

  #isJoin(): boolean {
    const read = this.order.compiled?.flow?.steps.find(({ name }) => name === this.order.step);
    return (read?.argumentCount ?? this.#step.method.length + 1) > 1;
  }

  /** Parameters and constants come along; everything else has to be taken over. */
  #passedToJoin() {
    const names = new Set([...this.parameterNames, ...this.#members.constants.keys()]);
    return this.order.parameters.filter(({ name }) => names.has(name));
  }

  #stateFor(
    { flowName, fileName, blobs, frames, step }: AttemptOrder,
    artifacts: AttemptInput['artifacts'],
  ): FlowState {
    return {
      flowName,
      scriptName: fileName,
      step,
      isJoin: this.#isJoin(),
      frames,
      artifacts: new Artifacts(artifacts, blobs),
      cachedInputs: new Map(),
      transition: null,
      setMetadata: (key, value) => {
        this.#parts.output.flush();
        this.#parts.voice.metadata(instantOf(this.now()), key, value);
      },
    };
  }

  /** A finished branch as the join sees it, without running the class's constructor again. */
  #branch(given: AttemptInput): object {
    const { flowName, fileName, blobs } = this.order;
    const branch = Object.create(this.#class.prototype as object) as object;
    const artifacts = new Artifacts(given.artifacts, blobs);
    markFlow(branch);
    freezeMembers(branch, this.#members, this.#parameters);
    attachState(branch, {
      ...this.#state,
      flowName,
      scriptName: fileName,
      step: given.step,
      frames: given.frames,
      artifacts,
      cachedInputs: new Map(),
    });
    for (const { name } of artifacts.refs) if (name !== 'name') inheritArtifact(branch, artifacts, name);
    return branch;
  }

  #setCurrent(): void {
    const { order } = this;
    setCurrent(
      {
        flowName: order.flowName,
        runId: order.runId,
        stepName: order.step,
        taskId: order.taskId,
        retryCount: order.attempt,
        originRunId: order.originRunId,
        pathspec: this.pathspec,
        username: order.user,
        namespace: `user:${order.user}`,
        parameterNames: this.parameterNames,
        isRunningFlow: true,
        ...projectValues(flowDecoratorsOf(this.#class), order.flowName, order.user),
      },
      { tags: () => new Set(order.tags), graph: () => extras().graphInfo(this.#class, this.#members, order) },
    );
  }
}

function stepOf(flowClass: FlowClass, name: string): StepOfClass {
  const step = stepsOf(flowClass).find((one) => one.name === name);
  if (!step) throw new TypeError(`The flow has no step ${name}.`);
  return step;
}

/** By step, steps in an order that Metaflow leaves to chance, then by foreach index. */
function inJoinOrder({ inputs, seed }: AttemptOrder): AttemptInput[] {
  const groups = new Map<string, AttemptInput[]>();
  for (const given of inputs) groups.set(given.step, [...(groups.get(given.step) ?? []), given]);
  const steps = shuffled([...groups.keys()].sort(), seed);
  return steps.flatMap((step) => (groups.get(step) ?? []).sort((a, b) => compare(indices(a), indices(b))));
}

const indices = ({ frames }: AttemptInput): number[] => frames.map(({ index }) => index);

const compare = (a: readonly number[], b: readonly number[]): number =>
  a.map((index, level) => index - (b[level] ?? 0)).find((difference) => difference !== 0) ?? 0;

/** Without drawing from the generator that user code sees. */
function shuffled(names: readonly string[], seed: readonly number[]): string[] {
  const next = randomWords([...seed, 0x0d0e_0d0e]);
  const result = [...names];
  for (let last = result.length - 1; last > 0; last--) {
    const other = next() % (last + 1);
    [result[last], result[other]] = [result[other] ?? '', result[last] ?? ''];
  }
  return result;
}
