"""Which runs are seen: those with a tag, by default the tag of the user."""

from __future__ import annotations

import os

_namespace: list[str | None] = []


def default_namespace() -> str | None:
    return namespace(f"user:{os.environ.get('METAFLOW_USER', 'tester')}")


def namespace(ns: str | None) -> str | None:
    _namespace[:] = [ns]
    return ns


def begin(given: str | None) -> None:
    """As `run --namespace` says; None leaves the user's own. The empty text is a namespace that no run is in."""
    _namespace[:] = [] if given is None else [given]


def get_namespace() -> str | None:
    return _namespace[0] if _namespace else default_namespace()


def get_metadata() -> str:
    return "local@."


def metadata(ms: str) -> str:
    """There is one metadata provider, the page itself."""
    return get_metadata()


default_metadata = get_metadata
