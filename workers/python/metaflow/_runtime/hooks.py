"""Calls a function that `@exit_hook` names. Source: Metaflow, plugins/exit_hook/exit_hook_script.py."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import io
import os
import sys
from typing import Any, Callable

from . import chance, clock, program, runs, surroundings, traces
from .ends import exit_code

Json = dict[str, Any]

OUTPUT_CHARACTERS_MAX = 500_000


def call_hook(order: Json) -> Json:
    """`HookOutcome`."""
    surroundings.prepare(order)
    chance.seed(order["seed"])
    runs.forget()
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            _call(order)
            code = 0
        except SystemExit as error:
            code = exit_code(error)
            if code != 0 and not isinstance(error.code, int):
                print(error.code, file=sys.stderr)
        except surroundings.ProcessExit as error:
            code = error.code
        except BaseException as error:
            code = 1
            print("\n".join(traces.trace_lines(error)), file=sys.stderr)
    return {"exitCode": code, "stdout": _lines(out), "stderr": _lines(err), "endedAt": clock.now()}


def _lines(said: io.StringIO) -> list[str]:
    return said.getvalue()[:OUTPUT_CHARACTERS_MAX].strip().splitlines()


def _call(order: Json) -> None:
    hook = _find(order["hook"], order)
    arguments = inspect.getfullargspec(hook)
    if "run" not in arguments.args and arguments.varkw is None:
        hook()
        return
    from ..client import Run

    hook(run=Run(f"{order['flowName']}/{order['runId']}", _namespace_check=False))


def _find(name: str, order: Json) -> Callable[..., Any]:
    """By a dotted path, else in the flow's file, which is imported under its own name: nothing starts the flow."""
    module, _, function = name.rpartition(".")
    try:
        return getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError, ValueError):
        pass
    file_name = order["fileName"]
    try:
        return getattr(program.imported(order["source"], file_name), name)
    except AttributeError as error:
        print(f"[exit_hook] Could not load function '{name}' as an import path or from '{file_name}': {error}")
        sys.exit(1)
