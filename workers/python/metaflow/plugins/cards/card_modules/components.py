"""The components that user code adds to cards. What they render to is drawn by `html.py`."""

from __future__ import annotations

import base64
import inspect
import textwrap
from typing import Any, Callable

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


def rendered_part(value: Any) -> Any:
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
        rows = [[rendered_part(cell) for cell in row] for row in self._data]
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
