import { EXIT_KILLED, type Failure } from '../../../src/model/failure';
import type { AttemptEnd, SavedArtifact } from '../../../src/protocol/flowHost';
import { classNameOf, messageOf } from '../flow/errors';
import { MetaflowException, StepFailed, textOf, TimeoutException } from '../flow/exceptions';
import { faultOf } from './blame';
import type { Output } from './output';
import { framesOf, traceLines } from './traces';
import { WatchdogEnd } from './watchdog';

const MESSAGE_CHARACTERS = 100_000;

/** An attempt whose exception Metaflow keeps. */
export function failedBy(thrown: unknown, artifacts: readonly SavedArtifact[] | null): AttemptEnd {
  const text = thrown instanceof MetaflowException ? textOf(thrown) : messageOf(thrown);
  const fault = faultOf(thrown);
  const failure: Failure = {
    cause: thrown instanceof TimeoutException ? 'timeout' : 'user',
    exception: classNameOf(thrown),
    message: text.slice(0, MESSAGE_CHARACTERS),
    exitCode: 1,
    retry: thrown instanceof StepFailed ? thrown.retry : true,
    traceback: framesOf(thrown),
    ...(fault === null ? {} : { fault }),
  };
  return { kind: 'failed', failure, artifacts };
}

/** An attempt that keeps no exception: the file, or the attempt's end, failed. `message` is its last line on stderr. */
export function endedBy(thrown: unknown, output: Output): AttemptEnd {
  if (thrown instanceof WatchdogEnd) {
    const failure: Failure = {
      cause: 'watchdog',
      exception: null,
      message: thrown.message,
      exitCode: EXIT_KILLED,
      retry: true,
      traceback: framesOf(thrown),
    };
    return { kind: 'failed', failure, artifacts: null };
  }
  printError(thrown, output);
  const failure: Failure = {
    cause: 'user',
    exception: null,
    message: output.lastStderr,
    exitCode: 1,
    retry: true,
    traceback: framesOf(thrown),
  };
  return { kind: 'failed', failure, artifacts: null };
}

/** As Metaflow's command line does at its end, which takes every asterisk out. */
export function printError(thrown: unknown, output: Output): void {
  if (thrown instanceof MetaflowException) {
    const place = thrown.lineNo === null ? '' : ` on line ${String(thrown.lineNo)}`;
    const said = [`${thrown.headline}${place}:`, ...thrown.message.split('\n')];
    output.say(
      'stderr',
      'metaflow',
      said.map((line) => `    ${line}`.replaceAll('*', '')),
    );
    return;
  }
  output.say('stderr', 'metaflow', ['    Internal error']);
  output.say(
    'stderr',
    'traceback',
    traceLines(thrown).map((line) => line.replaceAll('*', '')),
  );
}
