"""Runs a flow's text as `__main__`, as `python flow.py` does, until Metaflow's command line takes over."""

from __future__ import annotations

import importlib
import linecache
import os
import sys
import types
from typing import TYPE_CHECKING

from . import source as sources
from . import traces

if TYPE_CHECKING:
    from ..flowspec import FlowSpec


class FlowStarted(BaseException):
    """Raised by `MyFlow()`. Not an Exception, so that no `except Exception` of the file stops it."""

    def __init__(self, flow: FlowSpec) -> None:
        self.flow = flow


class NoFlowStarted(Exception):
    pass


def start_flow(source: str, file_name: str) -> FlowSpec:
    """The instance that the text makes. Raises whatever the text raises, NoFlowStarted if it makes none."""
    try:
        _run(source, file_name, "__main__")
    except FlowStarted as started:
        return started.flow
    raise NoFlowStarted


def imported(source: str, file_name: str) -> types.ModuleType:
    """The file as a module of its own name."""
    return _run(source, file_name, os.path.splitext(os.path.basename(file_name))[0])


def _run(source: str, file_name: str, name: str) -> types.ModuleType:
    traces.own_file = file_name
    sources.forget()
    linecache.cache[file_name] = (len(source), None, source.splitlines(keepends=True), file_name)
    module = types.ModuleType(name)
    module.__file__ = file_name
    sys.modules[name] = module
    sys.argv = [file_name]
    sys.path.insert(0, os.getcwd())
    importlib.invalidate_caches()  # The clock stands still, so a folder's time of change tells nothing.
    exec(compile(source, file_name, "exec"), module.__dict__)
    return module
