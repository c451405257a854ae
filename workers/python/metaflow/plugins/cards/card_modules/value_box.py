from __future__ import annotations

import re
from typing import Any

from .components import Rendered, UserComponent


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
