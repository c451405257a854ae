"""Requests to one host, made again as a Retry says."""

from __future__ import annotations

import http.client
import socket
from typing import Any, Mapping, NoReturn

from .exceptions import NameResolutionError, NewConnectionError, ProtocolError, ReadTimeoutError
from .util.retry import Retry


class HTTPConnectionPool:
    scheme = "http"
    connection: type[http.client.HTTPConnection] = http.client.HTTPConnection

    def __init__(self, host: str, port: int | None = None) -> None:
        self.host = host
        self.port = port or self.connection.default_port

    def __str__(self) -> str:
        return f"{type(self).__name__}(host='{self.host}', port={self.port})"

    def urlopen(
        self,
        method: str,
        url: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        retries: Retry | int | None = None,
        timeout: float | None = None,
    ) -> http.client.HTTPResponse:
        """The response, its body unread, to a request for the path `url` of this host."""
        left = Retry.from_int(retries)
        while True:
            response: http.client.HTTPResponse | None = None
            try:
                response = self._once(method, url, body, headers or {}, timeout)
            except (NewConnectionError, ReadTimeoutError, ProtocolError) as error:
                left = left.increment(method, url, error=error, _pool=self)
            if response is not None:
                if not left.is_retry(method, response.status, "Retry-After" in response.headers):
                    return response
                try:
                    left = left.increment(method, url, response=response, _pool=self)
                except Exception:
                    if left.raise_on_status:
                        raise
                    return response
            left.sleep(response)

    def _once(
        self, method: str, url: str, body: Any, headers: Mapping[str, str], timeout: float | None
    ) -> http.client.HTTPResponse:
        connection = self.connection(self.host, self.port, timeout=timeout)
        try:
            connection.request(method, url, body=body, headers=dict(headers))
            return connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            self._refuse(error, url, timeout)

    def _refuse(self, error: Exception, url: str, timeout: float | None) -> NoReturn:
        here = f"{self.connection.__name__}(host='{self.host}', port={self.port})"
        if isinstance(error, socket.gaierror):
            raise NameResolutionError(self.host, here, error) from error
        if isinstance(error, TimeoutError) and error.errno is None:
            raise ReadTimeoutError(self, url, f"Read timed out. (read timeout={timeout})") from error
        if isinstance(error, (ConnectionRefusedError, TimeoutError)):
            raise NewConnectionError(here, f"Failed to establish a new connection: {error}") from error
        raise ProtocolError("Connection aborted.", error) from error


class HTTPSConnectionPool(HTTPConnectionPool):
    scheme = "https"
    connection = http.client.HTTPSConnection
