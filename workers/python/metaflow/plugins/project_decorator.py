from __future__ import annotations

import re
from typing import Any

from ..decorators import FlowDecorator
from ..exception import MetaflowException

NAME_CHARACTERS_MAX = 128


class ProjectDecorator(FlowDecorator):
    name = "project"
    defaults = {"name": None, "production": False, "branch": None}
    branch = ""
    _values: dict[str, Any] = {}

    def flow_init(self, flow_name: str, order: dict[str, Any]) -> None:
        options = order.get("project") or {"branch": None, "production": False}
        for option in ("branch", "production"):
            given = options[option] != self.defaults[option]
            if option in self.given and given and self.attributes[option] != options[option]:
                raise MetaflowException(
                    f"You cannot pass {option} as both a command-line argument and an attribute of the @project "
                    "decorator."
                )
        chosen = {**options, **{name: self.given[name] for name in options if name in self.given}}
        self._check_names(chosen["branch"])
        self.branch = _branch(chosen["branch"], chosen["production"], order["user"])
        project = self.attributes["name"]
        self._values = {
            "project_name": project,
            "branch_name": self.branch,
            "is_user_branch": chosen["branch"] is None and not chosen["production"],
            "is_production": chosen["production"],
            "project_flow_name": f"{project}.{self.branch}.{flow_name}",
        }

    def current_values(self, flow_name: str, user: str) -> dict[str, Any]:
        return self._values

    def _check_names(self, branch: str | None) -> None:
        project = self.attributes["name"]
        if not project:
            raise MetaflowException("@project needs a name. Try @project(name='some_name')")
        for name, what in ((project, "@project"), (branch, "branch")):
            if name and re.search("[^a-z0-9_]", name):
                raise MetaflowException(
                    f"The {what} name must contain only lowercase alphanumeric characters and underscores."
                )
        if len(project) > NAME_CHARACTERS_MAX:
            raise MetaflowException(f"The @project name must be shorter than {NAME_CHARACTERS_MAX} characters.")
        if branch and len(branch) > NAME_CHARACTERS_MAX:
            raise MetaflowException(f"Branch name is too long. The maximum is {NAME_CHARACTERS_MAX} characters.")


def _branch(given: str | None, production: bool, user: str) -> str:
    if given:
        return f"{'prod' if production else 'test'}.{given}"
    return "prod" if production else f"user.{user}"
