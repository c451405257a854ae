"""HTTP without a network: what `http.client` takes for a socket leads to the simulated services."""

from __future__ import annotations

import http.client
import io
import json
import socket
from typing import Any, NoReturn

from . import bridge, clock, output
from .blame import blame

# Linux's, which tell more than those of the system that the page's Python was built for.
ECONNRESET, ETIMEDOUT, ECONNREFUSED = 104, 110, 111

Json = dict[str, Any]


class Wire:
    """A connected socket, as far as `http.client` uses one. A call begins when its headers have been sent."""

    def __init__(self, origin: str, timeout: float | None) -> None:
        self._origin = origin
        self._timeout = timeout
        self._sent = b""
        self._answer: Json | None = None
        self._began = 0
        # The id of the injected fault that changed the latest answer.
        self.fault: str | None = None

    def sendall(self, data: Any) -> None:
        if self._answer is not None:
            return  # The body: what a service answers does not depend on it.
        self._sent += bytes(data)
        head, end, _ = self._sent.partition(b"\r\n\r\n")
        if end:
            self._sent = b""
            self._call(head.decode("latin-1"))

    def _call(self, head: str) -> None:
        request, *lines = head.split("\r\n")
        method, target = request.split(" ")[:2]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        order = {
            "method": method,
            "url": target if "://" in target else self._origin + target,
            "headers": headers,
            "timeoutUs": None if self._timeout is None else max(1, round(self._timeout * 1_000_000)),
        }
        output.flush()
        self._began = clock.now()
        answer = json.loads(bridge.host.call(json.dumps(order)))
        if answer["kind"] == "unknown":
            raise socket.gaierror(socket.EAI_NONAME, answer["reason"])
        self._answer = answer
        self.fault = answer["fault"] if answer["isAltered"] else None
        if answer["kind"] == "connection" and answer["how"] == "refused":
            self._come()

    def _come(self) -> bytes:
        """Waits for what comes back. Raises what a socket would."""
        answer, self._answer = self._answer, None
        assert answer is not None, "something was sent"
        if answer["fault"] is not None:
            clock.charge(answer["lateUs"], answer["fault"])
        clock.advance(max(0, self._began + answer["tookUs"] - clock.now()))
        if answer["kind"] == "reply":
            return _as_sent(answer)
        error = _error(answer)
        blame(error, self.fault)
        raise error

    def makefile(self, mode: str = "r", *_: Any, **__: Any) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self))

    def settimeout(self, timeout: float | None) -> None:
        self._timeout = timeout

    def gettimeout(self) -> float | None:
        return self._timeout

    def setsockopt(self, *_: Any) -> None:
        """There is nothing to set."""

    def shutdown(self, how: int) -> None:
        self.close()

    def close(self) -> None:
        """What is under way still comes, as from a socket of which a file was made."""


class _Incoming(io.RawIOBase):
    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._bytes: io.BytesIO | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        if self._bytes is None:
            self._bytes = io.BytesIO(self._wire._come())
        return self._bytes.readinto(buffer)


def _as_sent(answer: Json) -> bytes:
    lines = [f"HTTP/1.1 {answer['status']} {answer['reason']}", *(f"{name}: {value}" for name, value in answer["headers"])]
    return ("\r\n".join(lines) + "\r\n\r\n" + answer["body"]).encode("latin-1")


def _error(answer: Json) -> OSError:
    if answer["kind"] == "timeout":
        return TimeoutError("timed out") if answer["by"] == "caller" else TimeoutError(ETIMEDOUT, "Connection timed out")
    if answer["how"] == "refused":
        return ConnectionRefusedError(ECONNREFUSED, "Connection refused")
    return ConnectionResetError(ECONNRESET, "Connection reset by peer")


def _connect(self: http.client.HTTPConnection) -> None:
    timeout = self.timeout
    if timeout is socket._GLOBAL_DEFAULT_TIMEOUT:
        timeout = socket.getdefaulttimeout()
    scheme = "https" if isinstance(self, http.client.HTTPSConnection) else "http"
    host = f"[{self.host}]" if ":" in self.host else self.host
    port = "" if self.port == self.default_port else f":{self.port}"
    self.sock = Wire(f"{scheme}://{host}{port}", timeout)


def _getresponse(self: http.client.HTTPConnection) -> http.client.HTTPResponse:
    wire = self.sock
    response = _real_getresponse(self)
    if isinstance(wire, Wire):
        blame(response, wire.fault)
    return response


_real_getresponse = http.client.HTTPConnection.getresponse

NO_SOCKETS = (
    "This page has no network. Code reaches the simulated services of the failure plan, over HTTP: "
    "with urllib.request, http.client or requests."
)


def _no_sockets(*_: Any, **__: Any) -> NoReturn:
    raise OSError(NO_SOCKETS)


def _no_names(*_: Any, **__: Any) -> NoReturn:
    raise socket.gaierror(socket.EAI_NONAME, NO_SOCKETS)


class NoSocket(socket.socket):
    connect = connect_ex = bind = listen = sendto = _no_sockets


def install() -> None:
    http.client.HTTPConnection.connect = http.client.HTTPSConnection.connect = _connect
    http.client.HTTPConnection.getresponse = _getresponse
    socket.socket = socket.SocketType = NoSocket
    socket.create_connection = socket.create_server = socket.socketpair = _no_sockets
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo"):
        setattr(socket, name, _no_names)
