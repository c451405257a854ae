"""Values of Parameters and Configs: from texts, from defaults, from files, from deploy-time functions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Callable

from ..exception import MetaflowException, ParameterFieldFailed, ParameterFieldTypeMismatch
from ..includefile import IncludeFile
from ..parameters import JSONTypeClass, Parameter, ParameterContext
from ..user_configs.config_parameters import Config, ConfigValue, current_configs

if TYPE_CHECKING:
    from ..flowspec import FlowSpec


class UsageError(MetaflowException):
    """What the command line refuses before a run; Metaflow's begins with `Error: `."""

    headline = "Error"


TRUE = ("true", "t", "1", "yes", "y")
FALSE = ("false", "f", "0", "no", "n")
DEPLOY_TYPES = {bool: "bool", int: "int", float: "float", list: "list", dict: "dict"}


def parameter_values(flow: type[FlowSpec], given: dict[str, dict[str, Any]], user: str) -> dict[str, Any]:
    """By attribute, in Metaflow's order. `given` has texts and values by the option's name."""
    values: dict[str, Any] = {}
    for attribute, parameter in flow._get_parameters():
        if isinstance(parameter, Config):
            values[attribute] = _plain_config(current_configs[parameter.name])
        else:
            values[attribute] = _value(flow, parameter, given.get(parameter.name), user)
    return values


def _value(flow: type[FlowSpec], parameter: Parameter, given: dict[str, Any] | None, user: str) -> Any:
    value = None if given is None else given["text"] if "text" in given else given["value"]
    value = None if value is None else _converted(parameter, value)
    if value is None:  # Also where `null` was given as JSON: the command line takes None for nothing.
        default = _default(flow, parameter, user)
        value = None if default is None else _converted(parameter, default)
    if value is None and parameter.kwargs["required"]:
        raise UsageError(f"Missing option '--{parameter.name}'.")
    return value.split(parameter.separator) if value and parameter.separator else value


def _default(flow: type[FlowSpec], parameter: Parameter, user: str) -> Any:
    default = parameter.kwargs.get("default")
    if not callable(default):
        return default
    return _deploy_time_value(parameter, default, _context(flow, parameter.name, user))


def _context(flow: type[FlowSpec], name: str, user: str) -> ParameterContext:
    return ParameterContext(flow.__name__, user, name, print, "local", ConfigValue(dict(current_configs)))


def _deploy_time_value(parameter: Parameter, function: Callable[..., Any], context: ParameterContext) -> Any:
    try:
        value = _asked(function, context)
    except Exception:
        raise ParameterFieldFailed(parameter.name, "default") from None
    expected = parameter.kwargs["type"] if parameter.kwargs["type"] in DEPLOY_TYPES else str
    if type(value) is not expected and not (expected is str and isinstance(value, str)):
        wanted = f"a {DEPLOY_TYPES[expected]}" if expected is not str else "a string"
        raise ParameterFieldTypeMismatch(
            f"The value returned by the deploy-time function for the parameter *{parameter.name}* field *default* has "
            f"a wrong type. Expected {wanted}."
        )
    return value


def _asked(function: Callable[..., Any], context: ParameterContext) -> Any:
    """Metaflow first tries the form of its own functions, which also take whether the flow is being deployed."""
    try:
        return function(context, False)
    except TypeError:
        pass
    return function(context)


def _converted(parameter: Parameter, value: Any) -> Any:
    if isinstance(parameter, IncludeFile):
        return _file_content(parameter, str(value))
    kind = parameter.kwargs["type"]
    if isinstance(kind, JSONTypeClass):
        return _read(parameter, value, json.loads, "a valid JSON object") if isinstance(value, str) else value
    if kind is bool:
        return value if isinstance(value, bool) else _read(parameter, value, _bool, "a valid boolean")
    if kind is int:
        return _read(parameter, value, int, "a valid integer")
    if kind is float:
        return _read(parameter, value, float, "a valid floating point value")
    if kind in (dict, list):
        return kind(value)
    return value


def _read(parameter: Parameter, value: Any, read: Callable[[Any], Any], wanted: str) -> Any:
    try:
        return read(value)
    except (ValueError, TypeError, OverflowError):
        raise UsageError(f"Invalid value for '--{parameter.name}': {value} is not {wanted}") from None


def _bool(value: Any) -> bool:
    text = str(value).lower()
    if text in TRUE or text in FALSE:
        return text in TRUE
    raise ValueError(text)


def _file_content(parameter: IncludeFile, path: str) -> str | bytes:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        raise UsageError(
            f"Invalid value for '--{parameter.name}': IncludeFile: could not open file '{path}' for reading"
        ) from None
    print(f"Including file {path} of size {_size(len(data))} ")
    return parameter.content(data)


def _size(size: int) -> str:
    units = ["B", "KB", "MB", "GB", "TB"]
    place = 0
    while place < len(units) - 1 and size >= 1024:
        size //= 1024
        place += 1
    return f"{size}{units[place]}"


def resolve_configs(flow: type[FlowSpec], given: dict[str, dict[str, str]], user: str) -> None:
    """Fills `current_configs`. Raises UsageError as Metaflow's command line would."""
    current_configs.clear()
    problems: list[str] = []
    for _, config in flow._get_parameters():
        if not isinstance(config, Config):
            continue
        try:
            value = _config_value(flow, config, given.get(config.name), user)
            current_configs[config.name] = value if value is None or config.plain else ConfigValue(value)
        except _BadConfig as problem:
            problems.append(str(problem))
    if problems:
        raise UsageError(f"Bad values passed for configuration options: {', '.join(problems)}")


class _BadConfig(Exception):
    pass


def _config_value(flow: type[FlowSpec], config: Config, given: dict[str, str] | None, user: str) -> Any:
    if given is not None and "json" in given:
        return _parsed_config(config, given["json"])
    if given is not None:
        return _parsed_config(config, _config_text(config, given["path"], "configuration file"))
    path, value = vars(config)["default_path"], vars(config)["default_value"]
    if callable(path):
        path = path(_context(flow, config.name, user))
    if path is not None:
        return _parsed_config(config, _config_text(config, path, "default configuration file"))
    if callable(value):
        value = value(_context(flow, config.name, user))
    if value is None and config.kwargs["required"]:
        raise _BadConfig(f"missing configuration for '{config.name}'")
    return _parsed_config(config, value) if isinstance(value, str) else value


def _config_text(config: Config, path: str, what: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        raise _BadConfig(f"{what} '{path}' could not be read for '{config.name}'") from None


def _parsed_config(config: Config, text: str) -> Any:
    try:
        return config.parsed(text)
    except json.JSONDecodeError as error:
        raise _BadConfig(f"configuration value for '{config.name}' is not valid JSON: {error}") from None


def _plain_config(value: Any) -> Any:
    return value.to_dict() if isinstance(value, ConfigValue) else value
