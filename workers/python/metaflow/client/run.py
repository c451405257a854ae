"""A run, its steps, and the flow that it is of."""

from __future__ import annotations

from datetime import datetime
from typing import Iterable, Iterator

from .._runtime import runs
from .._runtime.runs import StoredRun
from ..exception import MetaflowNamespaceMismatch, MetaflowTaggingError
from .objects import MetaflowObject
from .task import DataArtifact, MetaflowData, Task


class Step(MetaflowObject[str]):
    _FORM = "FlowName/RunID/StepName"
    _CHILD = Task

    control_task = environment_info = None

    @classmethod
    def _find(cls, attempt: int | None, *ids: str) -> str | None:
        run = runs.find_run(*ids[:2])
        return ids[2] if run and run.tasks(ids[2]) else None

    def _child_ids(self) -> Iterable[str]:
        return [task.id for task in self._run.tasks(self.id)]

    @property
    def _run(self) -> StoredRun:
        run = runs.find_run(*self.path_components[:2])
        assert run is not None, "a step that was found has its run"
        return run

    def _at(self) -> int:
        return self._run.tasks(self.id)[-1].created

    @property
    def task(self) -> Task | None:
        return next(iter(self), None)

    def tasks(self, *tags: str) -> Iterator[Task]:
        return self._children(*tags)

    def control_tasks(self, *tags: str) -> Iterator[Task]:
        return iter(())

    @property
    def finished_at(self) -> datetime | None:
        moments = [task.finished_at for task in self]
        return None if None in moments else max(moments)

    @property
    def parent_steps(self) -> Iterator[Step]:
        return map(self._other, self._run.steps_before(self.id) if self.id != self._run.start else ())

    @property
    def child_steps(self) -> Iterator[Step]:
        return map(self._other, self._run.steps[self.id]["next"])

    def _other(self, name: str) -> Step:
        return Step("/".join([*self.path_components[:2], name]), _namespace_check=False)


class Run(MetaflowObject[StoredRun]):
    _FORM = "FlowName/RunID"
    _CHILD = Step

    # A local run has no code package, and nothing triggers it.
    code = trigger = None

    @classmethod
    def _find(cls, attempt: int | None, *ids: str) -> StoredRun | None:
        return runs.find_run(*ids)

    def _child_ids(self) -> Iterable[str]:
        return [name for name in self._stored.begun_steps() if name[0] != "_"]

    @property
    def _run(self) -> StoredRun:
        return self._stored

    def steps(self, *tags: str) -> Iterator[Step]:
        return self._children(*tags)

    @property
    def end_task(self) -> Task | None:
        end = self._stored.end
        return self[end].task if end in self else None

    @property
    def data(self) -> MetaflowData | None:
        end = self.end_task
        return end.data if end else None

    @property
    def successful(self) -> bool:
        end = self.end_task
        return end.successful if end else False

    @property
    def finished(self) -> bool:
        end = self.end_task
        return end.finished if end else False

    @property
    def finished_at(self) -> datetime | None:
        end = self.end_task
        return end.finished_at if end else None

    @property
    def origin_pathspec(self) -> str | None:
        """Of a run that resumed nothing it ends in `None`, as in Metaflow, whose metadata keep the origin as text."""
        return f"{self._stored.flow_name}/{self._stored.origin_run_id}"

    def add_tag(self, tag: str | Iterable[str]) -> None:
        self._refuse_tagging()

    def add_tags(self, tags: Iterable[str]) -> None:
        self._refuse_tagging()

    def remove_tag(self, tag: str | Iterable[str]) -> None:
        self._refuse_tagging()

    def remove_tags(self, tags: Iterable[str]) -> None:
        self._refuse_tagging()

    def replace_tag(self, tag_to_remove: str | Iterable[str], tag_to_add: str | Iterable[str]) -> None:
        self._refuse_tagging()

    def replace_tags(self, tags_to_remove: Iterable[str], tags_to_add: Iterable[str]) -> None:
        self._refuse_tagging()

    def _refuse_tagging(self) -> None:
        raise MetaflowTaggingError(
            "A step on this page reads stored runs but does not change them. "
            "Give tags with `run --tag`, or with the command `tag` after the run."
        )


class Flow(MetaflowObject[list[StoredRun]]):
    _FORM = "FlowName"
    _CHILD = Run

    @classmethod
    def _find(cls, attempt: int | None, *ids: str) -> list[StoredRun] | None:
        return runs.runs_of(*ids) or None

    def _child_ids(self) -> Iterable[str]:
        within = self._in if self._namespace_check else None
        return [run.id for run in self._stored if within is None or within in (*run.system_tags, *run.tags)]

    @property
    def _run(self) -> StoredRun:
        return self._stored[-1]

    def _is_in(self, ns: str | None) -> bool:
        return any(True for _ in self)

    @property
    def latest_run(self) -> Run | None:
        return next(iter(self), None)

    @property
    def latest_successful_run(self) -> Run | None:
        return next((run for run in self if run.successful), None)

    def runs(self, *tags: str) -> Iterator[Run]:
        return self._children(*tags)


DataArtifact._PARENT, Task._PARENT, Step._PARENT, Run._PARENT = Task, Step, Run, Flow


class Metaflow:
    @property
    def flows(self) -> list[Flow]:
        return list(self)

    def __iter__(self) -> Iterator[Flow]:
        for name in runs.flow_names():
            try:
                yield Flow(name)
            except MetaflowNamespaceMismatch:
                continue

    def __getitem__(self, name: str) -> Flow:
        return Flow(name)

    def __str__(self) -> str:
        return "Metaflow()"
