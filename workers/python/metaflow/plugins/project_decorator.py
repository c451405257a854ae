from __future__ import annotations

from typing import Any

from ..decorators import FlowDecorator


class ProjectDecorator(FlowDecorator):
    name = "project"
    defaults = {"name": None, "production": False, "branch": None}

    def current_values(self, flow_name: str, user: str) -> dict[str, Any]:
        project = self.attributes["name"]
        branch = self._branch(user)
        return {
            "project_name": project,
            "branch_name": branch,
            "is_user_branch": branch.startswith("user."),
            "is_production": bool(self.attributes["production"]),
            "project_flow_name": f"{project}.{branch}.{flow_name}",
        }

    def _branch(self, user: str) -> str:
        given, production = self.attributes["branch"], self.attributes["production"]
        if given:
            return f"{'prod' if production else 'test'}.{given}"
        return "prod" if production else f"user.{user}"
