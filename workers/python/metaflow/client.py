"""Metaflow's client API by name. Reading past runs from user code has not come to this page yet."""

from __future__ import annotations

from typing import Any, NoReturn

from .exception import MetaflowException


class ClientUnavailable(MetaflowException):
    headline = "Client API"


def _unavailable(name: str) -> NoReturn:
    raise ClientUnavailable(
        f"{name} cannot read runs inside this page yet. Pass what a step needs on as an artifact; "
        "the inspector shows the artifacts of every run."
    )


class _ClientObject:
    def __init__(self, *_: Any, **__: Any) -> None:
        _unavailable(type(self).__name__)


class Metaflow(_ClientObject):
    pass


class Flow(_ClientObject):
    pass


class Run(_ClientObject):
    pass


class Step(_ClientObject):
    pass


class Task(_ClientObject):
    pass


class DataArtifact(_ClientObject):
    pass


_namespace: list[str | None] = []


def default_namespace() -> str:
    from .metaflow_current import current

    _namespace[:] = [f"user:{current.username or 'tester'}"]
    return _namespace[0] or ""


def namespace(ns: str | None) -> str | None:
    _namespace[:] = [ns]
    return ns


def get_namespace() -> str | None:
    return _namespace[0] if _namespace else default_namespace()


def get_metadata() -> str:
    return "local@."


def metadata(ms: str) -> str:
    """There is one metadata provider, the page itself."""
    return get_metadata()


default_metadata = get_metadata
