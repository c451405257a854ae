from __future__ import annotations

import os
from typing import Any

BOUNDARY = "faultline0123456789abcdef"


def multipart(data: Any, files: Any) -> tuple[bytes, str]:
    """A form with files, and its content type. A file is its content, or a tuple of a name, the content and a type."""
    parts = [(name, None, _bytes(value), None) for name, value in _pairs(data)]
    for name, given in _pairs(files):
        file_name, content, kind = (*given, None)[:3] if isinstance(given, tuple) else (_name_of(given, name), given, None)
        parts.append((name, file_name, _bytes(content), kind))
    lines: list[bytes] = []
    for name, file_name, content, kind in parts:
        place = f'Content-Disposition: form-data; name="{name}"'
        place += "" if file_name is None else f'; filename="{file_name}"'
        head = [f"--{BOUNDARY}", place, *([] if kind is None else [f"Content-Type: {kind}"]), "", ""]
        lines.append("\r\n".join(head).encode() + content + b"\r\n")
    return b"".join(lines) + f"--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}"


def _pairs(given: Any) -> list[tuple[str, Any]]:
    return list(given.items() if hasattr(given, "items") else given or ())


def _name_of(file: Any, name: str) -> str:
    path = getattr(file, "name", None)
    return os.path.basename(path) if isinstance(path, str) else name


def _bytes(content: Any) -> bytes:
    content = content.read() if hasattr(content, "read") else content
    return content if isinstance(content, bytes) else str(content).encode()
