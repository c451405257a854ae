from __future__ import annotations

from typing import TYPE_CHECKING

from ..decorators import StepDecorator
from ..exception import MetaflowException, MetaflowExceptionWrapper, StepFailed

if TYPE_CHECKING:
    from .._runtime.task import Task


class FailureHandledByCatch(MetaflowException):
    headline = "Task execution failed but @catch handled it"

    def __init__(self, retry_count: int) -> None:
        super().__init__(
            f"Task execution kept failing over {retry_count} attempts. Your code did not raise an exception. "
            "Something in the execution environment caused the failure."
        )


class CatchDecorator(StepDecorator):
    name = "catch"
    defaults = {"var": None, "print_exception": True}

    def task_exception(self, task: Task, exception: Exception) -> bool:
        final = isinstance(exception, StepFailed) and not exception.retry
        if task.attempt < task.retry_times and not final:
            return False
        if self.attributes["print_exception"]:
            task.print_caught(exception)
        task.flow._transition = (list(task.successors), None)
        stored = MetaflowExceptionWrapper(exception)
        task.flow._catch_exception = stored
        self._set_var(task, stored)
        return True

    def post_step(self, task: Task) -> None:
        self._set_var(task, None)

    def _set_var(self, task: Task, value: MetaflowExceptionWrapper | None) -> None:
        if self.attributes["var"]:
            setattr(task.flow, self.attributes["var"], value)
