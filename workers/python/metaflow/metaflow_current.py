from __future__ import annotations

from typing import Any, Callable, NamedTuple


class Parallel(NamedTuple):
    main_ip: str
    num_nodes: int
    node_index: int
    control_task_id: str | None


class Current:
    """Where user code runs. Outside a run the plain attributes are None."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._graph: Callable[[], dict[str, Any]] | None = None

    def _set_env(self, values: dict[str, Any], graph: Callable[[], dict[str, Any]]) -> None:
        self._values = values
        self._graph = graph

    def __getattr__(self, name: str) -> Any:
        # What a decorator added, or what only a running flow has.
        values = self.__dict__.get("_values", {})
        if name not in values:
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        return values[name]

    def __contains__(self, key: str) -> bool:
        return getattr(self, key, None) is not None

    def get(self, key: str, default: Any = None) -> Any:
        return getattr(self, key, default)

    @property
    def is_running_flow(self) -> bool:
        return bool(self._values)

    @property
    def flow_name(self) -> str | None:
        return self._values.get("flow_name")

    @property
    def run_id(self) -> str | None:
        return self._values.get("run_id")

    @property
    def step_name(self) -> str | None:
        return self._values.get("step_name")

    @property
    def task_id(self) -> str | None:
        return self._values.get("task_id")

    @property
    def retry_count(self) -> int | None:
        return self._values.get("retry_count")

    @property
    def origin_run_id(self) -> str | None:
        return self._values.get("origin_run_id")

    @property
    def pathspec(self) -> str | None:
        parts = (self.flow_name, self.run_id, self.step_name, self.task_id)
        return None if None in parts else "/".join(parts)

    @property
    def namespace(self) -> str | None:
        return f"user:{self.username}" if self.username else None

    @property
    def username(self) -> str | None:
        return self._values.get("username")

    @property
    def tags(self) -> set[str] | None:
        tags = self._values.get("tags")
        return None if tags is None else set(tags)

    @property
    def tempdir(self) -> str:
        return "."

    @property
    def graph(self) -> dict[str, Any]:
        if self._graph is None:
            raise RuntimeError("Graph is not available")
        return self._graph()

    @property
    def graph_info(self) -> dict[str, Any]:
        if self._graph is None:
            raise AttributeError("'Current' object has no attribute 'graph_info'")
        return self._graph()

    @property
    def run(self) -> Any:
        from .client import Run

        return None if self.run_id is None else Run(f"{self.flow_name}/{self.run_id}", _namespace_check=False)

    @property
    def task(self) -> Any:
        from .client import Task

        return None if self.pathspec is None else Task(self.pathspec, _namespace_check=False)


current = Current()
