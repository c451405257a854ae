"""The static graph as Metaflow reads it: the last statement of every step, and nothing else."""

from __future__ import annotations

import ast
import re
import sys
from typing import TYPE_CHECKING, Any, Callable

from ._runtime.source import Source, source_of

if TYPE_CHECKING:
    from .flowspec import FlowSpec


def shown_docstring(compiled: str | None, tree: ast.FunctionDef | ast.ClassDef | None) -> str:
    """
    Without the indent of the first line with text, or else of the next. Taken from the text where there is one: since
    Python 3.13 the compiler takes indents off in its own way.
    """
    doc = ast.get_docstring(tree, clean=False) if tree else compiled
    if not doc:
        return ""
    lines = [line for line in doc.splitlines() if line]
    indent = next((found for line in lines[:2] if (found := re.match("[\t ]+", line))), None)
    return re.sub(rf"\n{indent.group()}", "\n", doc).strip() if indent else doc


class DAGNode:
    """One step. `type` and `out_funcs` are Metaflow's; `tail` is its last statement where that is `self.next(…)`."""

    def __init__(self, name: str, func: Callable[..., Any]) -> None:
        self.name = name
        self.func = func
        self.decorators: list[Any] = func.decorators
        self.source: Source | None = source_of(func.__code__.co_filename)
        self.tree: ast.FunctionDef | None = self.source.function(func) if self.source else None
        self.doc = shown_docstring(func.__doc__, self.tree)
        self.func_lineno = self.tree.lineno if self.tree else func.__code__.co_firstlineno
        self.num_args = len(self.tree.args.args) if self.tree else func.__code__.co_argcount
        self.type: str | None = None
        self.out_funcs: list[str] = []
        self.tail: ast.Call | None = None
        self.valid_tail = False
        self.foreach_param: str | None = None
        self.foreach_text: str | None = None
        self.num_parallel: Any = 0
        self.parallel_foreach = False
        self.condition: str | None = None
        self.switch_cases: dict[Any, str] = {}
        self.in_funcs: list[str] = []
        self.split_parents: list[str] = []
        self.matching_join: str | None = None
        if self.tree:
            self._parse(self.tree.body[-1])

    def _parse(self, tail: ast.stmt) -> None:
        if not isinstance(tail, ast.Expr) or not _is_self_next(tail.value):
            return
        self.tail = tail.value
        keywords = {keyword.arg: keyword.value for keyword in self.tail.keywords}
        arguments = self.tail.args
        if len(arguments) == 1 and isinstance(arguments[0], ast.Dict) and "condition" in keywords:
            self._parse_switch(arguments[0], keywords)
            if self.valid_tail:
                return
        else:
            if not all(isinstance(argument, ast.Attribute) for argument in arguments):
                return
            self.out_funcs = [argument.attr for argument in arguments]
        self._parse_targets(keywords)

    def _parse_switch(self, cases: ast.Dict, keywords: dict[str | None, ast.expr]) -> None:
        condition = _literal(keywords["condition"])
        read = [(_case_key(key), _self_attribute(value)) for key, value in zip(cases.keys, cases.values)]
        if not read or not isinstance(condition, str) or any(key is None or to is None for key, to in read):
            return
        self.type, self.condition, self.valid_tail = "split-switch", condition, True
        self.switch_cases = {key: to for key, to in read if to is not None}
        self.out_funcs = list(self.switch_cases.values())

    def _parse_targets(self, keywords: dict[str | None, ast.expr]) -> None:
        if len(keywords) == 1 and "foreach" in keywords:
            self.type = "foreach"
            self.valid_tail = len(self.out_funcs) == 1
            self.foreach_param = _literal(keywords["foreach"])
            self.foreach_text = self.foreach_param if isinstance(self.foreach_param, str) else None
            if self.foreach_text is None:
                self.foreach_text = ast.unparse(keywords["foreach"])
        elif len(keywords) == 1 and "num_parallel" in keywords:
            self.type, self.parallel_foreach = "foreach", True
            self.valid_tail = len(self.out_funcs) == 1
            self.num_parallel = _literal(keywords["num_parallel"])
        elif not keywords and self.out_funcs:
            self.type = "split" if len(self.out_funcs) > 1 else "join" if self.num_args > 1 else "linear"
            self.valid_tail = True


