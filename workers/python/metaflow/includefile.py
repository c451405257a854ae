from __future__ import annotations

from typing import Any, Callable

from .exception import MetaflowException
from .parameters import Parameter


class FilePathClass:
    name = "FilePath"

    def __repr__(self) -> str:
        return "FilePath"


class IncludeFile(Parameter):
    """A parameter whose value on the command line is a path, and whose value in the flow is the file's content."""

    def __init__(
        self,
        name: str,
        required: bool | None = None,
        is_text: bool | None = None,
        encoding: str | None = None,
        help: str | None = None,
        parser: str | Callable[[str], Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.is_text = True if is_text is None else is_text
        self.encoding = encoding or "utf-8"
        self._parser = parser
        super().__init__(name, required=required, help=help, type=FilePathClass(), **kwargs)

    def content(self, data: bytes) -> str | bytes:
        """What is not text in the encoding stays as it is: only the step that reads it fails."""
        if not self.is_text:
            return data
        try:
            return data.decode(self.encoding)
        except UnicodeError:
            return data

    def load_parameter(self, value: Any) -> Any:
        if self.is_text and isinstance(value, bytes):
            value = value.decode(self.encoding)
        if value is None or self._parser is None:
            return value
        from .user_configs.config_parameters import parser_of

        try:
            return parser_of(self._parser)(value)
        except Exception as error:
            raise MetaflowException(
                f"Failed to parse content in parameter '{self.name}' using parser: {error}"
            ) from error
