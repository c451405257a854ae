"""Configs: values that are known before the run, as a read-only mapping, also for use in decorators."""

from __future__ import annotations

import collections.abc
import copy
import importlib
import json
import sys
from typing import Any, Callable, Iterator, NoReturn

from ..exception import MetaflowException
from ..parameters import Parameter

UNPACK_KEY = "_unpacked_delayed_"

# Name → value (None, a mapping, or a plain value) of the flow that is being loaded or run.
current_configs: dict[str, Any] = {}


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise TypeError("ConfigValue is immutable")


class ConfigValue(collections.abc.Mapping, dict):
    """A mapping that also reads by attribute, at every depth, and never changes."""

    def __init__(self, data: collections.abc.Mapping) -> None:
        self._data = {key: _wrapped(value) for key, value in data.items()}
        dict.__init__(self, self._data)  # For isinstance(…, dict) and json.dumps.

    def to_dict(self) -> dict[Any, Any]:
        return _unwrapped(self._data)

    def copy(self) -> ConfigValue:
        return copy.copy(self)

    clear = update = setdefault = pop = popitem = _refuse
    __setitem__ = __delitem__ = __delattr__ = _refuse

    def __setattr__(self, name: str, value: Any) -> None:
        if name != "_data":
            _refuse()
        super().__setattr__(name, value)

    def __getattr__(self, key: str) -> Any:
        if key != "_data" and key in self._data:  # `_data` is asked for while it is unpickled.
            return self._data[key]
        raise AttributeError(key)

    def __getitem__(self, key: Any) -> Any:
        return self._data[key]

    def __len__(self) -> int:
        return len(self._data)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._data)

    def __contains__(self, key: Any) -> bool:
        return key in self._data

    def keys(self):
        return self._data.keys()

    def __eq__(self, other: Any) -> bool:
        return self._data == (other._data if isinstance(other, ConfigValue) else other)

    __hash__ = None

    def __repr__(self) -> str:
        return repr(self._data)

    __str__ = __repr__

    def __copy__(self) -> ConfigValue:
        return type(self)(self._data)

    def __reduce__(self):
        return type(self), (self.to_dict(),)


def _wrapped(value: Any) -> Any:
    if isinstance(value, ConfigValue):
        return value
    if isinstance(value, collections.abc.Mapping):
        return ConfigValue(value)
    if isinstance(value, (list, tuple, set)):
        return type(value)(_wrapped(item) for item in value)
    return value


def _unwrapped(value: Any) -> Any:
    if isinstance(value, collections.abc.Mapping):
        return {key: _unwrapped(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return type(value)(_unwrapped(item) for item in value)
    return value


class DelayEvaluator(collections.abc.Mapping):
    """An expression over configs, evaluated once they are known. Attributes and keys that are read of it add to it."""

    def __init__(self, expression: str, scope: dict[str, Any] | None = None, path: tuple[Any, ...] = ()) -> None:
        self._expression = expression
        self._scope = scope
        self._path = path

    def __getattr__(self, name: str) -> DelayEvaluator:
        if not self._expression.isidentifier() or name.startswith("__"):
            raise AttributeError(name)
        return DelayEvaluator(self._expression, self._scope, (*self._path, name))

    def __getitem__(self, key: Any) -> Any:
        if key == f"{UNPACK_KEY}{id(self)}":
            return self
        if not self._expression.isidentifier():
            raise KeyError(key)
        return DelayEvaluator(self._expression, self._scope, (*self._path, key))

    # `**config` asks for the keys, then for their values: one key stands for the whole mapping until it is known.
    def __iter__(self) -> Iterator[str]:
        yield f"{UNPACK_KEY}{id(self)}"

    def __len__(self) -> int:
        return 1

    def __call__(self, ctx: Any = None, deploy_time: bool = False) -> Any:
        names = (item() if isinstance(item, DelayEvaluator) else item for item in self._path)
        expression = ".".join([self._expression, *map(str, names)])
        try:
            return eval(expression, self._scope if self._scope is not None else {}, dict(current_configs))
        except NameError as error:
            raise MetaflowException(f"Config expression '{expression}' could not be evaluated: {error}") from error


def config_expr(expr: str) -> DelayEvaluator:
    return DelayEvaluator(expr, sys._getframe(1).f_globals)


def resolve(value: Any) -> Any:
    """`value` with every delayed expression in it evaluated, and mappings of configs as plain dicts."""
    if isinstance(value, DelayEvaluator):
        return _unwrapped(value())
    if isinstance(value, Config):
        return _unwrapped(DelayEvaluator(value.name)())
    if isinstance(value, dict):
        resolved: dict[Any, Any] = {}
        for key, item in value.items():
            if isinstance(key, str) and key.startswith(UNPACK_KEY):
                resolved.update(resolve(item))
            else:
                resolved[key] = resolve(item)
        return resolved
    if isinstance(value, (list, tuple, set)):
        return type(value)(resolve(item) for item in value)
    return value


class Config(Parameter, collections.abc.Mapping):
    IS_CONFIG_PARAMETER = True

    def __init__(
        self,
        name: str,
        default: str | Callable[..., str] | None = None,
        default_value: Any = None,
        help: str | None = None,
        required: bool | None = None,
        parser: str | Callable[[str], Any] | None = None,
        plain: bool = False,
        **kwargs: Any,
    ) -> None:
        if default is not None and default_value is not None:
            raise MetaflowException(
                f"For config '{name}', you can only specify default or default_value, not both"
            )
        super().__init__(name, help=help, required=required, type=str, **kwargs)
        self.default_path = default
        self.default_value = default_value
        self.parser = parser
        self.plain = plain
        super().init()

    def init(self) -> None:
        """Done in the constructor: nothing of a Config may depend on a Config."""

    def load_parameter(self, value: Any) -> Any:
        return value if value is None or self.plain else ConfigValue(value)

    def parsed(self, text: str) -> Any:
        if self.parser is None:
            return json.loads(text)
        return parser_of(self.parser)(text)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(DelayEvaluator(self.name), name)

    def __iter__(self) -> Iterator[str]:
        self.__dict__["_whole"] = DelayEvaluator(self.name)
        return iter(self.__dict__["_whole"])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str) and key.startswith(UNPACK_KEY):
            return self.__dict__["_whole"]
        return DelayEvaluator(self.name)[key]


def parser_of(parser: str | Callable[[str], Any]) -> Callable[[str], Any]:
    """A parser as given: a function, or the dotted name of one (relative to metaflow with a dot in front)."""
    if callable(parser):
        return parser
    module, _, name = (f"metaflow{parser}" if parser.startswith(".") else parser).rpartition(".")
    return getattr(importlib.import_module(module), name)
