"""One attempt of one task, in the order of Metaflow's task.py: inputs, decorators, user code, artifacts."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any, Callable, Iterator, Sequence

from ..datastore.inputs import Inputs
from ..flowspec import FlowSpec, ForeachFrame
from ..graph import FlowGraph, decorator_info
from ..metaflow_current import current
from ..plugins.catch_decorator import FailureHandledByCatch
from . import bridge, chance, clock, output, runs, store, striking, surroundings, traces
from .ends import ended_by, exit_code, failed, print_error, succeeded_without_end, transition_of
from .load import prepare_class
from .members import artifact_values, freeze_class
from .preview import caught as caught_exception
from .preview import is_json
from .program import NoFlowStarted, start_flow

if TYPE_CHECKING:
    from ..decorators import StepDecorator

Json = dict[str, Any]

# What the engine takes of one card.
CARD_CHARACTERS_MAX = 20_000_000


def run_attempt(order: Json) -> Json:
    """`AttemptEnd`. Bytes of new artifacts and what was said have gone to the host by then."""
    surroundings.prepare(order)
    chance.seed(order["seed"])
    runs.forget()
    output.capture(order["maxLogBytes"])
    death = order["strikes"]["death"]
    clock.die_at(None if death is None else death["at"])
    try:
        return _attempt(order)
    except surroundings.ENDINGS as error:  # While artifacts were saved or cards drawn, which calls user code too.
        return ended_by(error, artifacts=None)
    finally:
        clock.disarm()
        output.finish()


def _attempt(order: Json) -> Json:
    try:
        flow = start_flow(order["source"], order["fileName"])
        warnings.filterwarnings("ignore")  # As Metaflow's command line does once the file is imported.
        prepare_class(type(flow), order)
        task = Task(order, flow)
        task.prepare()
    except NoFlowStarted:
        output.say("stderr", "metaflow", ["This file starts no flow."])
        return failed()
    except BaseException as error:  # The file itself failed, as it may in any process that imports it.
        return ended_by(error, artifacts=None)
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
        # Names of parameters and constants.
        self.class_values: list[str] = []
        # What `@catch` handled, for the card.
        self.caught: Exception | None = None
        self._values: Json = {}

    @property
    def pathspec(self) -> str:
        order = self.order
        return f"{order['flowName']}/{order['runId']}/{self.step}/{order['taskId']}"

    @property
    def parameter_names(self) -> list[str]:
        return list(type(self.flow)._parameter_kinds)

    @property
    def artifact_names(self) -> set[str]:
        """Those that a card shows: what the task leaves and what it inherited, but neither parameters nor `name`."""
        return {name for name, _ in self.shown_values()} - {*self.parameter_names, "name"}

    def shown_values(self) -> Iterator[tuple[str, Any]]:
        """Of a finished task: every artifact without an underscore, in alphabetical order."""
        flow, datastore = self.flow, self.flow._datastore
        for name in sorted({*self._values, *(datastore.refs if datastore else ())}):
            if name[0] != "_":
                yield name, self._values[name] if name in self._values else getattr(flow, name)

    @staticmethod
    def now() -> int:
        return clock.now()

    def say(self, stream: str, author: str, lines: Sequence[str]) -> None:
        output.say(stream, author, lines)

    def set_metadata(self, key: str, value: Any) -> None:
        output.flush()
        bridge.host.metadata(key, json.dumps(value if is_json(value) else repr(value)))

    def show_card(self, id: str | None, type: str, html: str) -> None:
        """A card as it stands, before the attempt has ended. One that is too large waits for the end."""
        if len(html) <= CARD_CHARACTERS_MAX:
            output.flush()
            bridge.host.card(id, type, html)

    def print_caught(self, error: Exception) -> None:
        self.say("stdout", "catch", [f"@catch caught an exception from {self.flow}"])
        self.say("stdout", "traceback", [f">  {line}" for line in traces.trace_lines(error)])

    def prepare(self) -> None:
        """What comes before any decorator and outside `@catch`'s reach."""
        flow, order = self.flow, self.order
        parameters = store.Artifacts(order["parameters"])
        names = self.class_values = freeze_class(type(flow), parameters)
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
            "parameter_names": self.parameter_names,
        }
        for decorator in flow._all_flow_decorators():
            values.update(decorator.current_values(flow.__name__, order["user"]))
        current._set_env(values, lambda: _graph_info(flow, order))

    def run(self) -> Json:
        try:
            self._user_part()
        except Exception as error:
            return self._raised(error)
        except BaseException as error:
            return self._left(error)
        return self._succeeded(None)

    def _user_part(self) -> None:
        striking.alter_inputs(self)
        for decorator in self.decorators:
            decorator.pre_step(self)
        if self.fallback:
            raise FailureHandledByCatch(self.attempt)
        striking.strike_code(self)
        self.func(*self.arguments)
        for decorator in self.decorators:
            decorator.post_step(self)

    def _raised(self, error: Exception) -> Json:
        clock.disarm()
        try:
            handled = [decorator.task_exception(self, error) for decorator in self.decorators]
        except Exception as second:  # Printing the flow's name may fail as the step did.
            return self._saved_then(lambda artifacts: ended_by(second, artifacts))
        return self._succeeded(error) if any(handled) else self._failed(error)

    def _succeeded(self, error: Exception | None) -> Json:
        clock.disarm()
        self.flow._task_ok, self.flow._success = True, error is None
        self.caught = error
        caught = None
        if error is not None:
            caught = dict(zip(("exception", "message"), caught_exception(self.flow._catch_exception)))
        transition = transition_of(self.flow)

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
            str(error)
        except Exception as second:  # Then Metaflow cannot keep it, and what its text raised ends the process.
            return self._saved_then(lambda artifacts: ended_by(second, artifacts))
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
            return ended_by(error, artifacts=None)
        if isinstance(error, SystemExit) and exit_code(error) == 0:
            transition = transition_of(self.flow)
            return self._saved_then(lambda artifacts: succeeded_without_end(artifacts, transition))
        return self._saved_then(lambda artifacts: ended_by(error, artifacts))

    def _saved_then(self, end: Callable[[list[Json]], Json]) -> Json:
        """Saves what there is to save, then ends; or fails because saving did."""
        clock.disarm()
        try:
            artifacts = self._save()
        except Exception as error:
            return ended_by(error, artifacts=None)
        return end(artifacts)

    def _save(self) -> list[Json]:
        datastore = self.flow._datastore
        assert datastore is not None, "a task has its artifacts"
        known = {ref["hash"] for ref in self.order["parameters"]}
        known.update(ref["hash"] for given in self.order["inputs"] for ref in given["artifacts"])
        self._values = artifact_values(self.flow)
        return store.save(self._values, datastore, known)


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
    steps = chance.shuffled(sorted(groups)) if len(groups) > 1 else list(groups)
    return [given for step in steps for given in sorted(groups[step], key=_indices)]


def _indices(given: Json) -> list[int]:
    return [frame["index"] for frame in given["frames"]]


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
        "doc": graph.doc,
        "decorators": [decorator_info(decorator) for decorator in flow._all_flow_decorators()],
        "extensions": {},
    }
