from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ..decorators import StepDecorator
from ..exception import MetaflowException
from .._runtime import clock
from .._runtime.traces import stack_lines

if TYPE_CHECKING:
    from .._runtime.task import Task

STACK_HEADING = "\nStack when the timeout was raised:\n"


class TimeoutException(MetaflowException):
    headline = "@timeout"


class TimeoutDecorator(StepDecorator):
    """On the virtual clock: what the code sleeps and waits counts, computing does not."""

    name = "timeout"
    defaults = {"seconds": 0, "minutes": 0, "hours": 0}
    secs = 0

    def init(self) -> None:
        given = self.attributes
        self.secs = int(given["hours"]) * 3600 + int(given["minutes"]) * 60 + int(given["seconds"])

    def pre_step(self, task: Task) -> None:
        if self.secs > 0 and not task.fallback:
            clock.arm(self.secs * 1_000_000, lambda: self._expire(task))

    def post_step(self, task: Task) -> None:
        clock.disarm()

    def _expire(self, task: Task) -> None:
        given = self.attributes
        said = (
            f"Step {task.step} timed out after {given['hours']} hours, {given['minutes']} minutes, "
            f"{given['seconds']} seconds"
        )
        now = datetime.now().isoformat(" ", "milliseconds")
        task.say("stdout", "timeout", [f"{now} {said}"])
        raise TimeoutException(said + STACK_HEADING + "\n".join(f">  {line}" for line in stack_lines()))
