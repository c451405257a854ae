"""What `self.merge_artifacts(inputs)` does in a join."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable

from ..exception import MetaflowException, MissingInMergeArtifactsException, UnhandledInMergeArtifactsException

if TYPE_CHECKING:
    from ..flowspec import FlowSpec

# Set in every task before user code, or never of interest to a merge.
INTERNAL_ARTIFACTS_SET = {
    "_foreach_values",
    "_unbounded_foreach",
    "_control_mapper_tasks",
    "_control_task_is_mapper_zero",
    "_parallel_ubf_iter",
}


def merge_artifacts(flow: FlowSpec, inputs: Iterable[FlowSpec], exclude: list[str], include: list[str]) -> None:
    """By content: values that are equal but pickle differently are in conflict. Nothing is set unless all can be."""
    step = flow._current_step
    if not flow._task.is_join:
        raise MetaflowException(f"merge_artifacts can only be called in a join and step *{step}* is not a join")
    if exclude and include:
        raise MetaflowException("`exclude` and `include` are mutually exclusive in merge_artifacts")
    merged: dict[str, tuple[FlowSpec, str]] = {}
    unresolved: list[str] = []
    for branch in inputs:
        for name, content in branch._datastore.hashes():
            wanted = name in include if include else name not in exclude and name not in INTERNAL_ARTIFACTS_SET
            if not wanted or hasattr(flow, name):
                continue
            if merged.setdefault(name, (branch, content))[1] != content:
                unresolved.append(name)
    missing = [name for name in include if name not in merged and not hasattr(flow, name)]
    if unresolved:
        raise UnhandledInMergeArtifactsException(
            f"Step *{step}* cannot merge the following artifacts due to them having conflicting values:\n"
            f"[{', '.join(unresolved)}].\nTo remedy this issue, be sure to explicitly set those artifacts "
            "(using self.<artifact_name> = ...) prior to calling merge_artifacts.",
            unresolved,
        )
    if missing:
        raise MissingInMergeArtifactsException(
            f"Step *{step}* specifies that [{', '.join(include)}] should be merged but [{', '.join(missing)}] are not "
            "present.\nTo remedy this issue, make sure that the values specified in only come from at least one branch",
            missing,
        )
    for name, (branch, _) in merged.items():
        flow._datastore.pass_down(branch._datastore, name)
