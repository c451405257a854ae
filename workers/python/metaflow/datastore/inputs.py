from __future__ import annotations

from typing import TYPE_CHECKING, Iterable, Iterator

if TYPE_CHECKING:
    from ..flowspec import FlowSpec


class Inputs:
    """What a join gets: its branches by position, or by the name of the step that led here (the last of them)."""

    def __init__(self, flows: Iterable[FlowSpec]) -> None:
        self.flows = list(flows)
        for flow in self.flows:
            setattr(self, flow._current_step, flow)

    def __getitem__(self, index: int) -> FlowSpec:
        return self.flows[index]

    def __iter__(self) -> Iterator[FlowSpec]:
        return iter(self.flows)
