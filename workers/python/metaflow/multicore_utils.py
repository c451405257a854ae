"""Metaflow forks processes for these. A browser has one, so they take one item after the other."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Iterator


def parallel_imap_unordered(
    func: Callable[[Any], Any], iterable: Iterable[Any], max_parallel: int | None = None, dir: str | None = None
) -> Iterator[Any]:
    return (func(item) for item in iterable)


def parallel_map(
    func: Callable[[Any], Any], iterable: Iterable[Any], max_parallel: int | None = None, dir: str | None = None
) -> list[Any]:
    return [func(item) for item in iterable]
