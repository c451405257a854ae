"""The base class of every flow: transitions, foreach state, artifacts that are read when first touched."""

from __future__ import annotations

import inspect
import os
import reprlib
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any, Iterator, NamedTuple, NoReturn

from . import parameters
from ._runtime import chance
from ._runtime.program import FlowStarted
from .datastore.merging import merge_artifacts
from .exception import MetaflowException, StepFailed
from .unbounded_foreach import ParallelUBF, UnboundedForeachInput

if TYPE_CHECKING:
    from ._runtime.store import Artifacts
    from .datastore.inputs import Inputs
    from .decorators import FlowDecorator

MAXIMUM_FOREACH_VALUE_CHARS = 30


class InvalidNextException(MetaflowException):
    headline = "Invalid self.next() transition detected"

    def __init__(self, msg: str) -> None:
        # The line of `self.next(…)`: this frame, next() or a helper of it, then the step.
        frame = sys._getframe(1)
        while frame.f_back is not None and frame.f_globals is globals():
            frame = frame.f_back
        super().__init__(msg, frame.f_lineno)

    def __reduce__(self):
        return _invalid_next, (self.message, self.line_no)


def _invalid_next(message: str, line: int) -> InvalidNextException:
    error = InvalidNextException.__new__(InvalidNextException)
    MetaflowException.__init__(error, message, line)
    return error


class ForeachFrame(NamedTuple):
    step: str
    var: str
    num_splits: int
    index: int
    value: str


class FlowSpecMeta(type):
    def __init__(cls, name: str, bases: tuple[type, ...], attributes: dict[str, Any]) -> None:
        super().__init__(name, bases, attributes)
        cls._own_flow_decorators: list[FlowDecorator] = []


