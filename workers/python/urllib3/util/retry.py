"""How often and after which waits a request is made again. Times pass on the run's virtual clock."""

from __future__ import annotations

import email.utils
import random
import re
import time
from typing import Any, Collection, NamedTuple

from metaflow._runtime.blame import pass_on

from ..exceptions import ConnectTimeoutError, HTTPError, MaxRetryError, ProtocolError, ReadTimeoutError, ResponseError


class RequestHistory(NamedTuple):
    method: str | None
    url: str | None
    error: Exception | None
    status: int | None
    redirect_location: str | None


COUNTS = ("total", "connect", "read", "redirect", "status", "other")


class Retry:
    DEFAULT_ALLOWED_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PUT", "TRACE"})
    RETRY_AFTER_STATUS_CODES = frozenset({413, 429, 503})
    DEFAULT_REMOVE_HEADERS_ON_REDIRECT = frozenset({"Authorization", "Cookie", "Proxy-Authorization"})
    DEFAULT_BACKOFF_MAX = 120

    def __init__(
        self,
        total: bool | int | None = 10,
        connect: int | None = None,
        read: int | bool | None = None,
        redirect: bool | int | None = None,
        status: int | None = None,
        other: int | None = None,
        allowed_methods: Collection[str] | None = DEFAULT_ALLOWED_METHODS,
        status_forcelist: Collection[int] | None = None,
        backoff_factor: float = 0,
        backoff_max: float = DEFAULT_BACKOFF_MAX,
        raise_on_redirect: bool = True,
        raise_on_status: bool = True,
        history: tuple[RequestHistory, ...] | None = None,
        respect_retry_after_header: bool = True,
        remove_headers_on_redirect: Collection[str] = DEFAULT_REMOVE_HEADERS_ON_REDIRECT,
        backoff_jitter: float = 0.0,
        retry_after_max: int = 21_600,
    ) -> None:
        self.total, self.connect, self.read, self.status, self.other = total, connect, read, status, other
        self.redirect = 0 if redirect is False or total is False else redirect
        self.raise_on_redirect = raise_on_redirect and redirect is not False and total is not False
        self.allowed_methods = allowed_methods
        self.status_forcelist = status_forcelist or set()
        self.backoff_factor = backoff_factor
        self.backoff_max = backoff_max
        self.backoff_jitter = backoff_jitter
        self.raise_on_status = raise_on_status
        self.history = history or ()
        self.respect_retry_after_header = respect_retry_after_header
        self.remove_headers_on_redirect = frozenset(name.lower() for name in remove_headers_on_redirect)
        self.retry_after_max = retry_after_max

    def new(self, **changes: Any) -> Retry:
        copy = type(self).__new__(type(self))
        copy.__dict__.update({**self.__dict__, **changes})
        return copy

    @classmethod
    def from_int(
        cls, retries: Retry | bool | int | None, redirect: bool | int | None = True, default: Any = None
    ) -> Retry:
        if retries is None:
            retries = 3 if default is None else default
        return retries if isinstance(retries, Retry) else cls(retries, redirect=bool(redirect) and None)

    def get_backoff_time(self) -> float:
        failures = 0
        for one in reversed(self.history):
            if one.redirect_location is not None:
                break
            failures += 1
        if failures <= 1:
            return 0
        seconds = self.backoff_factor * 2 ** (failures - 1)
        if self.backoff_jitter != 0.0:
            seconds += random.random() * self.backoff_jitter
        return float(max(0, min(self.backoff_max, seconds)))

    def parse_retry_after(self, retry_after: str) -> float:
        if re.fullmatch(r"\s*\d+\s*", retry_after):
            seconds = float(retry_after)
        else:
            moment = email.utils.parsedate_tz(retry_after)
            if moment is None:
                raise HTTPError(f"Invalid Retry-After header: {retry_after}")
            seconds = email.utils.mktime_tz(moment) - time.time()
        return min(max(0, seconds), self.retry_after_max)

    def get_retry_after(self, response: Any) -> float | None:
        header = response.headers.get("Retry-After")
        return None if header is None else self.parse_retry_after(header)

    def sleep(self, response: Any = None) -> None:
        if self.respect_retry_after_header and response is not None:
            seconds = self.get_retry_after(response)
            if seconds:
                time.sleep(seconds)
                return
        backoff = self.get_backoff_time()
        if backoff > 0:
            time.sleep(backoff)

    def is_retry(self, method: str, status_code: int, has_retry_after: bool = False) -> bool:
        if not self._is_method_retryable(method):
            return False
        if status_code in self.status_forcelist:
            return True
        may_follow = self.total and self.respect_retry_after_header and has_retry_after
        return bool(may_follow) and status_code in self.RETRY_AFTER_STATUS_CODES

    def _is_method_retryable(self, method: str) -> bool:
        return not self.allowed_methods or method.upper() in self.allowed_methods

    def is_exhausted(self) -> bool:
        counts = [getattr(self, name) for name in COUNTS]
        given = [count for count in counts if count is not None and count is not False and count is not True]
        return bool(given) and min(given) < 0

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: Any = None,
        error: Exception | None = None,
        _pool: Any = None,
        _stacktrace: Any = None,
    ) -> Retry:
        """What is left after one more failure. Raises it where it must not be retried, MaxRetryError where all is used up."""
        if self.total is False and error:
            raise error
        kind, reason, status = self._kind_of(method, response, error)
        left = {name: _less(getattr(self, name)) for name in ("total", kind)}
        new = self.new(**left, history=(*self.history, RequestHistory(method, url, error, status, None)))
        if new.is_exhausted():
            raise MaxRetryError(_pool, url, reason) from reason
        return new

    def _kind_of(
        self, method: str | None, response: Any, error: Exception | None
    ) -> tuple[str, Exception, int | None]:
        if isinstance(error, ConnectTimeoutError):
            if self.connect is False:
                raise error
            return "connect", error, None
        if isinstance(error, (ReadTimeoutError, ProtocolError)):
            if self.read is False or method is None or not self._is_method_retryable(method):
                raise error
            return "read", error, None
        if error:
            return "other", error, None
        status = response.status if response is not None else None
        reason = ResponseError(f"too many {status} error responses")
        pass_on(response, reason)
        return "status", reason, status

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(total={self.total}, connect={self.connect}, read={self.read}, "
            f"redirect={self.redirect}, status={self.status})"
        )


def _less(count: Any) -> Any:
    return count if count is None or isinstance(count, bool) else count - 1
