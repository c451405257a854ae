"""One attempt of one task, in the order of Metaflow's task.py: inputs, decorators, user code, artifacts."""

from __future__ import annotations

import json
import types
from typing import TYPE_CHECKING, Any, Sequence

from ..datastore.inputs import Inputs
from ..exception import MetaflowException, StepFailed
from ..flowspec import FlowSpec, ForeachFrame
from ..graph import FlowGraph, decorator_info
from ..metaflow_current import current
from ..parameters import Parameter
from ..plugins.catch_decorator import FailureHandledByCatch
from ..plugins.timeout_decorator import STACK_HEADING, TimeoutException
from . import bridge, chance, clock, output, store, surroundings, traces
from .load import prepare_class
from .preview import caught as caught_exception, is_json
from .program import NoFlowStarted, start_flow

if TYPE_CHECKING:
    from ..decorators import StepDecorator

Json = dict[str, Any]

# State of the flow object that Metaflow keeps as artifacts, and the engine keeps in its log.
INTERNAL = {
    "_transition",
    "_foreach_stack",
    "_foreach_var",
    "_foreach_num_splits",
    "_foreach_values",
    "_iteration_stack",
    "_current_step",
    "_success",
    "_task_ok",
    "_exception",
    "_parallel_ubf_iter",
}
KILLED = 137


def run_attempt(order: Json) -> Json:
    """`AttemptEnd`. Bytes of new artifacts and what was said have gone to the host by then."""
    surroundings.prepare(order)
    chance.seed(order["seed"])
    output.capture(order["maxLogBytes"])
    try:
        return _attempt(order)
    finally:
        clock.disarm()
        output.finish()


def _attempt(order: Json) -> Json:
    try:
        flow = start_flow(order["source"], order["fileName"])
        prepare_class(type(flow), order)
        task = Task(order, flow)
        task.prepare()
    except NoFlowStarted:
        output.say("stderr", "metaflow", ["This file starts no flow."])
        return failed()
    except BaseException as error:  # The file itself failed, as it may in any process that imports it.
        return _ended_by(error, artifacts=None)
    return task.run()


