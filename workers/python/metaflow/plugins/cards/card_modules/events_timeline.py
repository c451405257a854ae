from __future__ import annotations

import re
import time
from typing import Any

from .card import MetaflowCardComponent
from .components import Artifact, Image, Markdown, PythonCode, Rendered, UserComponent, rendered_part
from .value_box import ValueBox
from .viewers import JSONViewer

# Besides, Metaflow's message names YAMLViewer, which is a JSONViewer here.
PAYLOADS = (ValueBox, Image, Markdown, Artifact, JSONViewer, PythonCode)


class EventsTimeline(UserComponent):
    type = "eventsTimeline"
    REALTIME_UPDATABLE = True

    def __init__(self, title: str | None = None, max_events: int = 100) -> None:
        self._title = title
        self._max_events = max_events
        self._events: list[Rendered] = []
        self._finished = False

    def update(
        self,
        event_data: dict[str, Any],
        style_theme: str | None = None,
        priority: str | None = None,
        payloads: dict[str, MetaflowCardComponent] | None = None,
        finished: bool | None = None,
    ) -> None:
        if style_theme is not None and not re.match(r"^[a-zA-Z][a-zA-Z0-9_-]*$", style_theme):
            raise ValueError(f"Invalid style_theme '{style_theme}'. Must be a valid CSS class name.")
        for key, payload in (payloads or {}).items():
            if not isinstance(payload, PAYLOADS):
                raise TypeError(
                    f"Payload '{key}' must be one of: ValueBox, Image, Markdown, Artifact, JSONViewer, YAMLViewer. "
                    f"Got {type(payload).__name__}"
                )
        event_data.setdefault("timestamp", time.time())
        event = {"metadata": event_data, "payloads": payloads or {}, "style_theme": style_theme, "priority": priority}
        self._events = [*self._events, event][-self._max_events :]
        self._finished = self._finished if finished is None else finished

    def render(self) -> Rendered:
        events = [
            {**event, "payloads": {key: rendered_part(payload) for key, payload in event["payloads"].items()}}
            for event in self._events
        ]
        return self._rendered(title=self._title, events=events, finished=self._finished)
