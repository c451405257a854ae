"""What `import metaflow` gives a flow in this page: Metaflow's names, with its behaviour where a page can have it."""

from . import cards, decorators, exception
from .client import (
    DataArtifact,
    Flow,
    Metaflow,
    Run,
    Step,
    Task,
    default_metadata,
    default_namespace,
    get_metadata,
    get_namespace,
    metadata,
    namespace,
)
from .decorators import as_flow_decorator, as_step_decorator, step
from .flowspec import FlowSpec
from .includefile import IncludeFile
from .metaflow_current import current
from .metaflow_profile import profile
from .multicore_utils import parallel_imap_unordered, parallel_map
from .parameters import JSONType, JSONTypeClass, Parameter
from .plugins import platform_decorators as _platform
from .plugins.cards.card_decorator import CardDecorator as _CardDecorator
from .plugins.catch_decorator import CatchDecorator as _CatchDecorator
from .plugins.environment_decorator import EnvironmentDecorator as _EnvironmentDecorator
from .plugins.exit_hook_decorator import ExitHookDecorator as _ExitHookDecorator
from .plugins.project_decorator import ProjectDecorator as _ProjectDecorator
from .plugins.retry_decorator import RetryDecorator as _RetryDecorator
from .plugins.timeout_decorator import TimeoutDecorator as _TimeoutDecorator
from .unavailable import (
    USER_SKIP_STEP,
    DeployedFlow,
    Deployer,
    FlowMutator,
    NBDeployer,
    NBRunner,
    Runner,
    S3,
    StepMutator,
    UserStepDecorator,
    user_step_decorator,
)
from .user_configs.config_parameters import Config, ConfigValue, config_expr

__version__ = "2.19.38"

# In Metaflow's order, which its message about an unknown decorator lists.
catch = as_step_decorator(_CatchDecorator)
timeout = as_step_decorator(_TimeoutDecorator)
environment = as_step_decorator(_EnvironmentDecorator)
secrets = as_step_decorator(_platform.SecretsDecorator)
parallel = as_step_decorator(_platform.ParallelDecorator)
retry = as_step_decorator(_RetryDecorator)
resources = as_step_decorator(_platform.ResourcesDecorator)
batch = as_step_decorator(_platform.BatchDecorator)
kubernetes = as_step_decorator(_platform.KubernetesDecorator)
card = as_step_decorator(_CardDecorator)
pytorch_parallel = as_step_decorator(_platform.PytorchParallelDecorator)
pypi = as_step_decorator(_platform.PyPIStepDecorator)
conda = as_step_decorator(_platform.CondaStepDecorator)

schedule = as_flow_decorator(_platform.ScheduleDecorator)
project = as_flow_decorator(_ProjectDecorator)
trigger = as_flow_decorator(_platform.TriggerDecorator)
trigger_on_finish = as_flow_decorator(_platform.TriggerOnFinishDecorator)
pypi_base = as_flow_decorator(_platform.PyPIFlowDecorator)
conda_base = as_flow_decorator(_platform.CondaFlowDecorator)
exit_hook = as_flow_decorator(_ExitHookDecorator)
