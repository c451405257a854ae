"""What the failure plan does to an attempt from within: altered inputs, lost time, a bug."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from ..flowspec import FlowSpec
from . import bridge, clock, output
from .altering import MISSING, Unchanged, altered
from .blame import blame
from .bugs import bug

if TYPE_CHECKING:
    from .task import Task

Json = dict[str, Any]


def alter_inputs(task: Task) -> None:
    """Before any decorator: the data has arrived so."""
    for change in task.order["strikes"]["inputs"]:
        if _has_altered(task, change):
            _say_struck(change["fault"])


def strike_code(task: Task) -> None:
    """At the start of user code, its timeout running."""
    strikes = task.order["strikes"]
    for late in strikes["delays"]:
        _say_struck(late["fault"])
        clock.delay(late["us"], late["fault"])
    if strikes["bug"] is not None:
        _say_struck(strikes["bug"]["fault"])
        error = bug(strikes["bug"]["type"], strikes["bug"]["message"])
        blame(error, strikes["bug"]["fault"])
        raise error


def _say_struck(fault: str) -> None:
    output.flush()
    bridge.host.struck(fault)


def _has_altered(task: Task, change: Json) -> bool:
    name = change["name"]
    try:
        arrived = task.arguments[0].flows if task.is_join else [task.flow]
        if name == "input":
            return _alter_item(task.flow, change)
        if name in task.class_values:
            return _alter_class_value([task.flow, *arrived], name, change)
        return any([_alter_artifact(flow, name, change) for flow in arrived])
    except Exception:  # A value that cannot be read or stored is left as it is: the step will see.
        return False


def _alter_item(flow: FlowSpec, change: Json) -> bool:
    """What the foreach hands to this task."""
    item = copy.deepcopy(flow.input)
    if item is None:
        return False
    try:
        value = altered(item, change["change"], change.get("key"))
    except Unchanged:
        return False
    flow._cached_input[len(flow._foreach_stack) - 1] = None if value is MISSING else value
    return True


def _alter_class_value(flows: list[FlowSpec], name: str, change: Json) -> bool:
    """A parameter or a constant: still read-only, and only this attempt sees it so."""
    flow = flows[0]
    try:
        value = altered(copy.deepcopy(getattr(flow, name)), change["change"], change.get("key"))
    except Unchanged:
        return False
    for one in flows:
        if value is MISSING and one._datastore is not None:
            one._datastore.hidden.add(name)

    def read(_: FlowSpec) -> Any:
        if value is MISSING:
            raise AttributeError(name)
        return value

    def refuse(_: FlowSpec, __: Any) -> None:
        raise AttributeError("Flow level attributes and Parameters are not modifiable")

    setattr(type(flow), name, property(read, refuse))
    return True


def _alter_artifact(flow: FlowSpec, name: str, change: Json) -> bool:
    datastore = flow._datastore
    if datastore is None or name not in datastore:
        return False
    try:
        value = altered(datastore[name], change["change"], change.get("key"))
    except Unchanged:
        return False
    if value is MISSING:
        del datastore.refs[name]
        return True
    return datastore.replace(name, value)
