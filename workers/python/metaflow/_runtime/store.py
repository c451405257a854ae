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
        # Names that are passed on but that this attempt does not find.
        self.hidden: set[str] = set()
        self._altered: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return name in self.refs and name not in self.hidden

    def __getitem__(self, name: str) -> Any:
        hash = self.refs[name]["hash"]
        return pickle.loads(self._altered.get(hash) or bridge.blob(hash))

    def hashes(self) -> Iterator[tuple[str, str]]:
        return ((name, ref["hash"]) for name, ref in self.refs.items())

    def pass_down(self, other: Artifacts, name: str) -> None:
        """By reference: the value is not read."""
        if name in other.refs:
            self.refs[name] = other.refs[name]
            self._altered.update(other._altered)

    def replace(self, name: str, value: Any) -> bool:
        """Puts a value where another one was, as if it had arrived so. Whether its bytes are others."""
        ref, data = _ref(name, value)
        if ref["hash"] == self.refs[name]["hash"]:
            return False
        self._altered[ref["hash"]] = data
        bridge.keep(ref["hash"], data)
        self.refs[name] = {**ref, "preview": preview(value)}
        return True


def save(values: dict[str, Any], inherited: Artifacts, known: set[str]) -> list[Ref]:
    """
    All artifacts of a task: what it inherited, with `values` over it. Those whose bytes nobody has yet (`known` has
    hashes) come with a preview, and their bytes are handed to the host. Metaflow takes names from the last.
    """
    refs = dict(inherited.refs)
    fresh: dict[str, bytes] = {}
    for name in sorted(values, reverse=True):
        ref, data = _ref(name, values[name])
        if ref["hash"] not in known:
            ref["preview"] = preview(values[name])
            fresh[ref["hash"]] = data
        refs[name] = ref
    for hash, data in fresh.items():
        bridge.keep(hash, data)
    return list(refs.values())


def _ref(name: str, value: Any) -> tuple[Ref, bytes]:
    data = dump(name, value)
    hash = hashlib.sha256(data).hexdigest()
    return {"name": name, "hash": hash, "sizeBytes": len(data), "type": type(value).__name__}, data


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
