"""A loaded class as `Flow` of `src/model/flow.ts`."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING, Any, Iterable

from ..decorators import Decorator
from ..graph import DAGNode, FlowGraph
from ..includefile import IncludeFile
from ..parameters import JSONTypeClass, Parameter
from .preview import is_json
from .source import Source, source_of

if TYPE_CHECKING:
    from ..flowspec import FlowSpec

Json = dict[str, Any]
NOWHERE = {"from": 0, "to": 0, "line": 1, "column": 1, "endLine": 1, "endColumn": 1}


def flow_model(flow: type[FlowSpec], file_name: str) -> Json:
    source = source_of(file_name)
    node = source.classes().get(flow.__name__) if source else None
    graph = FlowGraph(flow)
    steps = [_step(flow, step) for step in graph.nodes.values()]
    return {
        "name": flow.__name__,
        "fileName": file_name,
        "doc": graph.doc or None,
        "steps": sorted(steps, key=lambda step: step["span"]["line"]),
        "parameters": [_parameter(flow, name, parameter) for name, parameter in flow._get_parameters()],
        "decorators": _decorators(flow._all_flow_decorators(), source, node),
        "span": source.decorated_span(node) if source and node else NOWHERE,
        "nameSpan": source.name_span(node) if source and node else NOWHERE,
        "loaded": True,
    }


def _step(flow: type[FlowSpec], step: DAGNode) -> Json:
    source, tree = step.source, step.tree
    model: Json = {
        "name": step.name,
        "line": step.func_lineno,
        "span": source.decorated_span(tree) if source and tree else NOWHERE,
        "nameSpan": source.name_span(tree) if source and tree else NOWHERE,
        "argumentCount": step.num_args,
        "decorators": _decorators(step.decorators, source, tree, but_step=True),
        "doc": step.doc or None,
        "transition": _transition(step),
        "marked": {"start": step.func.is_start_step, "end": step.func.is_end_step},
    }
    owner = next(kind for kind in flow.__mro__ if step.name in vars(kind))
    if owner is not flow:
        model["inheritedFrom"] = owner.__name__
    return model


def _transition(step: DAGNode) -> Json | None:
    if step.tail is None or step.source is None:
        return None
    model: Json = {"targets": step.out_funcs, "span": step.source.span(step.tail)}
    if not step.valid_tail:
        return {"kind": "invalid", **model}
    if step.switch_cases:
        cases = [{"key": _case_text(key), "target": to} for key, to in step.switch_cases.items()]
        return {"kind": "switch", **model, "condition": step.condition, "cases": cases}
    if step.parallel_foreach:
        return {"kind": "parallel", **model}
    if step.foreach_text is not None:
        return {"kind": "foreach", **model, "variable": step.foreach_text}
    return {"kind": "split" if len(step.out_funcs) > 1 else "linear", **model}


def _case_text(key: Any) -> str:
    return key if isinstance(key, str) and key.startswith("config:") else repr(key)


def _decorators(
    decorators: Iterable[Decorator], source: Source | None, node: Any, *, but_step: bool = False
) -> list[Json]:
    """Spans come from the syntax tree, nearest first. What `--with` added has the span of the name."""
    written = list(reversed(node.decorator_list)) if node else []
    if but_step:
        written = written[1:]
    models = []
    for decorator in decorators:
        tree = written.pop(0) if decorator.statically_defined and written else None
        span = source.at_span(tree) if source and tree else source.name_span(node) if source and node else NOWHERE
        texts = _keyword_texts(source, tree)
        attributes = {key: _value(value, texts.get(key)) for key, value in decorator.given.items()}
        models.append({"name": decorator.name, "attributes": attributes, "span": span})
    return models


def _keyword_texts(source: Source | None, call: Any) -> dict[str | None, str]:
    if source is None or not isinstance(call, ast.Call):
        return {}
    return {keyword.arg: source.segment(keyword.value) for keyword in call.keywords}


def _value(value: Any, text: str | None) -> Json:
    if is_json(value):
        return {"kind": "literal", "value": value}
    return {"kind": "code", "text": text or repr(value)}


def _parameter(flow: type[FlowSpec], attribute: str, parameter: Parameter) -> Json:
    source, assignment = _assignment(flow, attribute)
    given = parameter.kwargs
    model: Json = {
        "attribute": attribute,
        "name": parameter.name,
        "kind": _kind(parameter),
        "type": _type(given.get("type")),
        "required": bool(given.get("required")),
        "help": given.get("help") if isinstance(given.get("help"), str) else None,
        "separator": parameter.separator,
        "showDefault": bool(given.get("show_default", True)),
        "span": source.span(assignment) if source and assignment else NOWHERE,
    }
    default = _default(parameter)
    if default is not None:
        texts = _keyword_texts(source, getattr(assignment, "value", None))
        model["default"] = _value(default, texts.get("default"))
    return model


def _default(parameter: Parameter) -> Any:
    if not parameter.IS_CONFIG_PARAMETER:
        return parameter.kwargs.get("default")
    return vars(parameter)["default_path"] or vars(parameter)["default_value"]


def _kind(parameter: Parameter) -> str:
    if parameter.IS_CONFIG_PARAMETER:
        return "config"
    return "include-file" if isinstance(parameter, IncludeFile) else "parameter"


def _type(given: Any) -> str:
    if isinstance(given, JSONTypeClass) or given in (dict, list):
        return "json"
    return {str: "str", int: "int", float: "float", bool: "bool"}.get(given, "file" if given else "str")


def _assignment(flow: type[FlowSpec], attribute: str) -> tuple[Source | None, Any]:
    """Where the class, or the base that has it, gives the attribute its value."""
    owner = next(kind for kind in flow.__mro__ if attribute in vars(kind))
    if owner.__module__ != "__main__":
        return None, None
    source = source_of(sys.modules["__main__"].__file__ or "")
    node = source.classes().get(owner.__name__) if source else None
    for statement in node.body if node else ():
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == attribute for target in targets):
            return source, statement
    return None, None
