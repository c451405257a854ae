from __future__ import annotations

import time
from contextlib import contextmanager
from typing import Iterator


@contextmanager
def profile(label: str, stats_dict: dict[str, float] | None = None) -> Iterator[None]:
    """Times a block on the virtual clock, where computing takes no time."""
    if stats_dict is None:
        print(f"PROFILE: {label} starting")
    begun = time.time()
    try:
        yield
    finally:
        took = int((time.time() - begun) * 1000)
        if stats_dict is None:
            print(f"PROFILE: {label} completed in {took}ms")
        else:
            stats_dict[label] = stats_dict.get(label, 0) + took
