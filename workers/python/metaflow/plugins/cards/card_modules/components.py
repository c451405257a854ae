"""The components that user code adds to cards. What they render to is drawn by `html.py`."""

from __future__ import annotations

import base64
import inspect
import json
import re
import textwrap
import time
from typing import Any, Callable, Iterable

from ...._runtime import chance
from .card import MetaflowCardComponent

Rendered = dict[str, Any]


class UserComponent(MetaflowCardComponent):
    type = ""

    def _rendered(self, **fields: Any) -> Rendered:
        """With the fields that are set, and an id of its own where the card gave none."""
        self.component_id = self.component_id or f"{type(self).__name__.lower()}_{chance.token()}"
        present = {key: value for key, value in fields.items() if value is not None}
        return {"type": self.type, "id": self.component_id, **present}

    def update(self, *_: Any, **__: Any) -> None:
        """Most components cannot change once they are drawn."""


def _subcomponent(value: Any) -> Any:
    return value.render() if isinstance(value, MetaflowCardComponent) else value


class Markdown(UserComponent):
    type = "markdown"
    REALTIME_UPDATABLE = True

    def __init__(self, text: str | None = None) -> None:
        self.update(text)

    def update(self, text: str | None = None) -> None:
        self._text = None if text is None else textwrap.dedent(text)

    def render(self) -> Rendered:
        return self._rendered(source=self._text or "")


class Artifact(UserComponent):
    type = "artifact"
    REALTIME_UPDATABLE = True

    def __init__(self, artifact: Any, name: str | None = None, compressed: bool = True) -> None:
        self._name = name
        self.update(artifact)

    def update(self, artifact: Any) -> None:
        self._artifact = artifact

    def render(self) -> Rendered:
        from ...._runtime.preview import preview, stable_repr

        value = self._artifact
        shown = stable_repr(value)
        return self._rendered(
            name=self._name, kind=type(value).__name__, text=shown if len(shown) <= 1000 else str(preview(value))
        )


class Table(UserComponent):
    type = "table"
    REALTIME_UPDATABLE = True

    def __init__(
        self, data: Any = None, headers: list[str] | None = None, disable_updates: bool = False
    ) -> None:
        self._data = [list(row) for row in data] if _is_rows(data) else []
        self._headers = list(headers) if isinstance(headers, (list, tuple)) else []

    @classmethod
    def from_dataframe(cls, dataframe: Any = None, truncate: bool = True) -> Table:
        rows = dataframe.values.tolist()[: 20 if truncate else None]
        return cls(data=rows, headers=[str(column) for column in dataframe.columns])

    def render(self) -> Rendered:
        rows = [[_subcomponent(cell) for cell in row] for row in self._data]
        return self._rendered(columns=self._headers, data=rows, vertical=False)


def _is_rows(data: Any) -> bool:
    return isinstance(data, (list, tuple)) and all(isinstance(row, (list, tuple)) for row in data)


class Image(UserComponent):
    type = "image"
    REALTIME_UPDATABLE = True

    def __init__(self, src: bytes | str | None = None, label: str | None = None, disable_updates: bool = True) -> None:
        self._label = label
        self._set(src)

    def _set(self, src: bytes | str | None) -> None:
        self._problem: str | None = None
        self._src: str | None = None
        if isinstance(src, bytes):
            kind = _image_kind(src)
            if kind is None:
                self._problem = "[IMAGE_RENDER FAIL]: Source Bytes Don't Belong To An Image"
            else:
                self._src = f"data:{kind};base64,{base64.b64encode(src).decode()}"
        elif isinstance(src, str) and src.startswith("data:image/"):
            self._src = src
        elif isinstance(src, str):
            self._problem = "[IMAGE_RENDER FAIL]: Source String Doesn't Have A Image MIME Type"
        else:
            self._problem = "[IMAGE_RENDER FAIL]: No Image Data To Render"

    @classmethod
    def from_pil_image(cls, pilimage: Any, label: str | None = None, disable_updates: bool = False) -> Image:
        return cls._without_library("PIL", label)

    @classmethod
    def from_matplotlib(cls, plot: Any, label: str | None = None, disable_updates: bool = False) -> Image:
        return cls._without_library("matplotlib", label)

    @classmethod
    def _without_library(cls, library: str, label: str | None) -> Image:
        image = cls(label=label)
        image._problem = f"[IMAGE_RENDER FAIL]: {library} is not installed"
        return image

    def update(self, image: bytes | str, label: str | None = None) -> None:
        self._label = label if label is not None else self._label
        self._set(image)

    def render(self) -> Rendered:
        if self._problem is not None:
            return {"type": "log", "id": self.component_id, "data": self._problem}
        return self._rendered(src=self._src, label=self._label or "")


def _image_kind(data: bytes) -> str | None:
    magic = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"BM": "image/bmp"}
    found = next((kind for begin, kind in magic.items() if data.startswith(begin)), None)
    return "image/webp" if found is None and data[:4] == b"RIFF" and data[8:12] == b"WEBP" else found


