/**
 * What a language worker offers to the engine worker, and the plain data that crosses. One worker loads a flow,
 * or runs one attempt, and is then ended. A failing task resolves; only a broken host rejects.
 */
import type { ArtifactPreview, ArtifactRef, CaughtException } from '../model/artifact';
import type { EventFact, ForeachFrame, OutputAuthor, TakenTransition } from '../model/events';
import type { Failure, TracebackFrame } from '../model/failure';
import type { Flow } from '../model/flow';
import type { ContentHash } from '../model/ids';
import type { Json } from '../model/json';
import type { Service } from '../model/scenario';
import type { ExitHooks, GivenValue, ProjectOptions } from '../model/setup';
import type { Strikes } from '../model/strikes';
import type { Instant } from '../model/time';
import type { ClientRuns } from './clientRuns';
import type { CompiledFlow } from './compiled';

/** The flow's text and the world around it, the same for loading and running. */
export interface FlowSource {
  readonly source: string;
  readonly fileName: string;
  /** Path → bytes: what IncludeFile, Config and `open` may read. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly user: string;
  /** `--with` specifications, added to every step that lacks the decorator. */
  readonly withDecorators: readonly string[];
  /** `--config NAME PATH` and `--config-value NAME JSON`, by name. */
  readonly configs: Readonly<Record<string, { readonly path: string } | { readonly json: string }>>;
  readonly project?: ProjectOptions;
  /** What the client API sees at first: as `RunSetup` has it. */
  readonly namespace?: string;
  /** 32-bit words that fix all chance in this worker. */
  readonly seed: readonly number[];
  /** The text of a TypeScript flow as JavaScript; workers of other languages read the text themselves. */
  readonly compiled?: CompiledFlow;
}

/** An error as Metaflow's command line would print it. `line` is in the user's file, 0 where there is none. */
export interface Refusal {
  readonly headline: string;
  readonly message: string;
  readonly line: number;
  readonly traceback: readonly TracebackFrame[];
}

/** `stdout` is what the module printed while it was imported. */
export type LoadOutcome =
  | {
      readonly ok: true;
      readonly flow: Flow;
      readonly notices: readonly string[];
      readonly stdout: readonly string[];
      readonly exitHooks?: ExitHooks;
    }
  | { readonly ok: false; readonly refusal: Refusal; readonly stdout: readonly string[] };

/** An artifact on its way out: one that the attempt was given, passed on as it was, or a new one. */
export type SavedArtifact = ArtifactRef | NewArtifact;

/** Its hash is taken by who keeps it: user code shares the worker, and could name the hash of other bytes. */
export interface NewArtifact {
  readonly name: string;
  /** The language's own name of the type. */
  readonly type: string;
  readonly content: { readonly bytes: Uint8Array; readonly preview: ArtifactPreview };
}

/**
 * Values by parameter name. Parameters that are missing take their defaults, deploy-time ones too. `stdout` of the
 * outcome is what those printed, and Metaflow's own lines about included files.
 */
export interface ParametersOrder {
  readonly given: Readonly<Record<string, GivenValue>>;
}
export type ParametersOutcome =
  | { readonly ok: true; readonly artifacts: readonly SavedArtifact[]; readonly stdout?: readonly string[] }
  | { readonly ok: false; readonly refusal: Refusal; readonly stdout?: readonly string[] };

/** A task whose artifacts the attempt reads. */
export interface AttemptInput {
  readonly step: string;
  readonly taskId: string;
  readonly frames: readonly ForeachFrame[];
  readonly artifacts: readonly ArtifactRef[];
}

/** Everything one attempt needs. It holds no handle and no function. */
export interface AttemptOrder extends FlowSource {
  readonly flowName: string;
  readonly runId: string;
  readonly originRunId: string | null;
  readonly taskId: string;
  readonly step: string;
  readonly attempt: number;
  /** User code runs in attempts 0 to `retryTimes`; `@catch` handles an exception in the last of them. */
  readonly retryTimes: number;
  /** User code is not run: `@catch` gets a FailureHandledByCatch. */
  readonly fallback: boolean;
  readonly frames: readonly ForeachFrame[];
  /** Rounds of a repeating switch, from 0. Null for a step that does not repeat. */
  readonly round: number | null;
  /** One for an ordinary step, none for `start`, all of them for a join. */
  readonly inputs: readonly AttemptInput[];
  readonly parameters: readonly ArtifactRef[];
  /** The static successors of the step: where a caught attempt goes. */
  readonly successors: readonly string[];
  readonly tags: readonly string[];
  /** The virtual clock when user code begins. */
  readonly codeStartsAt: Instant;
  readonly maxLogBytes: number;
  /** What the failure plan does to this attempt. */
  readonly strikes: Strikes;
  /** The outside world: what is reachable over HTTP. */
  readonly services: readonly Service[];
  /** 32-bit words that fix the chance in what services answer to this attempt. */
  readonly servicesSeed: readonly number[];
  /** What the client API may read; null for a flow that does not mention it. */
  readonly client: ClientRuns | null;
  /** Bytes of every artifact in `inputs` and `parameters`, and of those in `client` but the withheld ones. */
  readonly blobs: ReadonlyMap<ContentHash, Uint8Array>;
}

