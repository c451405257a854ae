"""Decorators for real platforms: accepted with their attributes, and with a word on what a platform would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..decorators import FlowDecorator, StepDecorator
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


class TriggerDecorator(FlowDecorator):
    name = "trigger"
    defaults = {"event": None, "events": [], "options": {}}
    notice = "a production scheduler would start the flow on the event; here it starts when you press Run."


class TriggerOnFinishDecorator(FlowDecorator):
    name = "trigger_on_finish"
    defaults = {"flow": None, "flows": [], "options": {}}
    notice = "a production scheduler would start the flow after the other; here it starts when you press Run."


class ExitHookDecorator(FlowDecorator):
    name = "exit_hook"
    allow_multiple = True
    defaults = {"on_success": [], "on_error": [], "options": {}}
    notice = "Metaflow would call these functions when the run has ended; here they are not called yet."