class Error(UserComponent):
    type = "log"

    def __init__(self, exception: BaseException, title: str | None = None) -> None:
        self._exception = exception
        self._title = title

    def render(self) -> Rendered:
        text = repr(self._exception)
        return self._rendered(data=f"{self._title}\n\n{text}" if self._title else text)


class ProgressBar(UserComponent):
    type = "progressBar"
    REALTIME_UPDATABLE = True

    def __init__(
        self,
        max: int = 100,
        label: str | None = None,
        value: int = 0,
        unit: str | None = None,
        metadata: str | None = None,
    ) -> None:
        self._max, self._label, self._unit = max, label, unit
        self.update(value, metadata)

    def update(self, new_value: int, metadata: str | None = None) -> None:
        self._value = new_value
        if metadata is not None:
            self._metadata: str | None = metadata
        elif not hasattr(self, "_metadata"):
            self._metadata = None

    def render(self) -> Rendered:
        return self._rendered(
            max=self._max, value=self._value, label=self._label, unit=self._unit, details=self._metadata
        )


class ValueBox(UserComponent):
    type = "valueBox"
    REALTIME_UPDATABLE = True
    VALID_THEMES = {"default", "success", "warning", "danger", "bg-gradient-indigo-purple"}

    def __init__(
        self,
        title: str | None = None,
        value: str | int | float = "",
        subtitle: str | None = None,
        theme: str | None = None,
        change_indicator: str | None = None,
    ) -> None:
        if value is None:
            raise ValueError("Value is required and cannot be None")
        self._fields: Rendered = {}
        self.update(title, value, subtitle, theme, change_indicator)

    def update(
        self,
        title: str | None = None,
        value: str | int | float | None = None,
        subtitle: str | None = None,
        theme: str | None = None,
        change_indicator: str | None = None,
    ) -> None:
        _check_text("Title", title, 200)
        _check_value(value)
        _check_text("Subtitle", subtitle, 300)
        _check_text("Theme", theme, None)
        if theme is not None and not re.match(r"^[a-zA-Z][a-zA-Z0-9_-]*$", theme):
            raise ValueError(f"Theme must be a valid CSS class name, got '{theme}'")
        _check_text("Change indicator", change_indicator, 200)
        given = dict(title=title, value=value, subtitle=subtitle, theme=theme, change_indicator=change_indicator)
        self._fields.update((key, item) for key, item in given.items() if item is not None)

    def render(self) -> Rendered:
        return self._rendered(**self._fields)


def _check_text(what: str, text: Any, longest: int | None) -> None:
    if text is None:
        return
    if not isinstance(text, str):
        raise TypeError(f"{what} must be a string, got {type(text).__name__}")
    if longest is not None and len(text) > longest:
        raise ValueError(f"{what} must be {longest} characters or less, got {len(text)} characters")
    if not text.strip():
        raise ValueError(f"{what} cannot be empty or whitespace only")


def _check_value(value: Any) -> None:
    if value is None:
        return
    if isinstance(value, str):
        if len(value) > 100:
            raise ValueError(f"String value must be 100 characters or less, got {len(value)} characters")
        if not value.strip():
            raise ValueError("String value cannot be empty or whitespace only")
    elif not isinstance(value, (int, float)):
        raise TypeError(f"Value must be str, int, or float, got {type(value).__name__}")
    elif not -1e15 <= value <= 1e15:
        raise ValueError(f"Numeric value must be between -1e15 and 1e15, got {value}")


class VegaChart(UserComponent):
    type = "vegaChart"
    REALTIME_UPDATABLE = True

    def __init__(self, spec: dict[str, Any], show_controls: bool = False) -> None:
        self._spec = spec
        self._show_controls = show_controls

    @classmethod
    def from_altair_chart(cls, altair_chart: Any) -> VegaChart:
        name = f"{type(altair_chart).__module__}.{type(altair_chart).__name__}"
        if not all(part in name for part in ("altair", "vegalite", "Chart")):
            raise ValueError(f"{name} is not an altair chart")
        return cls(spec=altair_chart.to_dict())

    def update(self, spec: dict[str, Any] | None = None) -> None:
        self._spec = self._spec if spec is None else spec

    def render(self) -> Rendered:
        options = None if self._show_controls else {"actions": False}
        return self._rendered(spec={"width": "container", **self._spec}, options=options)


class PythonCode(UserComponent):
    type = "pythonCode"

    def __init__(self, code_func: Callable[..., Any] | None = None, code_string: str | None = None) -> None:
        self._code = code_string
        if code_func is not None:
            self._code = textwrap.dedent(inspect.getsource(code_func))

    def render(self) -> Rendered:
        return self._rendered(data=self._code or "")


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
            if not isinstance(payload, (ValueBox, Image, Markdown, Artifact, JSONViewer, YAMLViewer, PythonCode)):
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
            {**event, "payloads": {key: _subcomponent(payload) for key, payload in event["payloads"].items()}}
            for event in self._events
        ]
        return self._rendered(title=self._title, events=events, finished=self._finished)


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
