"""The stored runs that the client API reads. The host hands them over, as `ClientRuns`, when first asked for."""

from __future__ import annotations

import builtins
import json
import platform
import re
from typing import Any, Iterator

from .. import exception, flowspec
from ..exception import MetaflowException, MetaflowExceptionWrapper
from ..flowspec import ForeachFrame
from ..plugins import timeout_decorator
from . import bridge, store
from .clock import EPOCH_SECONDS
from .store import Ref

Json = dict[str, Any]

PARAMETERS = "_parameters"
VERSION = "2.19.38"


class ClientUnavailable(MetaflowException):
    headline = "Client API"


class StoredArtifact:
    """One that was saved as bytes, or, when `hash` is empty, a part of the flow's state, which the page keeps apart."""

    def __init__(self, name: str, at: int, ref: Ref | None = None, value: Any = None) -> None:
        self.name = name
        self.at = at
        self.hash: str = ref["hash"] if ref else ""
        self.size: int = ref["sizeBytes"] if ref else 0
        self._ref = ref
        self._value = value

    def load(self) -> Any:
        if self._ref is None:
            return self._value
        if self.hash in _withheld():
            raise ClientUnavailable(
                f"The artifact {self.name} of {self.size} bytes is not at hand: a step on this page gets at most "
                "64 MB of artifacts of stored runs, those of the newest runs first."
            )
        return store.Artifacts([self._ref])[self.name]


class StoredAttempt:
    def __init__(self, task: StoredTask, data: Json) -> None:
        self.number: int = data["attempt"]
        self.task = task
        self._data = data

    @property
    def is_saved(self) -> bool:
        return self._data["artifacts"] is not None

    def artifacts(self) -> dict[str, StoredArtifact]:
        """Empty where none were saved."""
        data = self._data
        if not self.is_saved:
            return {}
        at = data["ended"]
        state = {
            "_task_ok": data["taskOk"],
            "_success": data["success"],
            "_exception": self._exception(),
            "_foreach_stack": self.task.foreach_stack,
        }
        found = {name: StoredArtifact(name, at, value=value) for name, value in state.items()}
        return found | {ref["name"]: StoredArtifact(ref["name"], at, ref) for ref in data["artifacts"]}

    def lines(self, stream: str) -> list[tuple[int, str]]:
        return [(at, line) for at, line in self._data[stream]]

    def metadata(self) -> Iterator[tuple[str, Any, int, str]]:
        """Name, value, instant and type, in the order in which Metaflow registers them."""
        data, task = self._data, self.task
        at = data["started"]
        first: Json = {tag.partition(":")[0]: tag.partition(":")[2] for tag in task.run.system_tags}
        first["attempt"] = str(self.number)
        # Metaflow writes the text `None` where there is no origin.
        first["origin-run-id"] = str(task.run.origin_run_id)
        if task.origin_task_id is not None:
            first["origin-task-id"] = task.origin_task_id
        first |= {"ds-type": "local", "ds-root": ".metaflow", **task.foreach_metadata}
        yield from ((name, value, at, name) for name, value in first.items())
        yield from ((one["key"], one["value"], one["at"], one["key"]) for one in data["metadata"])
        if data["hasStatus"]:
            yield "attempt_ok", str(bool(data["taskOk"])), data["ended"], "internal_attempt_status"
        if self.is_saved:
            yield "attempt-done", str(self.number), data["ended"], "attempt-done"

    def _exception(self) -> MetaflowExceptionWrapper | None:
        data = self._data["exception"]
        if data is None:
            return None
        wrapper = MetaflowExceptionWrapper()
        wrapper.exception = data["message"]
        wrapper.type = _dotted(data["name"], [line for _, line in self.lines("stderr")])
        wrapper.stacktrace = _stacktrace(data, wrapper.type)
        return wrapper


class StoredTask:
    def __init__(self, run: StoredRun, data: Json) -> None:
        self.run = run
        self.step: str = data["step"]
        self.id: str = data["id"]
        self.execution_path: list[str] = data["executionPath"]
        self.origin_task_id: str | None = data["originTaskId"]
        self.attempts = [StoredAttempt(self, attempt) for attempt in data["attempts"]]
        self.created: int = data["attempts"][0]["started"]
        self._frames: list[Json] = data["frames"]

    @property
    def foreach_stack(self) -> list[ForeachFrame]:
        steps = (entry.rpartition(":")[0] for entry in self.execution_path)
        return [
            ForeachFrame(step, frame["variable"], frame["numSplits"], frame["index"], frame["value"])
            for step, frame in zip(steps, self._frames)
        ]

    @property
    def foreach_metadata(self) -> Json:
        if not self._frames:
            return {}
        values = [f"{frame['variable']}={frame['value']}" for frame in self._frames if frame["value"]]
        stack = {"foreach-stack": values} if values else {}
        return stack | {"foreach-execution-path": ",".join(self.execution_path)}

    @property
    def origin(self) -> StoredTask | None:
        """The task that it was cloned from, where that is still stored."""
        run = find_run(self.run.flow_name, self.run.origin_run_id or "")
        return run.task(self.step, self.origin_task_id or "") if run else None

    def attempt(self, number: int | None) -> StoredAttempt | None:
        """The attempt of that number; without one, the last."""
        if number is None:
            return self.attempts[-1]
        return next((one for one in self.attempts if one.number == number), None)

    def saved_attempt(self, number: int | None) -> StoredAttempt | None:
        """The attempt whose artifacts are seen: without a number, the last that saved any."""
        if number is not None:
            return self.attempt(number)
        return next((one for one in reversed(self.attempts) if one.is_saved), None)


