"""The attempt's virtual clock: whole microseconds, moved by sleeping only. Computing takes no time on it."""

from __future__ import annotations

import operator
import time
from typing import Any, Callable, NoReturn

from . import bridge, output
from .blame import blame

# The calendar time of instant 0: 2026-01-01T00:00:00Z.
EPOCH_SECONDS = 1_767_225_600

_deadline: int | None = None
_expire: Callable[[], None] | None = None
_death: int | None = None
# How much of the time since the timeout was armed an injected fault took, and which one took it first.
_late_us = 0
_late_by: str | None = None


def now() -> int:
    return bridge.host.now()


def advance(us: int) -> None:
    """Moves the clock on, but neither to the attempt's death nor past the deadline of a timeout: they strike there."""
    target = now() + us
    is_late = _deadline is not None and target >= _deadline
    if _death is not None and (_deadline if is_late else target) >= _death:
        _die()
    if is_late:
        strike(target)
    elif us > 0:
        output.flush()
        bridge.host.move(target)


def delay(us: int, fault: str) -> None:
    """Time that an injected fault takes. If a timeout strikes for it, the fault is to blame."""
    charge(us, fault)
    advance(us)


def charge(us: int, fault: str) -> None:
    """`us` of what comes next are an injected fault's."""
    global _late_us, _late_by
    _late_us += us
    _late_by = _late_by or fault


def arm(us: int, expire: Callable[[], None]) -> None:
    """Calls `expire`, which raises, when the clock would reach `us` from now. Once, like an alarm."""
    global _deadline, _expire, _late_us, _late_by
    _deadline, _expire = now() + us, expire
    _late_us, _late_by = 0, None


def disarm() -> None:
    global _deadline
    _deadline = None


def is_armed() -> bool:
    return _deadline is not None


def strike(target: int | None = None) -> None:
    """Puts the clock to the deadline and raises what the timeout raises. `target` is where the code wanted to go."""
    global _deadline
    deadline, _deadline = _deadline, None
    assert deadline is not None and _expire is not None, "only an armed timeout strikes"
    at = max(deadline, now())
    if _death is not None and at >= _death:
        _die()
    output.flush()
    bridge.host.move(at)
    try:
        _expire()
    except BaseException as error:
        # Without the fault's share it would have been in time.
        blame(error, _late_by if target is not None and target - _late_us < deadline else None)
        raise


def die_at(at: int | None) -> None:
    """Sets the instant from which on this attempt does nothing more, or none."""
    global _death
    _death = at
    if at is not None and now() >= at:
        _die()


def die_of_computing() -> None:
    """Computing takes no time, so code that never ends meets its death, if one is set, wherever it stands."""
    if _death is not None and not is_armed():
        _die()


def _die() -> NoReturn:
    assert _death is not None, "a death has its instant"
    output.finish()
    bridge.host.dead(_death)
    raise AssertionError("nothing runs on after death")


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
