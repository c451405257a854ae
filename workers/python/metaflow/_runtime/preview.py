"""
What people and programs see of a value without loading it. The value itself where JSON holds it exactly, else
`{type, repr}`; long ones by length and hash. tests/conformance/README.md has the rules.
"""

from __future__ import annotations

import collections
import dataclasses
import hashlib
import json
from typing import Any

from ..exception import MetaflowExceptionWrapper
from ..plugins.timeout_decorator import STACK_HEADING

LONG = 4000
EXACT = 2**53
MESSAGE_CHARACTERS = 100_000


def preview(value: Any) -> Any:
    if isinstance(value, MetaflowExceptionWrapper):
        exception, message = caught(value)
        return {"type": "MetaflowExceptionWrapper", "exception": exception, "message": message}
    if is_json(value):
        text = json.dumps(value)
        if len(text) <= LONG:
            return value
        return {"type": type(value).__name__, "len": len(text), "sha256_of_json": _sha256(text)}
    shown = _safe_repr(value)
    if len(shown) <= LONG:
        return {"type": type(value).__name__, "repr": shown}
    return {"type": type(value).__name__, "len": len(shown), "sha256_of_repr": _sha256(shown)}


def caught(wrapper: MetaflowExceptionWrapper) -> tuple[str, str]:
    """Class name without its module, and the text without the stack that a timeout appends."""
    return wrapper.type.rsplit(".", 1)[-1], wrapper.exception.split(STACK_HEADING)[0][:MESSAGE_CHARACTERS]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_json(value: Any) -> bool:
    """Whether JSON, and so JavaScript, holds the value exactly."""
    try:
        return _is_json(value)
    except RecursionError:
        return False


def _is_json(value: Any) -> bool:
    kind = type(value)
    if value is None or kind is bool or kind is str:
        return True
    if kind is int:
        return -EXACT <= value <= EXACT
    if kind is float:
        return value - value == 0  # Neither infinite nor NaN.
    if kind is list:
        return all(map(_is_json, value))
    return kind is dict and all(type(key) is str for key in value) and all(map(_is_json, value.values()))


def _safe_repr(value: Any) -> str:
    try:
        return stable_repr(value)
    except RecursionError:
        return repr(value)  # It holds itself, which Python's own repr copes with.
    except Exception as error:
        return f"<{type(value).__name__} whose repr raised {type(error).__name__}>"


def stable_repr(value: Any) -> str:
    """`repr`, with the members of sets in the order of their own repr, at any depth."""
    kind = type(value)
    if isinstance(value, MetaflowExceptionWrapper):
        exception, message = caught(value)
        return f"<MetaflowExceptionWrapper {exception}: {message}>"
    if kind in (set, frozenset):
        members = "{" + ", ".join(sorted(map(stable_repr, value))) + "}"
        if not value:
            return repr(value)
        return members if kind is set else f"frozenset({members})"
    if kind is list:
        return "[" + ", ".join(map(stable_repr, value)) + "]"
    if kind is tuple:
        return "(" + ", ".join(map(stable_repr, value)) + (",)" if len(value) == 1 else ")")
    if kind is dict:
        return _dict_repr(value)
    if kind is collections.defaultdict:
        return f"defaultdict({value.default_factory!r}, {_dict_repr(value)})"
    if dataclasses.is_dataclass(kind) and kind.__dataclass_params__.repr and hasattr(kind.__repr__, "__wrapped__"):
        fields = (f"{f.name}={stable_repr(getattr(value, f.name))}" for f in dataclasses.fields(value) if f.repr)
        return f"{kind.__qualname__}({', '.join(fields)})"
    return repr(value)


def _dict_repr(value: dict[Any, Any]) -> str:
    return "{" + ", ".join(f"{stable_repr(key)}: {stable_repr(item)}" for key, item in value.items()) + "}"
