"""Sends a request over `http.client`, and words what goes wrong as requests does."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from metaflow._runtime.blame import pass_on
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import MaxRetryError, ProtocolError, ReadTimeoutError, ResponseError
from urllib3.util.retry import Retry

from .cookies import cookies_in
from .exceptions import ConnectionError, ReadTimeout, RetryError
from .models import PreparedRequest, Response
from .structures import CaseInsensitiveDict
from .utils import get_encoding_from_headers

DEFAULT_RETRIES = 0


class BaseAdapter:
    def send(self, request: PreparedRequest, **kwargs: Any) -> Response:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


class HTTPAdapter(BaseAdapter):
    def __init__(
        self,
        pool_connections: int = 10,
        pool_maxsize: int = 10,
        max_retries: Retry | int = DEFAULT_RETRIES,
        pool_block: bool = False,
    ) -> None:
        none = not isinstance(max_retries, Retry) and max_retries == DEFAULT_RETRIES
        self.max_retries = Retry(0, read=False) if none else Retry.from_int(max_retries)

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Any = None,
    ) -> Response:
        parts = urlsplit(request.url)
        pool = (HTTPSConnectionPool if parts.scheme == "https" else HTTPConnectionPool)(parts.hostname, parts.port)
        try:
            raw = pool.urlopen(
                request.method,
                request.path_url,
                request.body,
                request.headers,
                self.max_retries,
                _read_timeout(timeout),
            )
        except ReadTimeoutError as error:
            raise ReadTimeout(error, request=request)
        except ProtocolError as error:
            raise ConnectionError(error, request=request)
        except MaxRetryError as error:
            if isinstance(error.reason, ResponseError):
                raise RetryError(error, request=request)
            raise ConnectionError(error, request=request)
        return self.build_response(request, raw)

    def build_response(self, req: PreparedRequest, resp: Any) -> Response:
        response = Response()
        response.status_code = resp.status
        response.reason = resp.reason
        response.headers = CaseInsensitiveDict(resp.headers.items())
        response.encoding = get_encoding_from_headers(response.headers)
        response.url = req.url
        response.request = req
        response.raw = resp
        response.connection = self
        response.cookies = cookies_in(resp.headers.get_all("Set-Cookie") or [])
        pass_on(resp, response)
        return response

    def close(self) -> None:
        """No connection is kept."""


def _read_timeout(timeout: Any) -> float | None:
    """Connections are made in no time, so that only the time to wait for an answer counts."""
    if isinstance(timeout, tuple):
        try:
            connect, read = timeout
        except ValueError:
            raise ValueError(
                f"Invalid timeout {timeout}. Pass a (connect, read) timeout tuple, or a single float to set both "
                "timeouts to the same value."
            ) from None
    else:
        connect = read = timeout
    for name, value in (("connect", connect), ("read", read)):
        _check(name, value)
    return read


def _check(name: str, value: Any) -> None:
    if value is None:
        return
    try:
        seconds = None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        raise ValueError(f"Timeout value {name} was {value}, but it must be an int, float or None.") from None
    if seconds is None:
        raise ValueError("Timeout cannot be a boolean value. It must be an int, float or None.")
    if seconds <= 0:
        raise ValueError(
            f"Attempted to set {name} timeout to {value}, but the timeout cannot be set to a value less than or equal "
            "to 0."
        )
