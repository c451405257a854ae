"""What belongs to a flow's class and what a task leaves: parameters and constants are read, attributes are saved."""

from __future__ import annotations

import types
from typing import Any, Callable

from ..flowspec import FlowSpec
from ..parameters import Parameter
from .store import Artifacts

# State of the flow object that Metaflow keeps as artifacts, and the engine keeps in its log.
INTERNAL = {
    "_transition",
    "_foreach_stack",
    "_foreach_var",
    "_foreach_num_splits",
    "_foreach_values",
    "_iteration_stack",
    "_current_step",
    "_success",
    "_task_ok",
    "_exception",
}
def freeze_class(flow: type[FlowSpec], saved: Artifacts) -> list[str]:
    """Parameters and constants become read-only properties. Gives their names."""
    constants = flow._constants()
    parameters = dict(flow._get_parameters())
    flow._parameter_kinds = {name: type(parameter).__name__ for name, parameter in parameters.items()}
    for name, parameter in parameters.items():
        setattr(flow, name, property(_parameter_reader(flow, name, parameter, saved), _refuse_setting))
    for name, value in constants.items():
        setattr(flow, name, property(lambda _, value=value: value, _refuse_setting))
    return [*parameters, *constants]


def _parameter_reader(
    flow: type[FlowSpec], name: str, parameter: Parameter, saved: Artifacts
) -> Callable[[FlowSpec], Any]:
    def read(_: FlowSpec) -> Any:
        value = parameter.load_parameter(saved[name])
        setattr(flow, name, property(lambda _: value, _refuse_setting))
        return value

    return read


def _refuse_setting(_: FlowSpec, __: Any) -> None:
    raise AttributeError("Flow level attributes and Parameters are not modifiable")


def artifact_values(flow: FlowSpec) -> dict[str, Any]:
    """What the task leaves: instance attributes, and private ones of the class, but no functions and no state."""
    kind = type(flow)
    names = set(vars(flow))
    for base in kind.__mro__:
        if base in (FlowSpec, object):
            break
        names.update(name for name in vars(base) if name[0] == "_")
    values: dict[str, Any] = {}
    for name in names:
        if name.startswith("__") or name in FlowSpec._EPHEMERAL or name in INTERNAL:
            continue
        if isinstance(getattr(kind, name, None), property):
            continue
        value = getattr(flow, name)
        if not isinstance(value, (types.MethodType, types.FunctionType, Parameter)):
            values[name] = value
    return values
