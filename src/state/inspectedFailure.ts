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
  readonly calls: readonly TracebackFrame[];
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

export function inspectFailure(failure: Failure, faults: readonly Fault[], { source, draft }: Texts): InspectedFailure {
  const own = failure.traceback?.filter((frame) => frame.own) ?? [];
  const inner = own.at(-1);
  return {
    title: failure.exception ?? sentenceCase(failureDetail(failure, faults)),
    message: failure.message?.split(STACK_HEAD)[0] ?? null,
    place: inner === undefined ? null : { line: inner.line, name: inner.name },
    excerpt: inner === undefined ? [] : excerptAt(source, inner.line),
    calls: own.length > 1 ? own : [],
    isEdited: inner !== undefined && lineOf(source, inner.line) !== lineOf(draft, inner.line),
  };
}

const lineOf = (text: string, line: number): string | undefined => text.split('\n')[line - 1]?.trimEnd();

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
