import type { GivenValue } from '../model/setup';

/** What stands before the command. */
export interface TopOptions {
  readonly quiet: boolean;
  /** Only whether pylint's lines are printed: there is no pylint here. */
  readonly pylint: boolean;
  readonly withDecorators: readonly string[];
  /** `--config NAME PATH` and `--config-value NAME JSON`, by name. */
  readonly configs: Readonly<Record<string, { readonly path: string } | { readonly json: string }>>;
  /** Of `@project`. */
  readonly branch: string | null;
  readonly production: boolean;
}

/** What `run` and `resume` take besides parameters. Null: not given. */
export interface RunningOptions {
  readonly tags: readonly string[];
  readonly maxWorkers: number | null;
  readonly maxNumSplits: number;
  readonly maxLogBytes: number;
  /** The command's own `--with`, then those before the command. */
  readonly withDecorators: readonly string[];
  readonly runIdFile: string | null;
  readonly namespace: string | null;
}

/** Which tasks `dump` and `logs` are about: `RUN/STEP` or `RUN/STEP/TASK`. */
export interface TasksPath {
  readonly run: string;
  readonly step: string;
  readonly task: string | null;
}

export type Stream = 'stdout' | 'stderr';

/** A command, understood. `usage-error` is one that was refused; `usage` are the lines above its message. */
export type Command =
  | ({ readonly kind: 'run'; readonly parameters: Readonly<Record<string, GivenValue>> } & RunningOptions)
  | ({ readonly kind: 'resume'; readonly step: string | null; readonly originRunId: string | null } & RunningOptions)
  | { readonly kind: 'check' }
  | { readonly kind: 'show' }
  | { readonly kind: 'output-dot' }
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly lines: readonly string[] }
  | {
      readonly kind: 'dump';
      readonly path: TasksPath;
      readonly showPrivate: boolean;
      readonly maxValueSize: number;
      readonly include: readonly string[];
    }
  | {
      readonly kind: 'logs';
      readonly path: TasksPath;
      readonly streams: readonly Stream[];
      readonly timestamps: boolean;
      /** Null: the last one. */
      readonly attempt: number | null;
    }
  | {
      readonly kind: 'tag';
      readonly action: 'add' | 'remove' | 'replace' | 'list';
      readonly run: string | null;
      readonly added: readonly string[];
      readonly removed: readonly string[];
      /** Of `list`. */
      readonly hideSystemTags: boolean;
      readonly groupBy: 'run' | 'tag' | null;
    }
  | {
      readonly kind: 'card';
      readonly action: 'list' | 'get' | 'view';
      readonly path: string | null;
      readonly id: string | null;
      readonly type: string | null;
      /** The first digits of one. */
      readonly hash: string | null;
      /** A task that was cloned has the cards of its origin. */
      readonly followResumed: boolean;
      readonly asJson: boolean;
    }
  /** Metaflow has it, a page cannot do it: `lines` say so. */
  | { readonly kind: 'notice'; readonly lines: readonly string[] }
  | {
      readonly kind: 'usage-error';
      /** `Error` for click's own; exit code 2. Metaflow's have a headline of their own and exit code 1. */
      readonly headline: string;
      readonly message: string;
      readonly usage: readonly string[];
      readonly exitCode: 1 | 2;
    };

/** `header`: Metaflow says `Metaflow … executing …` before anything else. */
export type ParsedCommand = Command & { readonly top: TopOptions; readonly header: boolean };
export type CommandOf<K extends Command['kind']> = Extract<ParsedCommand, { readonly kind: K }>;
