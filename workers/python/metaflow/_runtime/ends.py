"""How an attempt ends, as `AttemptEnd`, and what Metaflow prints then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..exception import MetaflowException, StepFailed
from ..plugins.timeout_decorator import STACK_HEADING, TimeoutException
from . import output, surroundings, traces
from .blame import fault_of

if TYPE_CHECKING:
    from ..flowspec import FlowSpec

Json = dict[str, Any]

KILLED = 137
MESSAGE_CHARACTERS = 100_000


def transition_of(flow: FlowSpec) -> Json | None:
    if flow._transition is None or not flow._transition[0]:
        return None
    targets, variable = flow._transition
    if not variable:
        return {"targets": targets, "foreach": None}
    values = flow._foreach_values
    return {
        "targets": targets,
        "foreach": {"variable": variable, "values": values, "numSplits": flow._foreach_num_splits},
    }


def succeeded_without_end(artifacts: list[Json], transition: Json | None) -> Json:
    """`sys.exit(0)`: the process ends well, whatever became of the step."""
    end: Json = {"kind": "succeeded", "artifacts": artifacts, "transition": transition, "caught": None, "cards": []}
    return {**end, "exited": True}


def exit_code(error: SystemExit) -> int:
    if error.code is None:
        return 0
    return error.code & 0xFF if isinstance(error.code, int) else 1


def failed(error: Exception | None = None, artifacts: list[Json] | None = None, **fields: Any) -> Json:
    """`exception` and `message` as Metaflow keeps them: of the exception, else what was said last on stderr."""
    failure: Json = {"cause": "user", "exception": None, "message": output.last_stderr(), "exitCode": 1, "retry": True}
    if error is not None:
        failure["exception"] = type(error).__name__
        failure["message"] = _message(error)
        failure["traceback"] = traces.frames(error)
        if isinstance(error, TimeoutException):
            failure["cause"] = "timeout"
        if isinstance(error, StepFailed):
            failure["retry"] = error.retry
        fields = {**_fault_in(error), **fields}
    return {"kind": "failed", "failure": {**failure, **fields}, "artifacts": artifacts}


def _fault_in(error: BaseException) -> Json:
    fault = fault_of(error)
    return {} if fault is None else {"fault": fault}


def _message(error: Exception) -> str:
    try:
        return str(error).split(STACK_HEADING)[0][:MESSAGE_CHARACTERS]
    except Exception as second:
        return f"<its text raised {type(second).__name__}>"


def ended_by(error: BaseException, artifacts: list[Json] | None) -> Json:
    """An attempt that keeps no exception: it left through something else, or its end failed."""
    if isinstance(error, surroundings.ProcessExit):
        return failed(exitCode=error.code)
    if isinstance(error, surroundings.Watchdog):
        return failed(cause="watchdog", exitCode=KILLED, message=str(error), traceback=traces.frames(error))
    if isinstance(error, SystemExit):
        if error.code is not None and not isinstance(error.code, int):
            output.say("stderr", "code", str(error.code).split("\n"))
        return failed(artifacts=artifacts, exitCode=exit_code(error), **_fault_in(error))
    if isinstance(error, KeyboardInterrupt):
        output.say("stderr", "metaflow", ["Aborted!"])
        return failed(artifacts=artifacts, **_fault_in(error))
    print_error(error)
    return failed(artifacts=artifacts, traceback=traces.frames(error), **_fault_in(error))


def print_error(error: BaseException) -> None:
    """As Metaflow's command line does at its end, which takes every asterisk out."""
    if isinstance(error, MetaflowException):
        place = f" in file {error.source_file}" if error.source_file else ""
        place += f" on line {error.line_no}" if error.line_no is not None else ""
        said = [f"{error.headline}{place}:", *str(error.message).splitlines()]
        output.say("stderr", "metaflow", [f"    {line}".replace("*", "") for line in said])
        return
    if not isinstance(error, Exception):  # Nothing of Metaflow's sees it: Python itself prints it.
        output.say("stderr", "traceback", traces.trace_lines(error))
        return
    output.say("stderr", "metaflow", ["    Internal error"])
    output.say("stderr", "traceback", [line.replace("*", "") for line in traces.trace_lines(error)])
