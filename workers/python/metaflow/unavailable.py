"""Names of Metaflow that have no place in a page: importing them works, using them says why not."""

from __future__ import annotations

from typing import Any, NoReturn

from .exception import MetaflowException


def _unavailable(name: str, reason: str) -> type:
    def refuse(self: Any, *_: Any, **__: Any) -> NoReturn:
        raise MetaflowException(f"{name} is not available here: {reason}")

    return type(name, (), {"__init__": refuse, "__init_subclass__": classmethod(refuse)})


_PROCESSES = "it starts processes, and a browser has none."
_MUTATORS = "this page does not run custom decorators; write the code in the step."

S3 = _unavailable("S3", "the page has no network. Keep the data as an artifact.")
Runner = _unavailable("Runner", _PROCESSES)
NBRunner = _unavailable("NBRunner", _PROCESSES)
Deployer = _unavailable("Deployer", _PROCESSES)
NBDeployer = _unavailable("NBDeployer", _PROCESSES)
DeployedFlow = _unavailable("DeployedFlow", _PROCESSES)
FlowMutator = _unavailable("FlowMutator", _MUTATORS)
StepMutator = _unavailable("StepMutator", _MUTATORS)
UserStepDecorator = _unavailable("UserStepDecorator", _MUTATORS)


def user_step_decorator(*_: Any, **__: Any) -> NoReturn:
    raise MetaflowException(f"user_step_decorator is not available here: {_MUTATORS}")


USER_SKIP_STEP: dict[str, Any] = {}
