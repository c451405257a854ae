"""Markdown to HTML: what cards use of it. All text is escaped before anything becomes a tag."""

from __future__ import annotations

import re
from html import escape
from typing import Iterator

_INLINE = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w*])\*([^*\s][^*]*)\*"), r"<em>\1</em>"),
    (re.compile(r"(?<!\w)_([^_\s][^_]*)_(?!\w)"), r"<em>\1</em>"),
)
# Of an address nothing but http and https becomes a link, and it is escaped by then: no quote ends the attribute.
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^\s)]+)\)")
_ITEM = re.compile(r"\s*(?:[-*+]|(\d+)[.)])\s+(.*)")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")


def markdown(text: str) -> str:
    return "\n".join(_blocks(text.splitlines()))


def _blocks(lines: list[str]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("```"):
            end = next((n for n in range(at + 1, len(lines)) if lines[n].startswith("```")), len(lines))
            yield f"<pre>{escape(chr(10).join(lines[at + 1 : end]))}</pre>"
            at = end + 1
        elif heading := _HEADING.fullmatch(line):
            level = len(heading[1])
            yield f"<h{level}>{_inline(heading[2])}</h{level}>"
            at += 1
        elif _ITEM.fullmatch(line):
            end = next((n for n in range(at, len(lines)) if not _ITEM.fullmatch(lines[n])), len(lines))
            yield _list(lines[at:end])
            at = end
        elif not line.strip():
            at += 1
        else:
            end = next((n for n in range(at + 1, len(lines)) if _starts_block(lines[n])), len(lines))
            yield f"<p>{_inline(' '.join(lines[at:end]))}</p>"
            at = end


def _starts_block(line: str) -> bool:
    return not line.strip() or line.startswith("```") or bool(_HEADING.fullmatch(line) or _ITEM.fullmatch(line))


def _list(lines: list[str]) -> str:
    items = [found for line in lines if (found := _ITEM.fullmatch(line))]
    tag = "ol" if items[0][1] else "ul"
    return f"<{tag}>{''.join(f'<li>{_inline(item[2])}</li>' for item in items)}</{tag}>"


def _inline(text: str) -> str:
    """Between backticks nothing else counts."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        parts[-2:] = ["`".join(parts[-2:])]
    return "".join(
        f"<code>{escape(part)}</code>" if place % 2 else _links(escape(part)) for place, part in enumerate(parts)
    )


def _links(escaped: str) -> str:
    """Addresses keep their stars and underscores."""
    texts = _LINK.split(escaped)  # Text, name, address, text, name, address, …, text.
    links = (
        f'<a href="{address}" rel="noopener noreferrer">{_emphasis(name)}</a>'
        for name, address in zip(texts[1::3], texts[2::3])
    )
    return "".join(part for text in texts[::3] for part in (_emphasis(text), next(links, "")))


def _emphasis(escaped: str) -> str:
    for pattern, replacement in _INLINE:
        escaped = pattern.sub(replacement, escaped)
    return escaped
