import type { CaughtException } from '../model/artifact';
import type { Failure, TracebackFrame } from '../model/failure';
import type { Fault } from '../model/scenario';
import { failureDetail } from './look';
import { excerptAt } from './stepSource';
import type { SourceLine } from './stepSource';

/** A failure as it is shown: what was raised, and where in the run's own text. */
export interface InspectedFailure {
  /** The class of the exception, or what happened where there is none. */
  readonly title: string;
  readonly message: string | null;
  /** The innermost line of the user's file; null where none is known. */
  readonly place: { readonly line: number; readonly name: string } | null;
  readonly excerpt: readonly SourceLine[];
  /** Outermost first, the user's own lines only; empty where there is only the place itself. */
  readonly calls: readonly Pick<TracebackFrame, 'line' | 'name'>[];
  /** The line reads otherwise in the editor now. */
  readonly isEdited: boolean;
}

/** `source` is the run's text, `draft` the editor's. */
export interface Texts {
  readonly source: string;
  readonly draft: string;
}

/** Metaflow appends the stack to a timeout's message; the excerpt shows it better. */
const STACK_HEAD = '\nStack when the timeout was raised';

export function inspectFailure(failure: Failure, faults: readonly Fault[], texts: Texts): InspectedFailure {
  return {
    title: failure.exception ?? sentenceCase(failureDetail(failure, faults)),
    message: failure.message?.split(STACK_HEAD)[0] ?? null,
    ...placed(failure.traceback?.filter((frame) => frame.own) ?? [], texts),
  };
}

/** An exception that `@catch` handled. Where it was raised stands in what was printed of it, unless that was off. */
export const inspectCaught = (
  { exception, message }: CaughtException,
  printed: readonly string[],
  texts: Texts,
): InspectedFailure => ({ title: exception, message, ...placed(ownFrames(printed), texts) });

/** `File "flow.py", line 32, in train`, and `at train (flow.ts:32)`. Files of ours alone have no folder. */
const PYTHON_FRAME = /File "([^"/]+)", line (\d+), in (\S+)/;
const SCRIPT_FRAME = /\bat (\S+) \(([^()/]+):(\d+)\)/;

type OwnFrame = Pick<TracebackFrame, 'line' | 'name'>;

/** Outermost first: Python prints them so, JavaScript the other way. */
function ownFrames(printed: readonly string[]): readonly OwnFrame[] {
  const python = printed.flatMap((text): OwnFrame[] => {
    const [, , line, name] = PYTHON_FRAME.exec(text) ?? [];
    return line === undefined || name === undefined ? [] : [{ line: Number(line), name }];
  });
  const script = printed.flatMap((text): OwnFrame[] => {
    const [, name, , line] = SCRIPT_FRAME.exec(text) ?? [];
    return line === undefined || name === undefined ? [] : [{ line: Number(line), name }];
  });
  return python.length > 0 ? python : script.reverse();
}

function placed(own: readonly OwnFrame[], { source, draft }: Texts): Omit<InspectedFailure, 'title' | 'message'> {
  const inner = own.at(-1);
  return {
    place: inner === undefined ? null : { line: inner.line, name: inner.name },
    excerpt: inner === undefined ? [] : excerptAt(source, inner.line),
    calls: own.length > 1 ? own : [],
    isEdited: inner !== undefined && lineOf(source, inner.line) !== lineOf(draft, inner.line),
  };
}

const lineOf = (text: string, line: number): string | undefined => text.split('\n')[line - 1]?.trimEnd();

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
