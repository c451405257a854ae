"""urllib3's exceptions, as far as something here raises or catches them, with its texts."""

from __future__ import annotations

import http.client
import socket
from typing import Any


class HTTPError(Exception):
    pass


class HTTPWarning(Warning):
    pass


class SecurityWarning(HTTPWarning):
    pass


class InsecureRequestWarning(SecurityWarning):
    pass


class PoolError(HTTPError):
    def __init__(self, pool: Any, message: str) -> None:
        self.pool = pool
        super().__init__(f"{pool}: {message}")

    def __reduce__(self):
        return _plain, (type(self), self.args)


class RequestError(PoolError):
    def __init__(self, pool: Any, url: str | None, message: str) -> None:
        self.url = url
        super().__init__(pool, message)


class MaxRetryError(RequestError):
    def __init__(self, pool: Any, url: str | None, reason: Exception | None = None) -> None:
        self.reason = reason
        super().__init__(pool, url, f"Max retries exceeded with url: {url} (Caused by {reason!r})")


class TimeoutError(HTTPError):
    pass


class ReadTimeoutError(TimeoutError, RequestError):
    pass


class ConnectTimeoutError(TimeoutError):
    pass


class NewConnectionError(ConnectTimeoutError, HTTPError):
    def __init__(self, conn: Any, message: str) -> None:
        self.conn = conn
        super().__init__(f"{conn}: {message}")

    def __reduce__(self):
        return _plain, (type(self), self.args)


class NameResolutionError(NewConnectionError):
    def __init__(self, host: str, conn: Any, reason: socket.gaierror) -> None:
        super().__init__(conn, f"Failed to resolve '{host}' ({reason})")


class ProtocolError(HTTPError):
    pass


ConnectionError = ProtocolError


class IncompleteRead(HTTPError, http.client.IncompleteRead):
    """`partial` counts bytes here."""

    def __init__(self, partial: int, expected: int) -> None:
        self.args = (partial, expected)
        self.partial = partial
        self.expected = expected

    def __repr__(self) -> str:
        return f"IncompleteRead({self.partial} bytes read, {self.expected} more expected)"

    __str__ = __repr__


class ResponseError(HTTPError):
    pass


class SSLError(HTTPError):
    pass


class ProxyError(HTTPError):
    pass


class DecodeError(HTTPError):
    pass


class LocationValueError(ValueError, HTTPError):
    pass


def _plain(kind: type[HTTPError], args: tuple[Any, ...]) -> HTTPError:
    """One that was pickled: its text, without the pool that it came from."""
    error = kind.__new__(kind)
    error.args = args
    return error
