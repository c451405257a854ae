"""Loads a flow once, before its run: the graph that will run, and its parameters' values."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any, Callable

from ..client import namespaces
from ..decorators import Decorator, FlowDecorator, attach_decorators
from ..exception import MetaflowException
from ..plugins.exit_hook_decorator import ExitHookDecorator
from ..plugins.project_decorator import ProjectDecorator
from . import chance, store, surroundings, traces
from .flow_model import flow_model
from .program import NoFlowStarted, start_flow
from .values import parameter_values, resolve_configs

if TYPE_CHECKING:
    from ..flowspec import FlowSpec

Json = dict[str, Any]

_flow: FlowSpec | None = None
_user = ""


def load(order: Json) -> Json:
    """`LoadOutcome`."""
    return _answer(lambda: _loaded(order))


def parameters(order: Json) -> Json:
    """`ParametersOutcome`, of the flow that was loaded."""
    return _answer(lambda: _saved_parameters(order["given"]))


def _answer(work: Callable[[], Json]) -> Json:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            answer = {"ok": True, **work()}
        except BaseException as error:  # Whatever the file does, loading it ends in an answer.
            answer = {"ok": False, "refusal": _refusal(error)}
    return {**answer, "stdout": printed.getvalue().splitlines()}


def _loaded(order: Json) -> Json:
    global _flow, _user
    surroundings.prepare(order)
    chance.seed(order["seed"])
    _flow, _user = start_flow(order["source"], order["fileName"]), order["user"]
    flow = type(_flow)
    try:
        decorators = prepare_class(flow, order)
        _check_parameters(flow)
    except MetaflowException as error:
        raise _Refused(error) from None
    except Exception as error:
        raise _BrokenInside(error) from error
    return {"flow": flow_model(flow, order["fileName"]), "notices": _notices(decorators), **_exit_hooks(decorators)}


def _exit_hooks(decorators: list[tuple[str, Decorator]]) -> Json:
    hooks = [decorator for _, decorator in decorators if isinstance(decorator, ExitHookDecorator)]
    if not hooks:
        return {}
    on_success = [name for hook in hooks for name in hook.success_hooks]
    on_error = [name for hook in hooks for name in hook.error_hooks]
    return {"exitHooks": {"onSuccess": on_success, "onError": on_error}}


def prepare_class(flow: type[FlowSpec], order: Json) -> list[tuple[str, Decorator]]:
    """Configs, what `--with` adds, and every decorator's attributes. Gives the decorators with their places."""
    namespaces.begin(order.get("namespace"))
    resolve_configs(flow, order["configs"], order["user"])
    steps = flow._steps()
    attach_decorators(list(steps.values()), order["withDecorators"])
    placed = [(f"step {name}", deco) for name, func in steps.items() for deco in func.decorators]
    placed = [(f"flow {flow.__name__}", deco) for deco in flow._all_flow_decorators()] + placed
    for _, decorator in placed:
        decorator.external_init()
        if isinstance(decorator, FlowDecorator):
            decorator.flow_init(flow.__name__, order)
    return placed


def _check_parameters(flow: type[FlowSpec]) -> None:
    seen: set[str] = set()
    for _, parameter in flow._get_parameters():
        parameter.init()
    for _, parameter in flow._get_parameters():
        if parameter.name.lower() in seen:
            raise MetaflowException(
                f"Parameter *{parameter.name}* is specified twice. Note that parameter names are case-insensitive."
            )
        seen.add(parameter.name.lower())


def _notices(decorators: list[tuple[str, Decorator]]) -> list[str]:
    projects = [deco for _, deco in decorators if isinstance(deco, ProjectDecorator)]
    said = [f"Project: {deco.attributes['name']}, Branch: {deco.branch}" for deco in projects]
    return said + [f"@{deco.name} on {place}: {deco.notice}" for place, deco in decorators if deco.notice]


def _saved_parameters(given: Json) -> Json:
    assert _flow is not None, "parameters come after load"
    flow = type(_flow)
    try:
        values = parameter_values(flow, given, _user)
        everything = {**values, **flow._constants(), "name": flow.__name__}
        saved = store.save(everything, store.Artifacts(), set())
    except MetaflowException as error:
        raise _Refused(error) from None
    return {"artifacts": saved}


class _Refused(Exception):
    """Metaflow's command line says no: no traceback is of interest."""

    def __init__(self, error: MetaflowException) -> None:
        self.error = error


class _BrokenInside(Exception):
    """The file was imported, and Metaflow's command line broke on what it holds."""

    def __init__(self, error: Exception) -> None:
        self.error = error


def _refusal(error: BaseException) -> Json:
    if isinstance(error, _BrokenInside):
        return _broken("Internal error", error.error)
    if isinstance(error, _Refused):
        said = error.error
        place = f" on line {said.line_no}" if said.line_no else ""
        return _refusal_of(said.headline + place, str(said.message).replace("*", ""), said.line_no or 0)
    if isinstance(error, NoFlowStarted):
        return _refusal_of(
            "No flow",
            'This file starts no flow. Its last lines should be: if __name__ == "__main__": and, indented below, '
            "the name of the FlowSpec class with ().",
            0,
        )
    if isinstance(error, surroundings.Watchdog):
        return _refusal_of("Stopped while loading", str(error), traces.line_of(error))
    return _broken("Traceback", error)


def _broken(headline: str, error: BaseException) -> Json:
    said = _refusal_of(headline, traces.last_line(error), traces.line_of(error))
    return {**said, "traceback": traces.frames(error)}


def _refusal_of(headline: str, message: str, line: int) -> Json:
    return {"headline": headline, "message": message, "line": line, "traceback": []}
