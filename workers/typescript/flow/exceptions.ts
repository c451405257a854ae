/** Metaflow's exceptions. Its command line prints `headline`, a colon, then the message. */
export class MetaflowException extends Error {
  readonly headline: string = 'Flow failed';
  /** In the flow's file; null where it has none. */
  readonly lineNo: number | null;

  constructor(message = '', lineNo: number | null = null) {
    super(message);
    this.lineNo = lineNo;
  }
}

/** `str(exception)`: Metaflow puts the line before the message. */
export const textOf = ({ message, lineNo }: MetaflowException): string =>
  lineNo === null ? message : `line ${String(lineNo)}:: ${message}`;

/** Python's, which Metaflow raises for what a flow lacks and for what may not be set. */
export class AttributeError extends Error {}

/** Python's, for a switch whose value is none of its cases. */
export class RuntimeError extends Error {}

/** Raised by `this.fail(reason)`, which Metaflow lacks. `retry` false skips what retries are left. */
export class StepFailed extends MetaflowException {
  override readonly headline = 'Step failed';
  readonly retry: boolean;

  constructor(reason: string, retry = true) {
    super(reason);
    this.retry = retry;
  }
}

export class InvalidNextException extends MetaflowException {
  override readonly headline = 'Invalid this.next() transition detected';
}

/** What `@timeout` raises. The stack is kept apart from the message, whose end it is in Metaflow. */
export class TimeoutException extends MetaflowException {
  override readonly headline = '@timeout';
}

export class FailureHandledByCatch extends MetaflowException {
  override readonly headline = 'Task execution failed but @catch handled it';

  constructor(retryCount: number) {
    super(
      `Task execution kept failing over ${String(retryCount)} attempts. Your code did not raise an exception. ` +
        'Something in the execution environment caused the failure.',
    );
  }
}

export class UnhandledInMergeArtifactsException extends MetaflowException {
  override readonly headline = 'Unhandled artifacts in merge';
  readonly artifactNames: readonly string[];

  constructor(message: string, artifactNames: readonly string[]) {
    super(message);
    this.artifactNames = artifactNames;
  }
}

export class MissingInMergeArtifactsException extends MetaflowException {
  override readonly headline = 'Missing artifacts in merge';
  readonly artifactNames: readonly string[];

  constructor(message: string, artifactNames: readonly string[]) {
    super(message);
    this.artifactNames = artifactNames;
  }
}

export class DataException extends MetaflowException {
  override readonly headline = 'Data store error';
}

export class UnpicklableArtifactException extends MetaflowException {
  override readonly headline = 'Cannot pickle artifact';
}

export class ParameterFieldFailed extends MetaflowException {
  override readonly headline = 'Parameter field failed';
}

export class ParameterFieldTypeMismatch extends MetaflowException {
  override readonly headline = 'Parameter field with a mismatching type';
}

/** What the command line refuses before a run; Metaflow's begins with `Error: `. */
export class UsageError extends MetaflowException {
  override readonly headline = 'Error';
}

export class MetaflowNotFound extends MetaflowException {
  override readonly headline = 'Object not found';
}

export class MetaflowNamespaceMismatch extends MetaflowException {
  override readonly headline = 'Object not in the current namespace';
}

export class MetaflowInvalidPathspec extends MetaflowException {
  override readonly headline = 'Invalid pathspec';
}

/** What a wrapper keeps of an exception. */
export interface Wrapped {
  readonly exception: string;
  readonly type: string;
  readonly stacktrace: string | null;
}

/** What `@catchError` stores: the text, the class and the traceback of an exception, all of which can be stored. */
export class MetaflowExceptionWrapper extends Error {
  readonly exception: string;
  readonly type: string;
  readonly stacktrace: string | null;

  constructor({ exception, type, stacktrace }: Wrapped) {
    super(exception);
    this.exception = exception;
    this.type = type;
    this.stacktrace = stacktrace;
  }

  override toString(): string {
    return this.stacktrace ?? `[no stacktrace]\n${this.type}: ${this.exception}`;
  }
}
