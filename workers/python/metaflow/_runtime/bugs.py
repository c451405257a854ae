"""The exception that the failure plan raises at the start of user code, of whatever class it names."""

from __future__ import annotations

import builtins
import importlib
import sys
from typing import Any


def bug(name: str, message: str) -> BaseException:
    """Of a builtin class, of one that can be imported, of one in the user's file, else of a new one of that name."""
    if not all(part.isidentifier() for part in name.split(".")):
        return RuntimeError(f"{name}: {message}")
    found = _found(name)
    if found is None:
        module, _, own = name.rpartition(".")
        found = type(own, (Exception,), {"__module__": module or "__main__"})
    if not (isinstance(found, type) and issubclass(found, BaseException)):
        return RuntimeError(f"{name}: {message}")
    return _made(found, message)


def _found(name: str) -> Any:
    if hasattr(builtins, name):
        return getattr(builtins, name)
    own = sys.modules.get("__main__")
    return _imported(name) if "." in name else getattr(own, name, None)


def _imported(name: str) -> Any:
    """`package.module.Class.Inner`: as much of it as can be imported, then attributes."""
    parts = name.split(".")
    for count in range(len(parts) - 1, 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:count]))
        except Exception:  # A module may fail as it likes.
            continue
        for part in parts[count:]:
            found = getattr(found, part, None)
        return found
    return None


def _made(kind: type[BaseException], message: str) -> BaseException:
    try:
        return kind(message)
    except Exception:  # It wants to know more than a message, which a class of the same name does without.
        plain = {"__init__": BaseException.__init__, "__str__": lambda self: message, "__module__": kind.__module__}
        return type(kind.__name__, (kind,), plain)(message)
