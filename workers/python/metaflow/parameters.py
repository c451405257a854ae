"""Parameters of a flow. `_runtime/values.py` gives them values."""

from __future__ import annotations

from typing import Any, NamedTuple

from .exception import MetaflowException

RESERVED = (
    "params with tag namespace obj tags decospecs run-id-file max-num-splits max-workers max-log-size user-namespace "
    "run-id task-id runner-attribute-file"
).split()
RESERVED_NAMES = frozenset(RESERVED) | {name.replace("-", "_") for name in RESERVED}


class ParameterContext(NamedTuple):
    """What a deploy-time function gets."""

    flow_name: str
    user_name: str
    parameter_name: str
    logger: Any
    ds_type: str
    configs: Any


class JSONTypeClass:
    name = "JSON"

    def __repr__(self) -> str:
        return "JSON"


JSONType = JSONTypeClass()


# What the command line's own class of options takes.
OPTION_FIELDS = frozenset(
    "default type help required show_default separator prompt confirmation_prompt hide_input is_flag flag_value "
    "multiple count allow_from_autoenv hidden show_choices show_envvar callback nargs metavar expose_value is_eager "
    "envvar autocompletion".split()
)


def _check_option(name: str, fields: dict[str, Any]) -> None:
    """Metaflow hands all that it does not know to its command line, which raises so."""
    if not name.replace("-", "_").lower().isidentifier():
        raise TypeError("Could not determine name for option")
    for field in fields:
        if field not in OPTION_FIELDS:
            raise TypeError(f"Parameter.__init__() got an unexpected keyword argument '{field}'")
    if not hasattr(fields["type"], "name"):
        fields["type"].__name__  # What the command line calls a type.


class Parameter:
    IS_CONFIG_PARAMETER = False

    def __init__(
        self,
        name: str,
        default: Any = None,
        type: Any = None,
        help: str | None = None,
        required: bool | None = None,
        show_default: bool | None = None,
        **kwargs: Any,
    ) -> None:
        self.name = name
        given = {"default": default, "type": type, "help": help, "required": required, "show_default": show_default}
        self.kwargs = kwargs
        self._given = {key: value for key, value in given.items() if value is not None}
        self.separator: str | None = None

    def init(self) -> None:
        """Checks what was given, once configs are known. Raises MetaflowException."""
        from .user_configs.config_parameters import resolve

        self.kwargs = {"required": False, "show_default": True, **resolve(self.kwargs), **resolve(self._given)}
        default = self.kwargs.get("default")
        self.kwargs.setdefault("type", str if default is None or callable(default) else type(default))
        _check_option(self.name, self.kwargs)
        if self.name in RESERVED_NAMES:
            raise MetaflowException(
                f"Parameter name '{self.name}' is a reserved word. Please use a different name for your parameter."
            )
        for field in ("show_default", "separator", "required"):
            if callable(self.kwargs.get(field)):
                raise MetaflowException(
                    f"Parameter *{self.name}*: Field '{field}' cannot have a function as its value"
                )
        self.separator = self.kwargs.get("separator")
        if self.separator and not self.is_string_type:
            raise MetaflowException(
                f"Parameter *{self.name}*: Separator is only allowed for string parameters."
            )

    @property
    def is_string_type(self) -> bool:
        default = self.kwargs.get("default", "")
        return self.kwargs.get("type", str) is str and (isinstance(default, str) or callable(default))

    def load_parameter(self, value: Any) -> Any:
        """The value as the flow sees it, from the value that was saved."""
        return value

    def __repr__(self) -> str:
        return f"metaflow.Parameter(name={self.name}, kwargs={self.kwargs})"

    # So that tools believe `self.param['key']`.
    def __getitem__(self, key: Any) -> None:
        return None
