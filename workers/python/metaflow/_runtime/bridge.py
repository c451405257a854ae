"""The way out of Python. Nothing here exists before `connect`, so that a memory snapshot holds no JavaScript."""

from __future__ import annotations

from typing import Any, NoReturn, Protocol


class Host(Protocol):
    """What the worker's JavaScript offers. Texts of several lines cross as one string."""

    def now(self) -> int: ...

    def move(self, at: int) -> None: ...

    def say(self, stream: str, author: str, text: str) -> None: ...

    def metadata(self, key: str, value: str) -> None: ...

    def card(self, id: str | None, type: str, html: str) -> None: ...

    def call(self, request: str) -> str: ...

    def struck(self, fault: str) -> None: ...

    def dead(self, at: int) -> NoReturn: ...

    def blob(self, hash: str) -> Any: ...

    def runs(self) -> str: ...

    def keep(self, hash: str, data: Any) -> None: ...


host: Host


def connect(given: Host) -> None:
    global host
    host = given


def blob(hash: str) -> bytes:
    return host.blob(hash).to_bytes()


def keep(hash: str, data: bytes) -> None:
    from pyodide.ffi import to_js

    host.keep(hash, to_js(data))