class Task:
    def __init__(self, order: Json, flow: FlowSpec) -> None:
        self.order = order
        self.flow = flow
        self.step: str = order["step"]
        self.attempt: int = order["attempt"]
        self.retry_times: int = order["retryTimes"]
        self.fallback: bool = order["fallback"]
        self.successors: Sequence[str] = order["successors"]
        self.func = getattr(flow, self.step)
        self.decorators: list[StepDecorator] = self.func.decorators
        self.is_join = self.func.__func__.__code__.co_argcount > 1
        self.arguments: tuple[Inputs, ...] = ()

    def say(self, stream: str, author: str, lines: Sequence[str]) -> None:
        output.say(stream, author, lines)

    def set_metadata(self, key: str, value: Any) -> None:
        output.flush()
        bridge.host.metadata(key, json.dumps(value if is_json(value) else repr(value)))

    def print_caught(self, error: Exception) -> None:
        self.say("stdout", "catch", [f"@catch caught an exception from {self.flow}"])
        self.say("stdout", "traceback", [f">  {line}" for line in traces.trace_lines(error)])

    def prepare(self) -> None:
        """What comes before any decorator and outside `@catch`'s reach."""
        flow, order = self.flow, self.order
        parameters = store.Artifacts(order["parameters"])
        names = _freeze_class(type(flow), parameters)
        flow._task = self
        flow._foreach_stack = _frames(order["frames"])
        flow._foreach_var = flow._foreach_num_splits = None
        flow._iteration_stack = [] if order["round"] is None else [order["round"]]
        flow._current_step, flow._success = self.step, False
        flow._task_ok = flow._exception = None
        if self.is_join:
            flow._datastore = store.Artifacts()
            for name in names:
                flow._datastore.pass_down(parameters, name)
            self.arguments = (Inputs([self._input(given) for given in _in_join_order(order)]),)
        else:
            inputs = order["inputs"]
            flow._datastore = store.Artifacts(inputs[0]["artifacts"]) if inputs else parameters
        self._set_current(order)

    def _input(self, given: Json) -> FlowSpec:
        view = type(self.flow)(use_cli=False)
        view._datastore = store.Artifacts(given["artifacts"])
        view._foreach_stack = _frames(given["frames"])
        view._current_step = given["step"]
        return view

    def _set_current(self, order: Json) -> None:
        flow = type(self.flow)
        values: Json = {
            "flow_name": self.flow.name,
            "run_id": order["runId"],
            "step_name": self.step,
            "task_id": order["taskId"],
            "retry_count": self.attempt,
            "origin_run_id": order["originRunId"],
            "username": order["user"],
            "tags": frozenset(order["tags"]),
            "parameter_names": list(flow._parameter_kinds),
        }
        for decorator in flow._all_flow_decorators():
            values.update(decorator.current_values(flow.__name__, order["user"]))
        current._set_env(values, lambda: _graph_info(flow, order))
        self.current_values = values

    def run(self) -> Json:
        error: BaseException | None = None
        try:
            self._user_part()
        except Exception as raised:
            error = raised
        except BaseException as raised:
            return self._left(raised)
        if error is None:
            return self._succeeded(None)
        try:
            if any([decorator.task_exception(self, error) for decorator in self._decorators_after(error)]):
                return self._succeeded(error)
        except Exception as second:  # Printing the flow's name may fail as the step did.
            return self._saved_then(lambda artifacts: _ended_by(second, artifacts))
        return self._failed(error)

    def _user_part(self) -> None:
        for decorator in self.decorators:
            decorator.pre_step(self)
        if self.fallback:
            raise FailureHandledByCatch(self.attempt)
        self.func(*self.arguments)
        for decorator in self.decorators:
            decorator.post_step(self)

    def _decorators_after(self, error: Exception) -> list[StepDecorator]:
        clock.disarm()
        return self.decorators

    def _succeeded(self, error: Exception | None) -> Json:
        clock.disarm()
        self.flow._task_ok, self.flow._success = True, error is None
        caught = None
        if error is not None:
            caught = dict(zip(("exception", "message"), caught_exception(self.flow._catch_exception)))
        transition = _transition(self.flow)

        def end(artifacts: list[Json]) -> Json:
            cards = [made for decorator in self.decorators for made in decorator.finished(self, artifacts)]
            return {
                "kind": "succeeded",
                "artifacts": artifacts,
                "transition": transition,
                "caught": caught,
                "cards": cards,
            }

        return self._saved_then(end)

    def _failed(self, error: Exception) -> Json:
        shown: BaseException = error
        try:
            self.say("stderr", "metaflow", [f"{self.flow} failed:"])
        except Exception as second:
            shown = second

        def end(artifacts: list[Json]) -> Json:
            print_error(shown)
            return failed(error, artifacts)

        return self._saved_then(end)

    def _left(self, error: BaseException) -> Json:
        """Through an exception that is none of `Exception`: artifacts are saved on the way out, unless it is death."""
        if isinstance(error, (surroundings.ProcessExit, surroundings.Watchdog)):
            return _ended_by(error, artifacts=None)
        if isinstance(error, SystemExit) and exit_code(error) == 0:
            transition = _transition(self.flow)
            return self._saved_then(lambda artifacts: succeeded_without_end(artifacts, transition))
        return self._saved_then(lambda artifacts: _ended_by(error, artifacts))

    def _saved_then(self, end: Any) -> Json:
        """Saves what there is to save, then ends; or fails because saving did."""
        clock.disarm()
        try:
            artifacts = self._save()
        except Exception as error:
            return _ended_by(error, artifacts=None)
        return end(artifacts)

    def _save(self) -> list[Json]:
        datastore = self.flow._datastore
        assert datastore is not None, "a task has its artifacts"
        known = {ref["hash"] for ref in self.order["parameters"]}
        known.update(ref["hash"] for given in self.order["inputs"] for ref in given["artifacts"])
        return store.save(_artifact_values(self.flow), datastore, known)


def _freeze_class(flow: type[FlowSpec], saved: store.Artifacts) -> list[str]:
    """Parameters and constants become read-only properties. Gives their names."""
    constants = flow._constants()
    parameters = dict(flow._get_parameters())
    flow._parameter_kinds = {name: type(parameter).__name__ for name, parameter in parameters.items()}
    for name, parameter in parameters.items():
        setattr(flow, name, property(_parameter_reader(flow, name, parameter, saved), _refuse_setting))
    for name, value in constants.items():
        setattr(flow, name, property(lambda _, value=value: value, _refuse_setting))
    return [*parameters, *constants]


def _parameter_reader(flow: type[FlowSpec], name: str, parameter: Parameter, saved: store.Artifacts) -> Any:
    def read(_: FlowSpec) -> Any:
        value = parameter.load_parameter(saved[name])
        setattr(flow, name, property(lambda _: value, _refuse_setting))
        return value

    return read