class StoredRun:
    def __init__(self, data: Json) -> None:
        self.flow_name: str = data["flowName"]
        self.id: str = data["id"]
        self.tags: list[str] = data["tags"]
        self.user: str = data["user"]
        self.origin_run_id: str | None = data["originRunId"]
        self.start: str = data["start"]
        self.end: str = data["end"]
        self.steps: dict[str, Json] = {step["name"]: step for step in data["steps"]}
        tasks = [StoredTask(self, task) for task in data["tasks"]]
        if data["parameters"] is not None:
            tasks.insert(0, StoredTask(self, _parameters_task(data)))
        self._tasks: dict[str, dict[str, StoredTask]] = {}
        for task in tasks:
            self._tasks.setdefault(task.step, {})[task.id] = task

    @property
    def system_tags(self) -> list[str]:
        python = platform.python_version()
        return ["runtime:dev", f"python_version:{python}", f"metaflow_version:{VERSION}", f"user:{self.user}"]

    def begun_steps(self) -> list[str]:
        """Those that have a task, newest first."""
        newest = sorted(self._tasks, key=lambda step: self._launched(next(iter(self._tasks[step].values()))))
        return newest[::-1]

    def tasks(self, step: str) -> list[StoredTask]:
        """Newest first."""
        return sorted(self._tasks.get(step, {}).values(), key=self._launched, reverse=True)

    def task(self, step: str, id: str) -> StoredTask | None:
        return self._tasks.get(step, {}).get(id)

    def steps_before(self, name: str) -> list[str]:
        return [step for step, plan in self.steps.items() if name in plan["next"]]

    @staticmethod
    def _launched(task: StoredTask) -> tuple[int, int]:
        return task.created, int(task.id)


def _parameters_task(run: Json) -> Json:
    attempt: Json = {"attempt": 0, "started": 0, "ended": 0, "taskOk": True, "success": True, "hasStatus": False}
    attempt |= {"exception": None, "artifacts": run["parameters"], "stdout": [], "stderr": []}
    graph = {"start_step": run["start"], "end_step": run["end"]}
    attempt["metadata"] = [{"at": 0, "key": key, "value": value} for key, value in graph.items()]
    place = {"step": PARAMETERS, "id": "0", "frames": [], "executionPath": [], "originTaskId": None}
    return {**place, "attempts": [attempt]}


_cache: tuple[list[StoredRun], frozenset[str]] | None = None


def _stored() -> tuple[list[StoredRun], frozenset[str]]:
    global _cache
    if _cache is None:
        text = bridge.host.runs()
        if not text:
            raise ClientUnavailable(
                "Runs can be read inside a step only, by a flow that imports Metaflow, Flow, Run, Step, Task or "
                "DataArtifact from metaflow under its own name, or says current.run or current.task."
            )
        data = json.loads(text)
        _cache = [StoredRun(run) for run in data["runs"]], frozenset(data["withheld"])
    return _cache


def forget() -> None:
    """The next attempt may see more."""
    global _cache
    _cache = None


def _withheld() -> frozenset[str]:
    return _stored()[1]


def flow_names() -> list[str]:
    return sorted({run.flow_name for run in _stored()[0]})


def runs_of(flow_name: str) -> list[StoredRun]:
    """Newest first."""
    return [run for run in _stored()[0] if run.flow_name == flow_name]


def find_run(flow_name: str, id: str) -> StoredRun | None:
    return next((run for run in runs_of(flow_name) if run.id == id), None)


def seconds(at: int) -> float:
    """Of an instant, since 1970."""
    return EPOCH_SECONDS + at / 1_000_000


def _dotted(name: str, stderr: list[str]) -> str:
    """The class with its module, which the log lacks: from where it is known, or as its traceback printed it."""
    for module in (builtins, exception, timeout_decorator, flowspec):
        if hasattr(module, name):
            return f"{module.__name__}.{name}"
    printed = re.compile(rf"((?:\w+\.)+{re.escape(name)})(?::|$)")
    matches = (printed.match(line) for line in reversed(stderr))
    return next((match[1] for match in matches if match), f"__main__.{name}")


def _stacktrace(data: Json, dotted: str) -> str:
    lines = ["Traceback (most recent call last):"]
    for frame in data["traceback"]:
        lines.append(f'  File "{frame["file"]}", line {frame["line"]}, in {frame["name"]}')
        if frame["text"]:
            lines.append(f"    {frame['text'].strip()}")
    shown = dotted.removeprefix("builtins.").removeprefix("__main__.")
    return "\n".join([*lines, f"{shown}: {data['message']}" if data["message"] else shown, ""])
