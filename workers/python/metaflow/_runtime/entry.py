"""The things that the worker asks of Python. Orders and answers cross as JSON."""

from __future__ import annotations

import json
from typing import Any

from . import bridge, errnos, surroundings
from . import load as loading
from .hooks import call_hook
from .task import run_attempt


errnos.install()  # With the snapshot: what flows import has it in place.


def connect(host: Any) -> None:
    bridge.connect(host)
    surroundings.install()


def load(order: str) -> str:
    return json.dumps(loading.load(json.loads(order)))


def parameters(order: str) -> str:
    return json.dumps(loading.parameters(json.loads(order)))


def run(order: str) -> str:
    return json.dumps(run_attempt(json.loads(order)))


def hook(order: str) -> str:
    return json.dumps(call_hook(json.loads(order)))
