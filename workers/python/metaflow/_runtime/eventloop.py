"""asyncio on the virtual clock. The loop runs inside the step's own call, in every browser alike."""

from __future__ import annotations

import asyncio
from typing import Any, Callable, NoReturn

from . import clock
from .wire import NO_SOCKETS


class VirtualLoop(asyncio.BaseEventLoop):
    def __init__(self) -> None:
        super().__init__()
        self._clock_resolution = 1e-6
        self._selector = _Sleeper()

    def time(self) -> float:
        return clock.now() / 1_000_000

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:
        """There are no threads, so it is done before anything else goes on."""
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future

    async def _no_sockets(self, *_: Any, **__: Any) -> NoReturn:
        raise OSError(NO_SOCKETS)

    create_connection = create_server = create_datagram_endpoint = getaddrinfo = _no_sockets

    def _process_events(self, event_list: list[Any]) -> None:
        """There are none: nothing comes from outside."""

    def _write_to_self(self) -> None:
        """Wakes a loop that waits in another thread, of which there is none."""


class _Sleeper:
    """Stands where a loop waits for sockets. Here only time can pass."""

    def select(self, timeout: float | None) -> list[Any]:
        if timeout is None:
            raise RuntimeError("asyncio would wait for ever: nothing is left that could wake it.")
        if timeout > 0:
            clock.advance(max(1, round(timeout * 1_000_000)))
        return []


class _Policy(asyncio.events._AbstractEventLoopPolicy):
    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    def get_event_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            raise RuntimeError("There is no current event loop in thread 'MainThread'.")
        return self._loop

    def set_event_loop(self, loop: asyncio.AbstractEventLoop | None) -> None:
        self._loop = loop

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        return VirtualLoop()


def install() -> None:
    """In place of Pyodide's, which waits for the browser."""
    asyncio.events._set_event_loop_policy(_Policy())
    asyncio._set_running_loop(None)
    asyncio.run = asyncio.runners.run
