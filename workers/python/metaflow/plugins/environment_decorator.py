from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..decorators import StepDecorator

if TYPE_CHECKING:
    from .._runtime.task import Task


class EnvironmentDecorator(StepDecorator):
    name = "environment"
    defaults = {"vars": {}}

    def pre_step(self, task: Task) -> None:
        os.environ.update((key, str(value)) for key, value in self.attributes["vars"].items())
