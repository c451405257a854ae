"""What an attempt prints, line by line, in chunks that depend on nothing but the lines and the virtual clock."""

from __future__ import annotations

import io
import sys
from typing import Any, Sequence

from . import bridge

CHUNK_LINES = 500
CHUNK_BYTES = 65_536
# Longer lines come in pieces.
LINE_CHARACTERS = 100_000
TRUNCATED = "[TRUNCATED - MAXIMUM LOG FILE SIZE REACHED]"

_lines: list[str] = []
_size = 0
_key = ("", "")
_last_stderr: str | None = None


def say(stream: str, author: str, lines: Sequence[str]) -> None:
    """`lines` hold no line ends. All of one chunk have one stream, author and instant."""
    global _size, _key, _last_stderr
    if author != "code":
        _end_line(stream)
    if (stream, author) != _key:
        flush()
        _key = (stream, author)
    for line in lines:
        _lines.append(line)
        _size += len(line) + 1
        if len(_lines) >= CHUNK_LINES or _size >= CHUNK_BYTES:
            flush()
    if stream == "stderr":
        _last_stderr = next((line.strip() for line in reversed(lines) if line.strip()), _last_stderr)


def flush() -> None:
    global _size
    if _lines:
        text = "\n".join(_lines)
        _lines.clear()
        _size = 0
        bridge.host.say(*_key, text)


def last_stderr() -> str | None:
    """The last line with anything in it that went to stderr."""
    _end_line("stderr")
    return _last_stderr


def _end_line(stream: str) -> None:
    """A line that user code has begun ends before somebody else speaks."""
    captured = sys.__stdout__ if stream == "stdout" else sys.__stderr__
    if isinstance(captured, Captured):
        captured.finish()


class Captured(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of user code."""

    def __init__(self, stream: str, max_bytes: int) -> None:
        self._stream = stream
        self._left = max_bytes
        self._begun: list[str] = []

    @property
    def name(self) -> str:
        return f"<{self._stream}>"

    @property
    def encoding(self) -> str:
        return "utf-8"

    @property
    def errors(self) -> str:
        return "strict" if self._stream == "stdout" else "backslashreplace"

    @property
    def buffer(self) -> io.RawIOBase:
        return _Bytes(self)

    def reconfigure(self, **_: Any) -> None:
        """Lines are passed on as they end, in UTF-8, whatever is asked for."""

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1 if self._stream == "stdout" else 2

    def write(self, text: str, /) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self._left < 0:
            return len(text)  # Code may go on printing for long; nothing of it is kept.
        if not text.isascii():
            text = text.encode("utf-8", self.errors).decode("utf-8")
        head, newline, rest = text.rpartition("\n")
        if not newline:
            self._begun.append(rest)
            return len(text)
        complete = [part for line in "".join([*self._begun, head]).split("\n") for part in _pieces(line)]
        self._begun = [rest] if rest else []
        if self._left >= 0:
            self._say(complete)
        return len(text)

    def finish(self) -> None:
        """A last line without its end is a line too."""
        begun, self._begun = "".join(self._begun), []
        if begun and self._left >= 0:
            self._say(_pieces(begun))

    def _say(self, lines: list[str]) -> None:
        fitting = 0
        for line in lines:
            self._left -= (len(line) if line.isascii() else len(line.encode())) + 1
            if self._left < 0:
                break
            fitting += 1
        say(self._stream, "code", lines[:fitting] if fitting < len(lines) else lines)
        if self._left < 0:
            say(self._stream, "metaflow", [TRUNCATED])


def _pieces(line: str) -> list[str]:
    if len(line) <= LINE_CHARACTERS:
        return [line]
    return [line[at : at + LINE_CHARACTERS] for at in range(0, len(line), LINE_CHARACTERS)]


class _Bytes(io.RawIOBase):
    def __init__(self, text: Captured) -> None:
        self._text = text

    def writable(self) -> bool:
        return True

    def write(self, data, /) -> int:
        self._text.write(bytes(data).decode("utf-8", "replace"))
        return len(data)


def capture(max_bytes: int) -> None:
    global _last_stderr
    _last_stderr = None
    sys.stdout = sys.__stdout__ = Captured("stdout", max_bytes)
    sys.stderr = sys.__stderr__ = Captured("stderr", max_bytes)


def finish() -> None:
    _end_line("stdout")
    _end_line("stderr")
    flush()
