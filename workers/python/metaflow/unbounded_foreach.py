class UnboundedForeachInput:
    """A foreach whose number of tasks is not the length of a list."""


class ParallelUBF(UnboundedForeachInput):
    """The nodes of a `@parallel` step."""

    def __init__(self, num_parallel: int) -> None:
        self.num_parallel = num_parallel

    def __getitem__(self, item: int | None) -> int:
        return item or 0
