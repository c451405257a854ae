"""Decorators for real platforms: accepted with their attributes, and with a word on what a platform would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..decorators import FlowDecorator, StepDecorator
from ..exception import MetaflowException
from ..metaflow_current import Parallel, current

if TYPE_CHECKING:
    from .._runtime.task import Task


class ResourcesDecorator(StepDecorator):
    name = "resources"
    defaults = {"cpu": "1", "gpu": None, "disk": None, "memory": "4096", "shared_memory": None}
    notice = "a cluster would give the step this much of a machine; here it changes nothing."


class BatchDecorator(StepDecorator):
    name = "batch"
    defaults = {
        **dict.fromkeys(
            "cpu gpu memory image queue iam_role execution_role shared_memory max_swap swappiness inferentia trainium "
            "efa host_volumes efs_volumes".split()
        ),
        "use_tmpfs": False,
        "aws_batch_tags": None,
        "tmpfs_tempdir": True,
        "tmpfs_size": None,
        "tmpfs_path": "/metaflow_temp",
        "ephemeral_storage": None,
        "log_driver": None,
        "log_options": None,
        "executable": None,
        "privileged": False,
    }
    notice = "AWS Batch would run the step as a job of its own; here the run's platform decides how it starts."


class KubernetesDecorator(StepDecorator):
    name = "kubernetes"
    defaults = {
        "cpu": "1",
        "memory": "4096",
        "disk": "10240",
        **dict.fromkeys(
            "image image_pull_policy image_pull_secrets service_account secrets node_selector namespace gpu gpu_vendor "
            "tolerations labels annotations use_tmpfs".split()
        ),
        "tmpfs_tempdir": True,
        "tmpfs_size": None,
        "tmpfs_path": "/metaflow_temp",
        "persistent_volume_claims": None,
        "shared_memory": None,
        "port": None,
        "compute_pool": None,
        "executable": None,
        "hostname_resolution_timeout": 600,
        "qos": "Burstable",
        "extended_resources": {},
        "security_context": None,
    }
    notice = "Kubernetes would run the step in a pod of its own; here the run's platform decides how it starts."


class SecretsDecorator(StepDecorator):
    name = "secrets"
    defaults = {"sources": [], "role": None, "allow_override": False}
    notice = "a secret manager would set environment variables; here none are set."


class ParallelDecorator(StepDecorator):
    name = "parallel"
    notice = "a cluster would run the step on several nodes at once; here each node is a task of its own."

    def pre_step(self, task: Task) -> None:
        frames = task.flow._foreach_stack
        if frames:
            nodes = Parallel("127.0.0.1", frames[-1].num_splits, frames[-1].index, task.order["taskId"])
            current._values.update(parallel=nodes, is_parallel=True)


class PytorchParallelDecorator(ParallelDecorator):
    name = "pytorch_parallel"
    defaults = {"master_port": None}


class PyPIStepDecorator(StepDecorator):
    name = "pypi"
    defaults = {"packages": {}, "python": None, "disabled": None}
    notice = "Metaflow would install these packages for the step; here there is only Python's standard library."


class CondaStepDecorator(StepDecorator):
    name = "conda"
    defaults = {"packages": {}, "libraries": {}, "python": None, "disabled": None}
    notice = PyPIStepDecorator.notice


class PyPIFlowDecorator(FlowDecorator):
    name = "pypi_base"
    defaults = PyPIStepDecorator.defaults
    notice = "Metaflow would install these packages for every step; here there is only Python's standard library."


class CondaFlowDecorator(FlowDecorator):
    name = "conda_base"
    defaults = CondaStepDecorator.defaults
    notice = PyPIFlowDecorator.notice


class ScheduleDecorator(FlowDecorator):
    name = "schedule"
    defaults = {"cron": None, "weekly": False, "daily": True, "hourly": False, "timezone": None}
    notice = "a production scheduler would start the flow at these times; here it starts when you press Run."


class _Triggered(FlowDecorator):
    """On something that happens elsewhere: on one, or on each of a list."""

    sources = ("", "")

    def flow_init(self, flow_name: str, order: dict[str, Any]) -> None:
        one, many = self.sources
        if self.attributes[one] and self.attributes[many]:
            raise MetaflowException(f"Specify only one of *{one}* or *{many}* attributes in *@{self.name}* decorator.")
        if not self.attributes[one] and not self.attributes[many]:
            raise MetaflowException(f"No {one}(s) specified in *@{self.name}* decorator.")


class TriggerDecorator(_Triggered):
    name = "trigger"
    defaults = {"event": None, "events": [], "options": {}}
    sources = ("event", "events")
    notice = "a production scheduler would start the flow on the event; here it starts when you press Run."


class TriggerOnFinishDecorator(_Triggered):
    name = "trigger_on_finish"
    defaults = {"flow": None, "flows": [], "options": {}}
    sources = ("flow", "flows")
    notice = "a production scheduler would start the flow after the other; here it starts when you press Run."
