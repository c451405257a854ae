"""Artifacts of a task by name. Values are pickled at its end and unpickled when first read."""

from __future__ import annotations

import hashlib
import pickle
from typing import Any, Iterator

from ..datastore.exceptions import DataException, UnpicklableArtifactException
from ..exception import MetaflowException
from . import bridge
from .preview import preview

# Metaflow's.
PICKLE_PROTOCOL = 4

Ref = dict[str, Any]


class Artifacts:
    """Refs are `ArtifactRef`s, in the order in which they were saved: what was inherited, then what was new."""

    def __init__(self, refs: list[Ref] | None = None) -> None:
        self.refs: dict[str, Ref] = {ref["name"]: ref for ref in refs or ()}

    def __contains__(self, name: str) -> bool:
        return name in self.refs

    def __getitem__(self, name: str) -> Any:
        return pickle.loads(bridge.blob(self.refs[name]["hash"]))

    def hashes(self) -> Iterator[tuple[str, str]]:
        return ((name, ref["hash"]) for name, ref in self.refs.items())

    def pass_down(self, other: Artifacts, name: str) -> None:
        """By reference: the value is not read."""
        if name in other.refs:
            self.refs[name] = other.refs[name]


def save(values: dict[str, Any], inherited: Artifacts, known: set[str]) -> list[Ref]:
    """
    All artifacts of a task: what it inherited, with `values` over it. Those whose bytes nobody has yet (`known` has
    hashes) come with a preview, and their bytes are handed to the host. Metaflow takes names from the last.
    """
    refs = dict(inherited.refs)
    fresh: dict[str, bytes] = {}
    for name in sorted(values, reverse=True):
        value = values[name]
        data = dump(name, value)
        hash = hashlib.sha256(data).hexdigest()
        ref: Ref = {"name": name, "hash": hash, "sizeBytes": len(data), "type": type(value).__name__}
        if hash not in known:
            ref["preview"] = preview(value)
            fresh[hash] = data
        refs[name] = ref
    for hash, data in fresh.items():
        bridge.keep(hash, data)
    return list(refs.values())


def dump(name: str, value: Any) -> bytes:
    try:
        return pickle.dumps(value, protocol=PICKLE_PROTOCOL)
    except TypeError as error:
        raise UnpicklableArtifactException(name) from error
    except MetaflowException:
        raise
    except Exception as error:
        raise DataException(
            f"Serializer PickleSerializer failed on artifact '{name}': {type(error).__name__}: {error}"
        ) from error
