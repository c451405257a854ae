from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..._runtime import traces
from ...decorators import StepDecorator
from ...metaflow_current import current
from .card_modules.basic import CARDS, ErrorCard
from .component_serializer import CardComponentCollector, CardComponentManager

if TYPE_CHECKING:
    from ..._runtime.task import Task


class CardDecorator(StepDecorator):
    """Draws a card when its task has ended well. A card that cannot be drawn is an error card, never a failed task."""

    name = "card"
    allow_multiple = True
    defaults = {
        "type": "default",
        "options": {},
        "scope": "task",
        "rank": None,
        "timeout": 45,
        "id": None,
        "save_errors": True,
        "customize": False,
        "refresh_interval": 5,
    }

    # The clock when it was drawn last before the end.
    _refreshed_at: int | None = None
    _bad_id: str | None = None

    def init(self) -> None:
        card_id = self.attributes["id"]
        if card_id is not None and not re.match("^[a-zA-Z0-9_]+$", str(card_id)):
            self._bad_id = str(card_id)
            self.attributes["id"] = None

    def pre_step(self, task: Task) -> None:
        if self._bad_id is not None:
            task.say("stdout", "code", [_bad_id_warning(self._bad_id)])
        cards = [decorator for decorator in task.decorators if isinstance(decorator, CardDecorator)]
        if cards[0] is not self:
            return
        collector = CardComponentCollector(
            [card.attributes for card in cards],
            lambda text: task.say("stdout", "code", [text]),
            lambda place, force: cards[place].refresh(task, collector.managers[place], force),
        )
        current._values["card"] = collector

    def refresh(self, task: Task, manager: CardComponentManager, force: bool) -> None:
        """Shows the card while the task runs, not oftener than `refresh_interval`. What goes wrong is for the end."""
        kind = CARDS.get(self.attributes["type"])
        now, last = task.now(), self._refreshed_at
        if kind is None or not kind.RUNTIME_UPDATABLE:
            return
        if last is not None and not force and now - last < self.attributes["refresh_interval"] * 1_000_000:
            return
        self._refreshed_at = now
        try:
            html = kind(options=self.attributes["options"], components=manager.rendered()).render_runtime(task)
        except Exception:
            return
        task.show_card(self.attributes["id"], self.attributes["type"], html)

    def finished(self, task: Task, artifacts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        collector = current._values.get("card")
        if not isinstance(collector, CardComponentCollector):
            return []  # The attempt ended before any card was set up.
        place = [decorator for decorator in task.decorators if decorator.name == self.name].index(self)
        html = self._drawn(task, collector.managers[place])
        if html is None:
            return []
        return [{"id": self.attributes["id"], "type": self.attributes["type"], "html": html}]

    def _drawn(self, task: Task, manager: CardComponentManager) -> str | None:
        try:
            html = self._render(task, manager)
            if not html:
                raise CardProblem(f"No information rendered from card of type {self.attributes['type']}")
            return html
        except Exception as error:
            problem = str(error) if isinstance(error, CardProblem) else self._unable(error)
        if self.attributes["save_errors"]:
            return ErrorCard().render(task, problem)
        task.say("stdout", "metaflow", f"Card render failed with error : {problem}".splitlines())
        return None

    def _render(self, task: Task, manager: CardComponentManager) -> str:
        kind, options = self.attributes["type"], self.attributes["options"]
        if kind not in CARDS:
            raise CardProblem(f"MetaflowCard named {kind} not found. Check the `type` attribute in @card")
        return CARDS[kind](options=options, components=manager.rendered()).render(task)

    def _unable(self, error: Exception) -> str:
        kind, options = self.attributes["type"], self.attributes["options"]
        return (
            f"Card of type {kind} is unable to be rendered with arguments {options}.\n"
            f"Stack trace : {traces.trace_text(error)}"
        )


class CardProblem(Exception):
    pass


def _bad_id_warning(id: str) -> str:
    return (
        f"[@card WARNING] @card with id '{id}' doesn't match REGEX pattern. Adding custom components to cards will not "
        f"be accessible via `current.card['{id}']`. Please create `id` of pattern ^[a-zA-Z0-9_]+$. "
    )
