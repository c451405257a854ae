"""
What `requests` shows of urllib3: its exceptions and its Retry. A stand-in of Faultline's, over `http.client`.
"""

from __future__ import annotations

import warnings
from typing import Any, NoReturn

from . import connectionpool, exceptions, util
from .connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from .util.retry import Retry

__version__ = "2.5.0"
__all__ = ("HTTPConnectionPool", "HTTPSConnectionPool", "PoolManager", "Retry", "disable_warnings", "request")


def disable_warnings(category: type[Warning] = exceptions.HTTPWarning) -> None:
    warnings.simplefilter("ignore", category)


class PoolManager:
    def __init__(self, *_: Any, **__: Any) -> NoReturn:
        raise NotImplementedError("urllib3's own pools are not available on this page: use requests or urllib.request.")


def request(*_: Any, **__: Any) -> NoReturn:
    PoolManager()
