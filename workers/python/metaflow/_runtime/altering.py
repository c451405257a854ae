"""How data arrives broken: values that are missing, empty, doubled, cut or of another type."""

from __future__ import annotations

from typing import Any, Callable, Iterator

from .preview import stable_repr

MISSING = object()


class Unchanged(Exception):
    """The change does nothing to a value of this kind."""


def altered(value: Any, change: str, key: str | None) -> Any:
    """`value` as it arrives, MISSING if it does not. Lists and dicts are changed in place: hand over your own."""
    if key is not None and not (change == "duplicate-rows" and isinstance(value, (list, tuple))):
        _alter_key(value, CHANGES[change], key)
        return value
    return CHANGES[change](value)


def _alter_key(value: Any, change: Callable[[Any], Any], key: str) -> None:
    """The key of a dict, the column in every row of a table, or the attribute of an object."""
    count = 0
    for row in _rows(value, key):
        before = row[key] if isinstance(row, dict) else getattr(row, key)
        try:
            after = change(before)
            _set(row, key, after)
            count += 1
        except (Unchanged, AttributeError, TypeError):
            continue
    if count == 0:
        raise Unchanged


def _rows(value: Any, key: str) -> Iterator[Any]:
    """Those that have the key."""
    candidates = value if isinstance(value, (list, tuple)) else [value]
    if isinstance(value, dict) and key not in value:
        candidates = list(value.values())
    for row in candidates:
        if key in row if isinstance(row, dict) else hasattr(row, key):
            yield row


def _set(row: Any, key: str, value: Any) -> None:
    if isinstance(row, dict):
        if value is MISSING:
            del row[key]
        else:
            row[key] = value
    elif value is MISSING:
        delattr(row, key)
    else:
        setattr(row, key, value)


def _null(value: Any) -> None:
    if value is None:
        raise Unchanged


def _missing(_: Any) -> Any:
    return MISSING


def _wrong_type(value: Any) -> Any:
    if isinstance(value, str):
        return _number(value)
    if isinstance(value, dict):
        return list(value.values())
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else stable_repr(value)


def _number(text: str) -> int | float:
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return len(text)


def _duplicate_rows(value: Any) -> Any:
    if isinstance(value, (list, tuple)) and value:
        return value + value
    if isinstance(value, dict) and any(isinstance(column, list) for column in value.values()):
        return {name: column + column if isinstance(column, list) else column for name, column in value.items()}
    if isinstance(value, str) and value.count("\n") > 1:  # A table as text: its first line names the columns.
        first, rest = value.split("\n", 1)
        return "\n".join([first, rest.removesuffix("\n"), rest])
    raise Unchanged


def _truncated(value: Any) -> Any:
    if isinstance(value, (list, tuple, str, bytes)) and value:
        return value[: len(value) // 2]
    if isinstance(value, dict) and value:
        return dict(list(value.items())[: len(value) // 2])
    raise Unchanged


CHANGES: dict[str, Callable[[Any], Any]] = {
    "null": _null,
    "missing": _missing,
    "wrong-type": _wrong_type,
    "duplicate-rows": _duplicate_rows,
    "truncated": _truncated,
}
