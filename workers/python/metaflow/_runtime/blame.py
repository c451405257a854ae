"""Which injected fault an exception comes from. An exception carries its fault's id wherever it goes."""

from __future__ import annotations

from typing import Iterator

_ID = "_faultline_fault"


def blame(carrier: object, fault: str | None) -> None:
    """`carrier` is an exception, or the response that one may be made of."""
    if fault is not None:
        setattr(carrier, _ID, fault)


def fault_of(error: BaseException) -> str | None:
    """Of an exception, of the response in it, or of what it was raised from or during."""
    for one in _chain(error):
        for carrier in (one, getattr(one, "response", None), getattr(one, "fp", None)):
            fault = getattr(carrier, _ID, None)
            if isinstance(fault, str):
                return fault
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop(0)
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        reason = getattr(one, "reason", None)  # URLError holds what it was made of.
        context = None if one.__suppress_context__ and one.__cause__ is None else one.__context__
        waiting += [one.__cause__, reason, context]
        waiting += one.exceptions if isinstance(one, BaseExceptionGroup) else ()


def pass_on(source: object, target: object) -> None:
    """`target` is made of `source`, and is as much to blame on a fault."""
    blame(target, getattr(source, _ID, None))
