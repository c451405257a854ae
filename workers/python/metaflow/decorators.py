"""Decorators of steps and flows: what they take, and the moments of an attempt at which they act."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Callable

from .exception import InvalidDecoratorAttribute, MetaflowException
from .user_configs.config_parameters import resolve

if TYPE_CHECKING:
    from ._runtime.task import Task


class BadStepDecoratorException(MetaflowException):
    headline = "Syntax error"

    def __init__(self, deco: str, func: object) -> None:
        name = getattr(func, "__name__", str(func))
        super().__init__(
            f"You tried to apply decorator '{deco}' on '{name}' which is not declared as a @step. Make sure you apply "
            f"this decorator on a function which has @step on the line just before the function name and @{deco} is "
            "above @step."
        )


class BadFlowDecoratorException(MetaflowException):
    headline = "Syntax error"

    def __init__(self, deconame: str) -> None:
        super().__init__(
            f"Decorator '{deconame}' can be applied only to FlowSpecs. Make sure the decorator is above a class "
            "definition."
        )


class UnknownStepDecoratorException(MetaflowException):
    headline = "Unknown step decorator"

    def __init__(self, deconame: str) -> None:
        supported = ", ".join(step_decorators)
        super().__init__(
            f"Unknown step decorator *{deconame}*. The following decorators are supported: *{supported}*"
        )


class DuplicateStepDecoratorException(MetaflowException):
    headline = "Duplicate decorators"

    def __init__(self, deco: str, func: Callable[..., None]) -> None:
        super().__init__(
            f"Step '{func.__name__}' already has a decorator '{deco}'. You can specify this decorator only once."
        )


class DuplicateFlowDecoratorException(MetaflowException):
    headline = "Duplicate decorators"

    def __init__(self, deco: str) -> None:
        super().__init__(f"Flow already has a decorator '{deco}'. You can specify each decorator only once.")


class Decorator:
    name = "NONAME"
    defaults: dict[str, Any] = {}
    allow_multiple = False
    # What a real platform would do where this page does nothing; a sentence after "@name: ".
    notice: str | None = None

    def __init__(self, attributes: dict[str, Any] | None = None, statically_defined: bool = False) -> None:
        self.attributes = dict(self.defaults)
        self.given = dict(attributes or {})
        self.statically_defined = statically_defined
        self.inserted_by: list[str] | None = None
        self._ready = False
        for name in self.given:
            if name not in self.defaults and not name.startswith("_unpacked_delayed_"):
                raise InvalidDecoratorAttribute(self.name, name, self.defaults)
        self.attributes.update(self.given)

    def external_init(self) -> None:
        """Puts values of configs where the decorator was given expressions over them. Later calls do nothing."""
        if self._ready:
            return
        self._ready = True
        self.given = resolve(self.given)
        self.attributes = {**self.defaults, **self.given}
        self.init()

    def init(self) -> None:
        """For what is derived from the attributes."""

    @classmethod
    def parse_decorator_spec(cls, spec: str) -> Decorator:
        return cls(attributes=dict(_spec_attribute(part) for part in re.split(r",(?=[\s\w]+=)", spec)) if spec else {})

    def __str__(self) -> str:
        mode = "static" if self.statically_defined else "dynamic"
        attributes = "".join(f" {key}={value}" for key, value in self.attributes.items())
        return f"{self.name}<{mode}{attributes}>"


def _spec_attribute(text: str) -> tuple[str, Any]:
    name, value = text.split("=", 1)
    for read in (lambda text: json.loads(text.replace('\\"', '"')), int, float):
        try:
            return name.strip(), read(value.strip())
        except ValueError:
            pass
    return name.strip(), value.strip()


class FlowDecorator(Decorator):
    """Above a flow's class."""

    def flow_init(self, flow_name: str, order: dict[str, Any]) -> None:
        """Before anything starts, with what the command line and the page say. What it refuses ends the command."""

    def current_values(self, flow_name: str, user: str) -> dict[str, Any]:
        """What it adds to `current`."""
        return {}


class StepDecorator(Decorator):
    """Above a step. The methods are called in the order of an attempt; all are no-ops here."""

    def pre_step(self, task: Task) -> None:
        """Before user code. An exception here counts as the step's."""

    def post_step(self, task: Task) -> None:
        """After user code that raised nothing."""

    def task_exception(self, task: Task, exception: Exception) -> bool:
        """After user code that raised. True when the attempt is to succeed nevertheless."""
        return False

    def finished(self, task: Task, artifacts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """After the artifacts of an attempt that succeeded were saved. Gives cards, as `SavedCard`."""
        return []


step_decorators: dict[str, type[StepDecorator]] = {}
flow_decorators: dict[str, type[FlowDecorator]] = {}


def as_step_decorator(kind: type[StepDecorator]) -> Callable[..., Any]:
    """The function that user code imports for a kind of step decorator: `@name` or `@name(attribute=…)`."""
    step_decorators[kind.name] = kind

    def decorate(func: Any, attributes: dict[str, Any]) -> Any:
        if not hasattr(func, "is_step"):
            raise BadStepDecoratorException(kind.name, func)
        if not kind.allow_multiple and any(deco.name == kind.name for deco in func.decorators):
            raise DuplicateStepDecoratorException(kind.name, func)
        func.decorators.append(kind(attributes, statically_defined=True))
        return func

    return _decorator_function(kind, decorate)


def as_flow_decorator(kind: type[FlowDecorator]) -> Callable[..., Any]:
    flow_decorators[kind.name] = kind

    def decorate(cls: Any, attributes: dict[str, Any]) -> Any:
        from .flowspec import FlowSpec

        if not (isinstance(cls, type) and issubclass(cls, FlowSpec)):
            raise BadFlowDecoratorException(kind.name)
        if not kind.allow_multiple and any(deco.name == kind.name for deco in cls._all_flow_decorators()):
            raise DuplicateFlowDecoratorException(kind.name)
        cls._own_flow_decorators.append(kind(attributes, statically_defined=True))
        return cls

    return _decorator_function(kind, decorate)


def _decorator_function(kind: type[Decorator], decorate: Callable[[Any, dict[str, Any]], Any]) -> Callable[..., Any]:
    def decorator(*args: Any, **attributes: Any) -> Any:
        if args:
            return decorate(args[0], attributes)
        return lambda target: decorate(target, attributes)

    decorator.__name__ = decorator.__qualname__ = kind.name
    decorator.__doc__ = kind.__doc__
    return decorator


def step(f: Any = None, *, start: bool = False, end: bool = False) -> Any:
    """Marks a method as a step. `@step(start=True)` and `@step(end=True)` name the ends of the flow."""
    if f is None:
        return lambda func: step(func, start=start, end=end)
    f.is_step = True
    f.is_start_step = start
    f.is_end_step = end
    f.decorators = []
    f.config_decorators = []
    f.wrappers = []
    f.name = f.__name__
    return f


def attach_decorators(steps: list[Any], specs: list[str]) -> None:
    """What `--with` does: each specification goes to every step that lacks its decorator."""
    for func in steps:
        for spec in specs:
            name, _, attributes = spec.partition(":")
            kind = step_decorators.get(name)
            if kind is None:
                raise UnknownStepDecoratorException(name)
            if kind.allow_multiple or all(deco.name != name for deco in func.decorators):
                func.decorators.append(kind.parse_decorator_spec(attributes))
