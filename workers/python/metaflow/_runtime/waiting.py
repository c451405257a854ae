"""Waits of the standard library for what another thread or process would do. Here only time can pass."""

from __future__ import annotations

import select
import threading
from typing import Any, NoReturn

from . import clock

NO_THREADS = "this page runs Python in one thread. Use a foreach, asyncio, or Metaflow's parallel_map instead."


def _start_no_thread(*_: Any, **__: Any) -> NoReturn:
    raise RuntimeError(f"can't start new thread: {NO_THREADS}")


def _wait(self: threading.Condition, timeout: float | None = None) -> bool:
    """Of a condition, and so of events, queues and semaphores: nobody notifies it."""
    if timeout is None:
        raise RuntimeError(f"This would wait for ever, since no other thread can end it: {NO_THREADS}")
    _pass(timeout)
    return False


def _pass(seconds: float) -> None:
    if seconds > 0:
        clock.advance(max(1, round(seconds * 1_000_000)))  # Who waits for the last bit of a second must come to its end.


def _select(
    rlist: Any, wlist: Any, xlist: Any, timeout: float | None = None, /
) -> tuple[list[Any], list[Any], list[Any]]:
    if rlist or wlist or xlist or timeout is None:
        return _real_select(rlist, wlist, xlist, timeout)
    _pass(timeout)
    return [], [], []


_real_select = select.select


def install() -> None:
    threading._start_joinable_thread = _start_no_thread
    threading.Condition.wait = _wait
    select.select = _select
