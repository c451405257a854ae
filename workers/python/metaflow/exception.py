"""Metaflow's exceptions under their real names. The command line prints `headline`, a colon, then the message."""

from __future__ import annotations

import sys

METAFLOW_EXIT_DISALLOW_RETRY = 202
METAFLOW_EXIT_ALLOW_RETRY = 203


class MetaflowExceptionWrapper(Exception):
    """What `@catch` stores: the text, the dotted type and the traceback of an exception, all of which pickle."""

    def __init__(self, exc: BaseException | None = None) -> None:
        if exc is None:
            return
        from ._runtime.traces import trace_text

        self.exception = str(exc)
        self.type = f"{type(exc).__module__}.{type(exc).__name__}"
        self.stacktrace = trace_text(exc) if sys.exc_info()[0] is not None else None

    # BaseException pickles its arguments only; all we have is in the instance's dict.
    def __reduce__(self):
        return MetaflowExceptionWrapper, (None,), self.__dict__

    def __getstate__(self):
        return self.__dict__

    def __setstate__(self, state):
        self.__dict__ = state

    def __str__(self) -> str:
        return self.stacktrace or f"[no stacktrace]\n{self.type}: {self.exception}"

    __repr__ = __str__


class MetaflowException(Exception):
    headline = "Flow failed"

    def __init__(self, msg: str = "", lineno: int | None = None, source_file: str | None = None) -> None:
        self.message = msg
        self.line_no = lineno
        self.source_file = source_file
        super().__init__()

    def __str__(self) -> str:
        place = f"{self.source_file}:" if self.source_file else ""
        if self.line_no:
            place = f"line {self.line_no}:"
        return f"{place}: {self.message}" if place else self.message


class StepFailed(MetaflowException):
    """Raised by `self.fail(reason)`, which Metaflow lacks. `retry` False skips what retries are left."""

    headline = "Step failed"

    def __init__(self, reason: str, retry: bool = True) -> None:
        super().__init__(str(reason))
        self.retry = retry

    def __reduce__(self):
        return StepFailed, (self.message, self.retry)


class ParameterFieldFailed(MetaflowException):
    headline = "Parameter field failed"

    def __init__(self, name: str, field: str) -> None:
        from ._runtime.traces import trace_text

        super().__init__(
            f"When evaluating the field *{field}* for the Parameter *{name}*, "
            f"the following exception occurred:\n\n{trace_text(sys.exception())}"
        )


class ParameterFieldTypeMismatch(MetaflowException):
    headline = "Parameter field with a mismatching type"


class ExternalCommandFailed(MetaflowException):
    headline = "External command failed"


class MetaflowNotFound(MetaflowException):
    headline = "Object not found"


class MetaflowNamespaceMismatch(MetaflowException):
    headline = "Object not in the current namespace"

    def __init__(self, namespace: str) -> None:
        super().__init__(f"Object not in namespace '{namespace}'")


class MetaflowInvalidPathspec(MetaflowException):
    headline = "Invalid pathspec"


class MetaflowInternalError(MetaflowException):
    headline = "Internal error"


class MetaflowTaggingError(MetaflowException):
    headline = "Tagging error"


class MetaflowUnknownUser(MetaflowException):
    headline = "Unknown user"


class InvalidDecoratorAttribute(MetaflowException):
    headline = "Unknown decorator attribute"

    def __init__(self, deconame: str, attr: str, defaults: dict[str, object]) -> None:
        super().__init__(
            f"Decorator '{deconame}' does not support the attribute '{attr}'. "
            f"These attributes are supported: {', '.join(defaults)}."
        )


class CommandException(MetaflowException):
    headline = "Invalid command"


class MetaflowDataMissing(MetaflowException):
    headline = "Data missing"


class UnhandledInMergeArtifactsException(MetaflowException):
    headline = "Unhandled artifacts in merge"

    def __init__(self, msg: str, unhandled: list[str]) -> None:
        super().__init__(msg)
        self.artifact_names = unhandled


class MissingInMergeArtifactsException(MetaflowException):
    headline = "Missing artifacts in merge"

    def __init__(self, msg: str, unhandled: list[str]) -> None:
        super().__init__(msg)
        self.artifact_names = unhandled
