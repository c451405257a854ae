from __future__ import annotations

from typing import Any


class MetaflowCardComponent:
    """A part of a card. `render` gives text, or a dict of which `type` says what the rest means."""

    component_id: str | None = None
    REALTIME_UPDATABLE = False

    def render(self) -> str | dict[str, Any]:
        raise NotImplementedError


class MetaflowCard:
    type: str | None = None
    ALLOW_USER_COMPONENTS = False
    RUNTIME_UPDATABLE = False

    def __init__(
        self, options: dict[str, Any] | None = None, components: Any = (), graph: Any = None, flow: Any = None
    ) -> None:
        self.options = options or {}
        self.components = components

    def render(self, task: Any) -> str:
        raise NotImplementedError

    def render_runtime(self, task: Any) -> str:
        """While the task still runs. Only where `RUNTIME_UPDATABLE`."""
        raise NotImplementedError