class FlowSpec(metaclass=FlowSpecMeta):
    # What is never an artifact, besides names that begin with two underscores, methods and functions.
    _EPHEMERAL = {
        "_EPHEMERAL",
        "_NON_PARAMETERS",
        "_datastore",
        "_cached_input",
        "_own_flow_decorators",
        "_parameter_kinds",
        "_task",
        "index",
        "input",
    }
    # What is part of FlowSpec itself, and so no Parameter or constant of a flow.
    _NON_PARAMETERS = {"cmd", "foreach_stack", "index", "input", "script_name", "name"}

    def __init__(self, use_cli: bool = True) -> None:
        self.name = type(self).__name__
        self._datastore: Artifacts | None = None
        self._transition: tuple[list[str], str | None] | None = None
        self._cached_input: dict[int, Any] = {}
        self._foreach_stack: list[ForeachFrame] = []
        if use_cli:
            # Metaflow's command line takes over here and never returns.
            raise FlowStarted(self)

    @classmethod
    def _all_flow_decorators(cls) -> list[FlowDecorator]:
        return [
            deco for kind in cls.__mro__ for deco in vars(kind).get("_own_flow_decorators", ())
        ]

    @classmethod
    def _steps(cls) -> dict[str, Any]:
        """Every step of the class and its bases by name, in alphabetical order, as Metaflow goes through them."""
        members = ((name, getattr(cls, name, None)) for name in dir(cls) if not name.startswith("__"))
        return {name: member for name, member in members if callable(member) and hasattr(member, "is_step")}

    @classmethod
    def _get_parameters(cls) -> Iterator[tuple[str, parameters.Parameter]]:
        for name in dir(cls):
            if name[0] == "_" or name in cls._NON_PARAMETERS:
                continue
            value = getattr(cls, name, None)
            if isinstance(value, parameters.Parameter):
                yield name, value

    @classmethod
    def _constants(cls) -> dict[str, Any]:
        """Class attributes that every task may read and none may set."""
        constants: dict[str, Any] = {}
        for name in dir(cls):
            if name[0] == "_" or name in cls._NON_PARAMETERS:
                continue
            value = getattr(cls, name)
            if not isinstance(value, (*NOT_CONSTANTS, parameters.Parameter)):
                constants[name] = value
        return constants

    @property
    def script_name(self) -> str:
        return os.path.basename(inspect.getfile(type(self)))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._steps().values())

    def cmd(self, cmdline: str, input: dict[str, Any] = {}, output: list[str] = []) -> NoReturn:
        raise MetaflowException("self.cmd starts a shell, and a browser has none.")

    def __getattr__(self, name: str) -> Any:
        # Python asks here only for what the instance and its class lack.
        datastore = self.__dict__.get("_datastore")
        if datastore is None or name not in datastore:
            raise AttributeError(f"Flow {self.__dict__.get('name')} has no attribute '{name}'")
        value = datastore[name]
        setattr(self, name, value)
        return value

    @property
    def index(self) -> int | None:
        return self._foreach_stack[-1].index if self._foreach_stack else None

    @property
    def input(self) -> Any:
        return self._find_input(len(self._foreach_stack) - 1)

    def foreach_stack(self) -> list[tuple[int, int, Any]]:
        return [
            (frame.index, frame.num_splits, self._find_input(level))
            for level, frame in enumerate(self._foreach_stack)
        ]

    def _find_input(self, level: int) -> Any:
        if not self._foreach_stack:
            return None
        if level not in self._cached_input:
            self._cached_input[level] = self._input_at(self._foreach_stack[level])
        return self._cached_input[level]

    def _input_at(self, frame: ForeachFrame) -> Any:
        try:
            items = getattr(self, frame.var)
        except AttributeError:
            return None  # A join further out: the list did not come along.
        try:
            return items[frame.index]
        except TypeError:
            return next(islice(chance.in_any_order(items), frame.index, frame.index + 1))

    def merge_artifacts(
        self, inputs: Inputs, exclude: list[str] | None = None, include: list[str] | None = None
    ) -> None:
        """Takes over what the inputs have and this join has not set, by content; differing contents are refused."""
        merge_artifacts(self, inputs, exclude or [], include or [])

    def next(self, *dsts: Any, **kwargs: Any) -> None:
        """Records where the flow goes after this step. It does not end the step."""
        step = self._current_step
        foreach = kwargs.pop("foreach", None)
        num_parallel = kwargs.pop("num_parallel", None)
        condition = kwargs.pop("condition", None)
        if kwargs:
            raise InvalidNextException(
                f"Step *{step}* passes an unknown keyword argument '{next(iter(kwargs))}' to self.next()."
            )
        if self._transition is not None:
            raise InvalidNextException(
                f"Multiple self.next() calls detected in step *{step}*. Call self.next() only once."
            )
        if condition is not None:
            self._transition = ([self._switch_target(dsts, condition, foreach, num_parallel)], None)
            return
        if len(dsts) == 1 and isinstance(dsts[0], dict):
            self._refuse_next("Dictionary argument requires 'condition' parameter.")
        targets = [self._target(number, dst) for number, dst in enumerate(dsts, start=1)]
        if num_parallel is not None and num_parallel >= 1:
            if len(dsts) > 1:
                raise InvalidNextException("Only one destination allowed when num_parallel used in self.next()")
            foreach = "_parallel_ubf_iter"
            self._parallel_ubf_iter = ParallelUBF(num_parallel)
        if foreach:
            self._open_foreach(foreach, dsts)
        elif foreach is None and not dsts:
            self._refuse_next("Specify at least one step function as an argument in self.next().")
        self._transition = (targets, foreach)

    def _refuse_next(self, reason: str) -> NoReturn:
        raise InvalidNextException(f"Step *{self._current_step}* has an invalid self.next() transition. {reason}")

    def _target(self, number: int, dst: Any) -> str:
        try:
            name = dst.__func__.__name__
        except AttributeError:
            raise InvalidNextException(
                f"In step *{self._current_step}* the {number}. argument in self.next() is not a function. "
                "Make sure all arguments in self.next() are methods of the Flow class."
            ) from None
        if not hasattr(self, name):
            raise InvalidNextException(
                f"Step *{self._current_step}* specifies a self.next() transition to an unknown step, *{name}*."
            )
        return name

    def _switch_target(self, dsts: tuple[Any, ...], condition: Any, foreach: Any, num_parallel: Any) -> str:
        step = self._current_step
        if len(dsts) != 1 or not isinstance(dsts[0], dict) or not dsts[0]:
            self._refuse_next(
                "When using 'condition', the transition must be to a single, non-empty dictionary mapping condition "
                "values to step methods."
            )
        if not isinstance(condition, str):
            self._refuse_next("The argument to 'condition' must be a string.")
        if foreach is not None or num_parallel is not None:
            self._refuse_next("Switch statements cannot be combined with foreach or num_parallel.")
        cases = dsts[0]
        try:
            value = getattr(self, condition)
        except AttributeError:
            raise InvalidNextException(
                f"Condition variable *self.{condition}* in step *{step}* does not exist. "
                f"Make sure you set self.{condition} in this step."
            ) from None
        hash(value)  # What cannot be a key is refused by its own name; the lookup words it in Python 3.14's way.
        if value not in cases:
            raise RuntimeError(
                f"Switch condition variable '{condition}' has value '{value}' which is not in the available cases: "
                f"{list(cases)}"
            )
        try:
            name = cases[value].__func__.__name__
        except AttributeError:
            raise InvalidNextException(
                f"Step *{step}* specifies a switch transition that is not a function. "
                "Make sure the value in the dictionary is a method of the Flow class."
            ) from None
        if not hasattr(self, name):
            raise InvalidNextException(
                f"Step *{step}* specifies a switch transition to an unknown step, *{name}*."
            )
        return name

    def _open_foreach(self, foreach: Any, dsts: tuple[Any, ...]) -> None:
        step = self._current_step
        if not isinstance(foreach, str):
            self._refuse_next("The argument to 'foreach' must be a string.")
        if len(dsts) != 1:
            self._refuse_next("Specify exactly one target for 'foreach'.")
        try:
            items = getattr(self, foreach)
        except Exception:
            raise InvalidNextException(
                f"Foreach variable *self.{foreach}* in step *{step}* does not exist. Check your variable."
            ) from None
        if isinstance(items, UnboundedForeachInput):
            items = range(items.num_parallel)
        try:
            self._foreach_values = [_foreach_value(item) for item in chance.in_any_order(items)]
        except Exception as error:
            raise InvalidNextException(
                f"Foreach variable *self.{foreach}* in step *{step}* is not iterable. Please check details: {error}"
            ) from None
        self._foreach_num_splits = len(self._foreach_values)
        if not self._foreach_values:
            raise InvalidNextException(
                f"Foreach iterator over *{foreach}* in step *{step}* produced zero splits. Check your variable."
            )
        self._foreach_var = foreach

    def fail(self, reason: str, retry: bool = True) -> NoReturn:
        """Ends the attempt as failed. Faultline only: Metaflow has no such method."""
        raise StepFailed(reason, retry)

    def set_metadata(self, key: str, value: Any) -> None:
        """Records metadata on the attempt. Faultline only: Metaflow has no such method."""
        self._task.set_metadata(str(key), value)

    def __str__(self) -> str:
        step = self.__dict__.get("_current_step")
        if not step:
            return f"<flow {self.name}>"
        indices = ",".join(str(index) for index, _, _ in self.foreach_stack())
        if not indices:
            return f"<flow {self.name} step {step}>"
        if self.input is None:
            return f"<flow {self.name} step {step}[{indices}]>"
        text = str(self.input)
        shown = f"{text[:20]}..." if len(text) > 20 else text
        return f"<flow {self.name} step {step}[{indices}] (input: {shown})>"

    def __getstate__(self) -> NoReturn:
        raise MetaflowException(
            "Flows can't be serialized. Maybe you tried to assign *self* or one of the *inputs* to an attribute? "
            "Instead of serializing the whole flow, you should choose specific attributes, e.g. *input.some_var*, "
            "to be stored."
        )


def _foreach_value(item: Any) -> str:
    text = str(item) if isinstance(item, (str, int, float)) else reprlib.Repr().repr(item)
    return text[:MAXIMUM_FOREACH_VALUE_CHARS]


NOT_CONSTANTS = (type(FlowSpec.next), type(FlowSpec._steps), property, type)