/** A card's HTML, on its way out. */
export interface SavedCard {
  readonly id: string | null;
  readonly type: string;
  readonly html: string;
}

export type AttemptEnd =
  | {
      readonly kind: 'succeeded';
      readonly artifacts: readonly SavedArtifact[];
      readonly transition: TakenTransition | null;
      readonly caught: CaughtException | null;
      readonly cards: readonly SavedCard[];
      /** The code left through `sys.exit(0)`: the scheduler sees success, but Metaflow's `attempt_ok` is False. */
      readonly exited?: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      /** What was saved; null where saving failed or was not reached. */
      readonly artifacts: readonly SavedArtifact[] | null;
    };

/** `codeEndedAt` is the attempt's clock when user code ended, before its nominal duration is added. */
export interface AttemptOutcome {
  readonly end: AttemptEnd;
  readonly codeEndedAt: Instant;
  /** How many `said` messages went over the voice port. All of them belong to this attempt. */
  readonly said: number;
  /** Real milliseconds of computing, for people; never in the log. */
  readonly realMs: number;
}

/**
 * What an attempt says while it runs, over a port of its own, in order. `n` counts from 1. A `clock` message
 * promises that nothing earlier than `at` will be said.
 */
export type VoiceMessage =
  | {
      readonly kind: 'output';
      readonly n: number;
      readonly at: Instant;
      readonly stream: 'stdout' | 'stderr';
      readonly by: OutputAuthor;
      readonly lines: readonly string[];
    }
  | { readonly kind: 'metadata'; readonly n: number; readonly at: Instant; readonly key: string; readonly value: Json }
  /** A card as it stands now: `current.card.refresh()`. */
  | ({ readonly kind: 'card'; readonly n: number; readonly at: Instant } & SavedCard)
  /** A call to a simulated service begins. Fields as in the event `service-called`. */
  | ({ readonly kind: 'call'; readonly n: number; readonly at: Instant } & Omit<CallFact, 'type'>)
  | { readonly kind: 'struck'; readonly n: number; readonly at: Instant; readonly fault: string }
  | { readonly kind: 'clock'; readonly at: Instant }
  /** The clock would have passed the instant of death. The worker says nothing after it and waits to be ended. */
  | { readonly kind: 'dead'; readonly at: Instant };

type CallFact = Extract<EventFact, { readonly type: 'service-called' }>;

/** What a language worker answers to over comlink. */
export interface FlowHost {
  /** Resolves when the worker can take an order. */
  ready(): Promise<void>;
  load(order: FlowSource): Promise<LoadOutcome>;
  /** Only after `load`, in the same worker. */
  parameters(order: ParametersOrder): Promise<ParametersOutcome>;
  run(order: AttemptOrder, voice: MessagePort): Promise<AttemptOutcome>;
}

/** A function of the flow's file that is called when its run has ended. */
export interface HookOrder extends FlowSource {
  readonly hook: string;
  readonly flowName: string;
  readonly runId: string;
  /** The virtual clock when it is called. */
  readonly startsAt: Instant;
  /** What the client API may read: at least the run that has ended. */
  readonly client: ClientRuns;
  readonly blobs: ReadonlyMap<ContentHash, Uint8Array>;
}

/** What became of a hook, and what it printed. */
export interface HookOutcome {
  readonly exitCode: number;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly endedAt: Instant;
}

/** What a Python worker answers to besides. */
export interface PythonHost extends FlowHost {
  /** The booted interpreter's memory, for other workers to start from. Only before any user code; resolves once. */
  makeSnapshot(): Promise<Uint8Array>;
  /** In a worker that has run nothing else. */
  callHook(order: HookOrder): Promise<HookOutcome>;
}
