from __future__ import annotations

from typing import Any

from ..decorators import FlowDecorator
from ..exception import MetaflowException


class ExitHookDecorator(FlowDecorator):
    """The engine calls the functions, by name, when the run has nothing left to do."""

    name = "exit_hook"
    allow_multiple = True
    defaults = {"on_success": [], "on_error": [], "options": {}}
    success_hooks: list[str] = []
    error_hooks: list[str] = []

    def init(self) -> None:
        if not self.attributes["on_success"] and not self.attributes["on_error"]:
            raise MetaflowException("Choose at least one of the options on_success/on_error")
        self.success_hooks = [_name(hook, "on_success") for hook in self.attributes["on_success"]]
        self.error_hooks = [_name(hook, "on_error") for hook in self.attributes["on_error"]]


def _name(hook: Any, option: str) -> str:
    if isinstance(hook, str):
        return hook
    if callable(hook):
        return hook.__name__
    raise ValueError(f"Exit hooks inside '{option}' must be a function or a string referring to the function")