def _is_self_next(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and _self_attribute(value.func) == "next"


def _self_attribute(node: ast.expr) -> str | None:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
        return node.attr
    return None


def _literal(node: ast.expr) -> Any:
    return node.value if isinstance(node, ast.Constant) else None


def _case_key(key: ast.expr | None) -> Any:
    """A literal, or `self.<config>.<key>`; None for all else, which Metaflow refuses."""
    if isinstance(key, ast.Constant):
        return key.value
    if isinstance(key, ast.Attribute) and (config := _self_attribute(key.value)):
        return f"config:{config}.{key.attr}"
    return None


class FlowGraph:
    def __init__(self, flow: type[FlowSpec]) -> None:
        self.flow = flow
        self.nodes = {name: DAGNode(name, func) for name, func in flow._steps().items()}
        source = source_of(sys.modules[flow.__module__].__file__ or "") if flow.__module__ in sys.modules else None
        self.doc = shown_docstring(flow.__doc__, source.classes().get(flow.__name__) if source else None)
        self.start_step = self._end_of_graph("is_start_step", "start")
        self.end_step = self._end_of_graph("is_end_step", "end")
        if len(self.nodes) == 1:
            self.start_step = self.end_step = next(iter(self.nodes))
        if self.start_step and self.nodes[self.start_step].type in (None, "linear"):
            self.nodes[self.start_step].type = "start"
        if self.end_step:
            self.nodes[self.end_step].type = "end"
        if self.start_step:
            self._traverse(self.start_step, (), ())

    def _end_of_graph(self, mark: str, name: str) -> str | None:
        marked = [node.name for node in self.nodes.values() if getattr(node.func, mark)]
        if len(marked) == 1:
            return marked[0]
        return name if not marked and name in self.nodes else None

    def _traverse(self, name: str, seen: tuple[str, ...], parents: tuple[str, ...]) -> None:
        node = self.nodes[name]
        if node.type == "join" and parents:
            self.nodes[parents[-1]].matching_join = name
            node.split_parents = list(parents)
            parents = parents[:-1]
        else:
            node.split_parents = list(parents)
            if node.type in ("split", "foreach"):
                parents = (*parents, name)
        for target in node.out_funcs:
            if target in self.nodes and target not in seen:
                self.nodes[target].in_funcs = sorted({*self.nodes[target].in_funcs, name})
                self._traverse(target, (*seen, target), parents)

    def is_join(self, name: str) -> bool:
        return self.nodes[name].type == "join"

    def output_steps(self) -> tuple[dict[str, Any], list[Any]]:
        """What `current.graph` shows of the steps: each by name, and their nesting."""
        assert self.start_step is not None and self.end_step is not None, "lint lets no such flow run"
        steps: dict[str, Any] = {}
        structure = [] if self.start_step == self.end_step else self._block(self.start_step, self.end_step, steps)
        steps[self.end_step] = _node_info(self.nodes[self.end_step])
        return steps, [*structure, self.end_step]

    def _block(self, start: str, end: str | None, steps: dict[str, Any]) -> list[Any]:
        result: list[Any] = []
        name: str | None = start
        while name is not None and name != end:
            node = self.nodes[name]
            steps[name] = _node_info(node)
            result.append(name)
            if node.type == "split-switch":
                result.append([self._block(to, end, steps) for to in node.out_funcs if to != name])
                name = end
            elif node.type in ("split", "foreach") and not node.parallel_foreach:
                result.append([self._block(to, node.matching_join, steps) for to in node.out_funcs])
                name = node.matching_join
            else:
                name = node.out_funcs[0] if node.out_funcs else None
        return result


def _node_type(node: DAGNode) -> str | None:
    if node.type == "foreach":
        return "split-parallel" if node.parallel_foreach else "split-foreach"
    return "split-static" if node.type == "split" else node.type


def _node_info(node: DAGNode) -> dict[str, Any]:
    info: dict[str, Any] = {
        "name": node.name,
        "type": _node_type(node),
        "line": node.func_lineno,
        "source_file": node.func.__code__.co_filename,
        "doc": node.doc,
        "decorators": [decorator_info(decorator) for decorator in node.decorators],
        "next": node.out_funcs,
        "node_info": {},
    }
    if info["type"] == "split-foreach":
        info["foreach_artifact"] = node.foreach_param
    elif info["type"] == "split-parallel":
        info["num_parallel"] = node.num_parallel
    elif info["type"] == "split-switch":
        info.update(condition=node.condition, switch_cases=node.switch_cases)
    if node.matching_join:
        info["matching_join"] = node.matching_join
    return info


def decorator_info(decorator: Any) -> dict[str, Any]:
    return {
        "name": decorator.name,
        "attributes": plain(decorator.attributes),
        "statically_defined": decorator.statically_defined,
        "inserted_by": decorator.inserted_by,
    }


def plain(value: Any) -> Any:
    """As JSON could hold it; the text of all else, also of None. Source: Metaflow, util.py, to_pod."""
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(item) for item in value]
    if isinstance(value, (str, int, float)):
        return value
    return getattr(value, "__qualname__", str(value)) if callable(value) else str(value)
