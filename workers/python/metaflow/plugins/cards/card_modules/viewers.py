from __future__ import annotations

import json
from typing import Any, Iterable

from .components import Rendered, UserComponent


class JSONViewer(UserComponent):
    type = "jsonViewer"
    REALTIME_UPDATABLE = True

    def __init__(
        self,
        data: Any,
        collapsible: bool = True,
        max_height: str | None = None,
        show_copy_button: bool = True,
        title: str | None = None,
    ) -> None:
        self._title = title
        self._collapsible = collapsible
        self.update(data)

    def update(self, data: Any) -> None:
        self._data = data

    def render(self) -> Rendered:
        return self._rendered(data=self._text(), title=self._title, collapsible=self._collapsible)

    def _text(self) -> str:
        return json.dumps(self._data, indent=2, default=str)


class YAMLViewer(JSONViewer):
    type = "yamlViewer"

    def _text(self) -> str:
        return self._data if isinstance(self._data, str) else "\n".join(_yaml_lines(self._data))


def _yaml_lines(value: Any, indent: str = "") -> Iterable[str]:
    """Plain YAML: texts are quoted as JSON quotes them, which YAML reads."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _yaml_entry(f"{indent}{key}:", item, indent)
    elif isinstance(value, (list, tuple)) and value:
        for item in value:
            yield from _yaml_entry(f"{indent}-", item, indent)
    else:
        yield f"{indent}{json.dumps(value, default=str)}"


def _yaml_entry(head: str, item: Any, indent: str) -> Iterable[str]:
    if isinstance(item, (dict, list, tuple)) and item:
        yield head
        yield from _yaml_lines(item, f"{indent}  ")
    else:
        yield f"{head} {json.dumps(item, default=str)}"