def _refuse_setting(_: FlowSpec, __: Any) -> None:
    raise AttributeError("Flow level attributes and Parameters are not modifiable")


def _frames(given: list[Json]) -> list[ForeachFrame]:
    return [
        ForeachFrame(frame["step"], frame["variable"], frame["numSplits"], frame["index"], frame["value"])
        for frame in given
    ]


def _in_join_order(order: Json) -> list[Json]:
    """By step, steps in an order that Metaflow leaves to chance, then by foreach index."""
    groups: dict[str, list[Json]] = {}
    for given in order["inputs"]:
        groups.setdefault(given["step"], []).append(given)
    indices = lambda given: [frame["index"] for frame in given["frames"]]  # noqa: E731
    steps = chance.shuffled(sorted(groups)) if len(groups) > 1 else list(groups)
    return [given for step in steps for given in sorted(groups[step], key=indices)]


def _artifact_values(flow: FlowSpec) -> Json:
    """What the task leaves: instance attributes, and private ones of the class, but no functions and no state."""
    kind = type(flow)
    names = {name for name in vars(flow)}
    for base in kind.__mro__:
        if base in (FlowSpec, object):
            break
        names.update(name for name in vars(base) if name[0] == "_")
    values: Json = {}
    for name in names:
        if name.startswith("__") or name in FlowSpec._EPHEMERAL or name in INTERNAL:
            continue
        if isinstance(getattr(kind, name, None), property):
            continue
        value = getattr(flow, name)
        if not isinstance(value, (types.MethodType, types.FunctionType, Parameter)):
            values[name] = value
    return values


def _transition(flow: FlowSpec) -> Json | None:
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
    return {"kind": "succeeded", "artifacts": artifacts, "transition": transition, "caught": None, "cards": []}


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
    return {"kind": "failed", "failure": {**failure, **fields}, "artifacts": artifacts}


def _message(error: Exception) -> str:
    try:
        return str(error).split(STACK_HEADING)[0]
    except Exception as second:
        return f"<its text raised {type(second).__name__}>"


def _ended_by(error: BaseException, artifacts: list[Json] | None) -> Json:
    """An attempt that keeps no exception: it left through something else, or its end failed."""
    if isinstance(error, surroundings.ProcessExit):
        return failed(exitCode=error.code or 1)
    if isinstance(error, surroundings.Watchdog):
        return failed(cause="watchdog", exitCode=KILLED, message=str(error), traceback=traces.frames(error))
    if isinstance(error, SystemExit):
        if error.code is not None and not isinstance(error.code, int):
            output.say("stderr", "code", str(error.code).split("\n"))
        return failed(artifacts=artifacts, exitCode=exit_code(error))
    if isinstance(error, KeyboardInterrupt):
        output.say("stderr", "metaflow", ["Aborted!"])
        return failed(artifacts=artifacts)
    print_error(error)
    return failed(artifacts=artifacts, traceback=traces.frames(error))


def print_error(error: BaseException) -> None:
    """As Metaflow's command line does at its end, which takes every asterisk out."""
    if isinstance(error, MetaflowException):
        place = f" in file {error.source_file}" if error.source_file else ""
        place += f" on line {error.line_no}" if error.line_no is not None else ""
        said = [f"{error.headline}{place}:", *str(error.message).splitlines()]
        output.say("stderr", "metaflow", [f"    {line}".replace("*", "") for line in said])
        return
    output.say("stderr", "metaflow", ["    Internal error"])
    output.say("stderr", "traceback", [line.replace("*", "") for line in traces.trace_lines(error)])


def _graph_info(flow: type[FlowSpec], order: Json) -> Json:
    graph = FlowGraph(flow)
    steps, structure = graph.output_steps()
    kinds = flow._parameter_kinds
    constants = [ref for ref in order["parameters"] if ref["name"] not in kinds and ref["name"] != "name"]
    return {
        "file": order["fileName"],
        "start_step": graph.start_step,
        "end_step": graph.end_step,
        "parameters": [{"name": name, "type": kind} for name, kind in kinds.items()],
        "constants": [{"name": ref["name"], "type": ref["type"]} for ref in reversed(constants)],
        "steps": steps,
        "graph_structure": structure,
        "doc": flow.__doc__ or "",
        "decorators": [decorator_info(decorator) for decorator in flow._all_flow_decorators()],
        "extensions": {},
    }
