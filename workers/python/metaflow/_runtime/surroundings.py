"""What an attempt finds around it: environment variables, ways to die, and packages that are not here."""

from __future__ import annotations

import gc
import importlib.abc
import os
import signal
import sys
from typing import Any, NoReturn

from . import clock, eventloop, waiting, wire

# Beside the standard library, what flows usually import.
MISSING = {
    "numpy": "lists and the statistics module",
    "pandas": "a list of dicts, one dict a row",
    "scipy": "the math and statistics modules",
    "sklearn": "a model of a few lines of Python",
    "matplotlib": "metaflow.cards: Table, Image, VegaChart",
    "polars": "a list of dicts, one dict a row",
    "pyarrow": "a list of dicts, one dict a row",
    "torch": "a model of a few lines of Python",
    "tensorflow": "a model of a few lines of Python",
    "xgboost": "a model of a few lines of Python",
    "PIL": "metaflow.cards.Image with the bytes of an image file",
    "boto3": "artifacts: there is no network here",
    "httpx": "requests or urllib.request",
    "aiohttp": "requests or urllib.request",
    "yaml": "the json module",
}


class ProcessExit(BaseException):
    """`os._exit` and signals to oneself: the process ends, and nothing of the attempt is saved."""

    def __init__(self, code: int) -> None:
        self.code = code


class Watchdog(BaseException):
    """Computing went on for too long without the clock moving."""

    def __str__(self) -> str:
        return "It computed for 20 seconds without sleeping or waiting, and the page's watchdog stopped it."


# What may go through everything that an attempt does.
ENDINGS = (ProcessExit, Watchdog, SystemExit, KeyboardInterrupt)


def exit_now(code: int) -> NoReturn:
    raise ProcessExit(code & 0xFF)


def _kill(pid: int, number: int) -> None:
    if pid not in (os.getpid(), 0):
        raise ProcessLookupError(3, "No such process")
    raise ProcessExit(-number)  # As a parent process sees it.


def interrupted(number: int, frame: Any) -> None:
    """The worker's real-time watchdog struck. Under `@timeout` that is the timeout, at its virtual deadline."""
    clock.die_of_computing()
    if clock.is_armed():
        clock.strike()
    raise Watchdog


class MissingPackages(importlib.abc.MetaPathFinder):
    """Says why a package is not here, and what to use instead."""

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> None:
        package = fullname.partition(".")[0]
        if package in MISSING:
            raise ModuleNotFoundError(
                f"No module named '{package}': this page runs Python with its standard library only. "
                f"Use {MISSING[package]} instead; on your own machine Metaflow runs {package} as ever.",
                name=package,
            )


def install() -> None:
    """Once in a worker, after the snapshot: none of this is undone."""
    sys.path[:] = [path for path in sys.path if path]
    clock.install()
    eventloop.install()
    waiting.install()
    wire.install()
    for name in [name for name in sys.modules if name.partition(".")[0] in ("js", "pyodide_js")]:
        del sys.modules[name]
    os._exit = exit_now
    os.abort = lambda: _kill(0, signal.SIGABRT)
    os.kill = _kill
    signal.raise_signal = lambda number: _kill(0, number)
    signal.signal(signal.SIGINT, interrupted)
    sys.meta_path.append(MissingPackages())


def prepare(order: dict[str, Any]) -> None:
    gc.collect()  # When garbage is collected again depends on the attempt only, not on how its worker booted.
    os.environ["USER"] = os.environ["METAFLOW_USER"] = order["user"]
