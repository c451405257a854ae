"""All chance in an attempt comes from its seed. What real Metaflow leaves to chance is shuffled by it."""

from __future__ import annotations

import random
from typing import Any, Iterable, Sequence

_seed = 0
_tokens = random.Random()


def seed(words: Sequence[int]) -> None:
    """`words` are unsigned, of 32 bits. Called anew in every worker, since a snapshot freezes the generator's state."""
    global _seed
    _seed = sum(word << (32 * place) for place, word in enumerate(words))
    random.seed(_seed)
    _tokens.seed(f"tokens {_seed}")


def token() -> str:
    """Six hexadecimal digits for a name that nobody chose."""
    return f"{_tokens.getrandbits(24):06x}"


def shuffled(items: Iterable[Any]) -> list[Any]:
    """In an order that is fixed for this attempt, without drawing from the generator that user code sees."""
    result = list(items)
    random.Random(f"order {_seed}").shuffle(result)
    return result


def in_any_order(items: Any) -> Any:
    """
    A set of texts in an order of this attempt's own. Every process of real Metaflow hashes texts its own way, so the
    tasks of a foreach over a set see different orders; here all attempts share a hash seed.
    """
    if not isinstance(items, (set, frozenset)) or all(isinstance(item, (int, float)) for item in items):
        return items
    return shuffled(sorted(items, key=repr))
