"""A task, its artifacts and its attempts."""

from __future__ import annotations

from collections import namedtuple
from datetime import datetime
from typing import Any, Iterable, Iterator

from .._runtime import lineage, runs
from .._runtime.runs import StoredArtifact, StoredAttempt, StoredRun, StoredTask
from .objects import MetaflowObject, moment

Metadata = namedtuple("Metadata", ["name", "value", "created_at", "type", "task"])


class DataArtifact(MetaflowObject[StoredArtifact]):
    _FORM = "FlowName/RunID/StepName/TaskID/ArtifactName"
    _ATTEMPTS = True

    @classmethod
    def _find(cls, attempt: int | None, *ids: str) -> StoredArtifact | None:
        run = runs.find_run(*ids[:2])
        task = run.task(*ids[2:4]) if run else None
        saved = task.saved_attempt(attempt) if task else None
        return saved.artifacts().get(ids[4]) if saved else None

    @property
    def _run(self) -> StoredRun:
        return self.parent._run

    def _at(self) -> int:
        return self._stored.at

    @property
    def data(self) -> Any:
        return self._stored.load()

    @property
    def sha(self) -> str:
        return self._stored.hash

    @property
    def size(self) -> int:
        return self._stored.size

    @property
    def finished_at(self) -> datetime:
        return self.created_at


class MetaflowData:
    """The artifacts of a task as attributes."""

    def __init__(self, artifacts: Iterable[DataArtifact]) -> None:
        self._artifacts = {artifact.id: artifact for artifact in artifacts}

    def __getattr__(self, name: str) -> Any:
        if name == "_artifacts" or name not in self._artifacts:
            raise AttributeError(name)
        return self._artifacts[name].data

    def __contains__(self, name: str) -> bool:
        return name in self._artifacts

    def __dir__(self) -> list[str]:
        return [*self._artifacts, *object.__dir__(self)]

    def __repr__(self) -> str:
        return f"<MetaflowData: {', '.join(self._artifacts)}>"


class Task(MetaflowObject[StoredTask]):
    _FORM = "FlowName/RunID/StepName/TaskID"
    _ATTEMPTS = True
    _CHILD = DataArtifact

    # A local run has no code package.
    code = environment_info = None

    @classmethod
    def _find(cls, attempt: int | None, *ids: str) -> StoredTask | None:
        run = runs.find_run(*ids[:2])
        return run.task(*ids[2:]) if run else None

    def _child_ids(self) -> Iterable[str]:
        attempt = self._stored.saved_attempt(self._attempt)
        return sorted(name for name in (attempt.artifacts() if attempt else ()) if name[0] != "_")

    @property
    def _run(self) -> StoredRun:
        return self._stored.run

    def _at(self) -> int:
        return self._stored.created

    def _state(self, name: str) -> Any:
        return self[name].data if name in self else None

    @property
    def data(self) -> MetaflowData:
        return MetaflowData(self)

    @property
    def artifacts(self) -> Any:
        artifacts = list(self)
        return namedtuple("MetaflowArtifacts", [one.id for one in artifacts])._make(artifacts)

    @property
    def successful(self) -> bool:
        return self["_success"].data if "_success" in self else False

    @property
    def finished(self) -> bool:
        return self["_task_ok"].data if "_task_ok" in self else False

    @property
    def finished_at(self) -> datetime | None:
        return self["_task_ok"].created_at if "_task_ok" in self else None

    @property
    def exception(self) -> Any:
        return self._state("_exception")

    @property
    def index(self) -> int | None:
        stack = self._state("_foreach_stack")
        return stack[-1].index if stack else None

    @property
    def metadata(self) -> list[Metadata]:
        found = [
            Metadata(name, value, int(runs.seconds(at) * 1000), type, self)
            for attempt in self._attempts()
            for name, value, at, type in attempt.metadata()
        ]
        known = {one.name for one in found}
        origin = self._origin
        latest = {one.name: one for one in sorted(origin.metadata, key=_registered)} if origin else {}
        return found + [one._replace(task=self) for one in latest.values() if one.name not in known]

    @property
    def metadata_dict(self) -> dict[str, Any]:
        return {one.name: one.value for one in sorted(self.metadata, key=_registered)}

    def _attempts(self) -> list[StoredAttempt]:
        return [one for one in self._stored.attempts if self._attempt in (None, one.number)]

    @property
    def _origin(self) -> Task | None:
        """Of a clone: the task that it is of, where that is still stored."""
        origin = self._stored.origin
        if origin is None:
            return None
        return Task(f"{origin.run.flow_name}/{origin.run.id}/{origin.step}/{origin.id}", _namespace_check=False)

    @property
    def origin_pathspec(self) -> str | None:
        origin = self._stored.origin_task_id
        return None if origin is None else f"{self.parent.origin_pathspec}/{origin}"

    @property
    def current_attempt(self) -> int:
        return self._stored.attempts[-1].number if self._attempt is None else self._attempt

    @property
    def runtime_name(self) -> str | None:
        return next((tag.partition(":")[2] for tag in self._run.system_tags if tag.startswith("runtime:")), None)

    @property
    def stdout(self) -> str:
        return self._log("stdout")

    @property
    def stderr(self) -> str:
        return self._log("stderr")

    @property
    def stdout_size(self) -> int:
        return len(self.stdout.encode())

    @property
    def stderr_size(self) -> int:
        return len(self.stderr.encode())

    def loglines(self, stream: str, as_unicode: bool = True) -> Iterator[tuple[datetime, str | bytes]]:
        origin = self._origin
        if origin is not None:
            yield from origin.loglines(stream, as_unicode)
            return
        attempt = self._stored.attempt(self.current_attempt)
        for at, line in attempt.lines(stream) if attempt else ():
            yield moment(at), line if as_unicode else line.encode()

    def _log(self, stream: str) -> str:
        return "".join(f"{line}\n" for _, line in self.loglines(stream))

    @property
    def parent_task_pathspecs(self) -> Iterator[str]:
        return (self._sibling(other) for other in lineage.parents_of(self._stored))

    @property
    def child_task_pathspecs(self) -> Iterator[str]:
        return (self._sibling(other) for other in lineage.children_of(self._stored))

    @property
    def parent_tasks(self) -> Iterator[Task]:
        return (Task(path, _namespace_check=False) for path in self.parent_task_pathspecs)

    @property
    def child_tasks(self) -> Iterator[Task]:
        return (Task(path, _namespace_check=False) for path in self.child_task_pathspecs)

    def _sibling(self, other: StoredTask) -> str:
        return "/".join([*self.path_components[:2], other.step, other.id])


def _registered(one: Metadata) -> int:
    return one.created_at
