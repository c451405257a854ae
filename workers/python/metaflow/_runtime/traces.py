"""Tracebacks as the user's code has them: without this package's frames, which differ from one boot to another."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

_package = os.path.dirname(os.path.dirname(__file__)) + os.sep
_hidden = (_package, "/lib/python314.zip/_pyodide", "<exec>")

END_FRAMES = 50

# The flow's file, as its traceback lines name it.
own_file = ""


def _without_ours(trace: traceback.TracebackException) -> traceback.TracebackException:
    trace.stack = traceback.StackSummary.from_list(
        frame for frame in trace.stack if not frame.filename.startswith(_hidden)
    )
    for other in (trace.__cause__, trace.__context__, *(trace.exceptions or ())):
        if other is not None:
            _without_ours(other)
    return trace


def _trace(error: BaseException) -> traceback.TracebackException:
    return _without_ours(traceback.TracebackException.from_exception(error))


def trace_text(error: BaseException | None) -> str:
    """As Python prints it, with a line end after each line."""
    return "" if error is None else "".join(_trace(error).format())


def trace_lines(error: BaseException) -> list[str]:
    return trace_text(error).splitlines()


def last_line(error: BaseException) -> str:
    """The line by which a traceback ends: the exception's type and message."""
    lines = "".join(_trace(error).format_exception_only()).splitlines()
    return next((line for line in reversed(lines) if line.strip()), type(error).__name__)


def stack_lines() -> list[str]:
    """Where the code stands, outermost call first."""
    frames = [frame for frame in traceback.extract_stack() if not frame.filename.startswith(_hidden)]
    return "".join(traceback.StackSummary.from_list(frames).format()).splitlines()


def frames(error: BaseException) -> list[dict[str, Any]]:
    """The traceback's frames, as `TracebackFrame` of `src/model/failure.ts`; of a deep one both ends."""
    own = os.path.basename(own_file)
    stack = list(_trace(error).stack)
    return [
        {
            "file": os.path.basename(frame.filename) if frame.filename == own_file else frame.filename,
            "line": frame.lineno or 0,
            "name": frame.name,
            "text": frame.line or "",
            "own": os.path.basename(frame.filename) == own,
        }
        for frame in (stack if len(stack) <= 2 * END_FRAMES else [*stack[:END_FRAMES], *stack[-END_FRAMES:]])
    ]


def line_of(error: BaseException) -> int:
    """The line in the user's file where an error arose; 0 where it did not."""
    if isinstance(error, SyntaxError) and error.filename == own_file:
        return error.lineno or 0
    own = [frame["line"] for frame in frames(error) if frame["own"]]
    return own[-1] if own else 0


def is_handling() -> bool:
    return sys.exception() is not None
