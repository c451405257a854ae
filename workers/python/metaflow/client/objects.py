"""What flows, runs, steps, tasks and artifacts have in common as Metaflow's client shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Iterable, Iterator

from .._runtime import runs
from .._runtime.runs import StoredRun
from ..exception import MetaflowInvalidPathspec, MetaflowNamespaceMismatch, MetaflowNotFound
from .namespaces import get_namespace

MAX_ATTEMPTS = 6


def moment(at: int) -> datetime:
    """When an instant of a run was, by that run's own clock."""
    return datetime.fromtimestamp(runs.seconds(at))


def _checked_attempt(attempt: Any) -> int:
    try:
        number = int(attempt)
    except ValueError:
        raise MetaflowNotFound("Attempt can only be an integer") from None
    if number < 0:
        raise MetaflowNotFound("Attempt can only be non-negative")
    if number >= MAX_ATTEMPTS:
        raise MetaflowNotFound(f"Attempt can only be smaller than {MAX_ATTEMPTS}")
    return number


class MetaflowObject[Stored]:
    """What all levels have in common. `_stored` is what the page keeps of the object."""

    _FORM: ClassVar[str]
    _ATTEMPTS: ClassVar[bool] = False
    _PARENT: ClassVar[type[MetaflowObject[Any]] | None] = None
    _CHILD: ClassVar[type[MetaflowObject[Any]] | None] = None

    def __init__(
        self,
        pathspec: str,
        attempt: int | None = None,
        _namespace_check: bool = True,
        _current_namespace: str | None = None,
    ) -> None:
        if attempt is not None and not self._ATTEMPTS:
            raise MetaflowNotFound("Attempts can only be specified for Task or DataArtifact")
        self._attempt = None if attempt is None else _checked_attempt(attempt)
        self._in = _current_namespace or get_namespace()
        self._namespace_check = _namespace_check and self._in is not None
        self.pathspec = pathspec
        self.path_components = pathspec.split("/")
        if len(self.path_components) != self._FORM.count("/") + 1:
            raise MetaflowInvalidPathspec(f"Expects {type(self).__name__}('{self._FORM}')")
        self.id = self.path_components[-1]
        stored = self._find(self._attempt, *self.path_components)
        if stored is None:
            raise MetaflowNotFound(f"{self} does not exist")
        self._stored: Stored = stored
        if self._namespace_check and not self._is_in(self._in):
            raise MetaflowNamespaceMismatch(str(self._in))

    @classmethod
    def _find(cls, attempt: int | None, *ids: str) -> Stored | None:
        raise NotImplementedError

    def _child_ids(self) -> Iterable[str]:
        """Newest first, without those that iterating hides."""
        return ()

    @property
    def _run(self) -> StoredRun:
        """The run that the tags are of."""
        raise NotImplementedError

    def _at(self) -> int:
        return 0

    def _child(self, id: str) -> Any:
        assert self._CHILD is not None, "a leaf is not asked for children"
        within = self._in if self._namespace_check else None
        return self._CHILD(f"{self.pathspec}/{id}", self._attempt, self._namespace_check, within)

    def _children(self, *tags: str) -> Iterator[Any]:
        for id in self._child_ids():
            child = self._child(id)
            if child.tags.issuperset(tags):
                yield child

    def __iter__(self) -> Iterator[Any]:
        return self._children()

    def __getitem__(self, id: str) -> Any:
        if id not in self:
            raise KeyError(id)
        return self._child(id)

    def __contains__(self, id: str) -> bool:
        if self._CHILD is None:
            return False
        return self._CHILD._find(self._attempt, *self.path_components, id) is not None

    def __str__(self) -> str:
        attempt = "" if self._attempt is None else f", attempt={self._attempt}"
        return f"{type(self).__name__}('{self.pathspec}'{attempt})"

    __repr__ = __str__

    def __getstate__(self) -> list[Any]:
        return [self.pathspec, self._attempt, self._namespace_check, self._in]

    def __setstate__(self, state: list[Any]) -> None:
        self.__init__(*state)

    def is_in_namespace(self) -> bool:
        return self._is_in(get_namespace())

    def _is_in(self, ns: str | None) -> bool:
        return ns is None or ns in self.tags

    @property
    def tags(self) -> frozenset[str]:
        return self.system_tags | self.user_tags

    @property
    def system_tags(self) -> frozenset[str]:
        return frozenset(self._run.system_tags)

    @property
    def user_tags(self) -> frozenset[str]:
        return frozenset(self._run.tags)

    @property
    def created_at(self) -> datetime:
        return moment(self._at())

    @property
    def parent(self) -> Any:
        if self._PARENT is None:
            return None
        attempt = self._attempt if self._PARENT._ATTEMPTS else None
        return self._PARENT(self.pathspec.rpartition("/")[0], attempt, _namespace_check=False)

    @property
    def origin_pathspec(self) -> str | None:
        parent = self.parent.origin_pathspec if self._PARENT else None
        return None if parent is None else f"{parent}/{self.id}"
