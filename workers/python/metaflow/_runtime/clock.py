"""The attempt's virtual clock: whole microseconds, moved by sleeping only. Computing takes no time on it."""

from __future__ import annotations

import operator
import time
from typing import Any, Callable

from . import bridge, output

# The calendar time of instant 0: 2026-01-01T00:00:00Z.
EPOCH_SECONDS = 1_767_225_600

_deadline: int | None = None
_expire: Callable[[], None] | None = None


def now() -> int:
    return bridge.host.now()


def advance(us: int) -> None:
    """Moves the clock on, but not past the deadline of a timeout, which strikes there."""
    target = now() + us
    if _deadline is not None and target >= _deadline:
        strike()
    elif us > 0:
        output.flush()
        bridge.host.move(target)


def arm(us: int, expire: Callable[[], None]) -> None:
    """Calls `expire`, which raises, when the clock would reach `us` from now. Once, like an alarm."""
    global _deadline, _expire
    _deadline, _expire = now() + us, expire


def disarm() -> None:
    global _deadline
    _deadline = None


def is_armed() -> bool:
    return _deadline is not None


def strike() -> None:
    """Puts the clock to the deadline and raises what the timeout raises."""
    global _deadline
    deadline, _deadline = _deadline, None
    assert deadline is not None and _expire is not None, "only an armed timeout strikes"
    output.flush()
    bridge.host.move(max(deadline, now()))
    _expire()


def sleep(seconds: float, /) -> None:
    """Suspends execution for a number of seconds on the run's virtual clock."""
    length = seconds if isinstance(seconds, float) else operator.index(seconds)
    if length != length:
        raise ValueError("Invalid value NaN (not a number)")
    if length < 0:
        raise ValueError("sleep length must be non-negative")
    advance(round(length * 1_000_000))


def _strftime(format: str, moment: Any = None, /) -> str:
    if moment is not None:
        return _real_strftime(format, moment)
    return _real_strftime(format.replace("%Z", "UTC"), time.gmtime())


_real_strftime = time.strftime


def install() -> None:
    """The zone is UTC; Emscripten calls it `UTC-0000` or `GMT`."""
    time.sleep = sleep
    time.localtime = time.gmtime
    time.strftime = _strftime
    time.tzname = ("UTC", "UTC")
