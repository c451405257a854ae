"""The cards that come with Metaflow, as far as this page has them."""

from __future__ import annotations

import inspect
import json
import textwrap
import time
from html import escape
from typing import TYPE_CHECKING, Any, Iterable, Iterator

from ...._runtime import traces
from ...._runtime.preview import preview, stable_repr
from .card import MetaflowCard, MetaflowCardComponent
from .html import component, heading, page, pre, table

if TYPE_CHECKING:
    from ...._runtime.task import Task

SHOWN = 200


class PageComponent(MetaflowCardComponent):
    def __init__(self, title: str | None = None, contents: Iterable[Any] = ()) -> None:
        self._title, self._contents = title, list(contents)

    def render(self) -> dict[str, Any]:
        return {"type": "page", "title": self._title, "contents": self._contents}


class DefaultCard(MetaflowCard):
    type = "default"
    ALLOW_USER_COMPONENTS = True
    RUNTIME_UPDATABLE = True

    def render(self, task: Task) -> str:
        return page(task.pathspec, [*self._head(task, _metadata(task)), *self._left(task)])

    def render_runtime(self, task: Task) -> str:
        rows = [row for row in _metadata(task) if row[0] != "Task Finished On"]
        return page(task.pathspec, self._head(task, rows))

    def _head(self, task: Task, metadata: list[tuple[str, str]]) -> Iterator[str]:
        yield f"<h1>{escape(task.pathspec)}</h1>"
        if self.components:
            yield f'<section class="box">{"".join(map(component, self.components))}</section>'
        yield heading("Task Metadata")
        yield table((), metadata)
        yield heading("Task Code")
        yield pre(_code(task))

    def _left(self, task: Task) -> Iterator[str]:
        """What the task leaves, once it has ended."""
        yield heading("Flow Parameters")
        parameters = list(_values(task, task.parameter_names))
        yield table(("Name", "Type", "Value"), parameters) if parameters else "<p>No Parameters</p>"
        yield heading("Artifacts")
        artifacts = list(_values(task, task.artifact_names))
        yield table(("Name", "Type", "Value"), artifacts) if artifacts else "<p>No Artifacts</p>"
        yield from _errors(task)
        yield heading("DAG")
        yield table(("Step", "Type", "Next"), _graph(task))


class BlankCard(MetaflowCard):
    type = "blank"
    ALLOW_USER_COMPONENTS = True
    RUNTIME_UPDATABLE = True

    def render(self, task: Task) -> str:
        title = str(self.options.get("title") or task.pathspec)
        return page(title, [f"<h1>{escape(title)}</h1>", *map(component, self.components)])

    def render_runtime(self, task: Task) -> str:
        return self.render(task)


class DefaultCardJSON(MetaflowCard):
    type = "default_json"

    def render(self, task: Task) -> str:
        values = {name: preview(value) for name, value in task.shown_values()}
        return page(task.pathspec, [pre(json.dumps(values, indent=2))])


class TaskSpecCard(MetaflowCard):
    type = "taskspec_card"

    def render(self, task: Task) -> str:
        return page(task.pathspec, [f"<p>{escape(task.pathspec)}</p>"])


class ErrorCard(MetaflowCard):
    type = "error"

    def render(self, task: Task, stack_trace: str | None = None) -> str:
        parts = [f"<h1>{escape(task.pathspec)}</h1>", heading("Card Render Failed With Error")]
        return page(task.pathspec, [*parts, pre(stack_trace or "No stack trace available")])


CARDS: dict[str, type[MetaflowCard]] = {
    str(card.type): card for card in (DefaultCard, BlankCard, DefaultCardJSON, TaskSpecCard, ErrorCard)
}


def _metadata(task: Task) -> list[tuple[str, str]]:
    order = task.order
    seconds = (task.now() - order["codeStartsAt"]) / 1e6
    return [
        ("Task Created On", _moment(order["codeStartsAt"])),
        ("Task Finished On", _moment(task.now())),
        ("Tags", ", ".join(sorted(order["tags"])) or "–"),
        ("Attempt", str(task.attempt)),
        ("Task Duration", f"{seconds:g} s"),
        ("User", order["user"]),
    ]


def _moment(at: int) -> str:
    from ...._runtime.clock import EPOCH_SECONDS

    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(EPOCH_SECONDS + at / 1e6))


def _code(task: Task) -> str:
    try:
        return textwrap.dedent(inspect.getsource(task.func))
    except (OSError, TypeError):
        return "The source of this step cannot be read."


def _values(task: Task, names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    wanted = set(names)
    for name, value in task.shown_values():
        if name in wanted:
            shown = stable_repr(value)
            yield name, type(value).__name__, shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"


def _errors(task: Task) -> Iterator[str]:
    if task.caught is not None:
        yield heading("Caught Exception")
        yield pre(traces.trace_text(task.caught))


def _graph(task: Task) -> Iterator[tuple[str, str, str]]:
    from ....metaflow_current import current

    for name, step in current.graph["steps"].items():
        yield name, step["type"], ", ".join(step["next"])
