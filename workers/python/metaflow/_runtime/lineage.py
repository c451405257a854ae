"""
Which tasks lead to which, as Metaflow's client finds them: by the graph, and by where tasks stand in foreaches. It
compares texts, so that of eleven tasks and more the one numbered 1 is related to all that begin with 1.
Source: Metaflow, client/core.py, Task.parent_task_pathspecs and child_task_pathspecs.
"""

from __future__ import annotations

from .runs import StoredTask

ANY = None


def parents_of(task: StoredTask) -> list[StoredTask]:
    run, path = task.run, task.execution_path
    before = run.steps_before(task.step)
    if not before:
        return []
    if not path:
        return _matching(task, before, ANY)
    if len(before) == 1:
        if run.steps[task.step]["isJoin"]:
            return _matching(task, before, ",".join(path) + ",")
        if run.steps[before[0]]["isForeach"]:
            path = path[:-1]
    return _matching(task, before, ",".join(path) or ANY)


def children_of(task: StoredTask) -> list[StoredTask]:
    run, path = task.run, task.execution_path
    after = run.steps[task.step]["next"] if task.step in run.steps else []
    if not after:
        return []
    if not path:
        return _matching(task, after, ANY)
    if len(after) == 1:
        if run.steps[task.step]["isForeach"]:
            return _matching(task, after, ",".join(path) + ",")
        if run.steps[after[0]]["isJoin"] and len(run.steps_before(after[0])) == 1:
            path = path[:-1]
    return _matching(task, after, ",".join(path) or ANY)


def _matching(task: StoredTask, steps: list[str], prefix: str | None) -> list[StoredTask]:
    candidates = [other for step in steps for other in reversed(task.run.tasks(step))]
    if prefix is ANY:
        return candidates
    return [other for other in candidates if ",".join(other.execution_path).startswith(prefix)]
