"""The syntax tree of a flow's files, with the spans that the page works with."""

from __future__ import annotations

import ast
import linecache
import re
from typing import Any, Callable

Span = dict[str, int]


class Source:
    """One file. Lines are split as Python splits them; positions are UTF-16, as JavaScript counts."""

    def __init__(self, file_name: str, text: str) -> None:
        self.file_name = file_name
        self.text = text
        self.tree = ast.parse(text)
        self._lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + _utf16(line))
        self._functions = {
            _first_line(node): node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)
        }

    def function(self, func: Callable[..., Any]) -> ast.FunctionDef | None:
        return self._functions.get(func.__code__.co_firstlineno)

    def classes(self) -> dict[str, ast.ClassDef]:
        return {node.name: node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)}

    def span(self, node: Any, first: Any = None) -> Span:
        """Of `node`, from the beginning of `first` when that is given."""
        first = first or node
        column = self._column(first.lineno, first.col_offset)
        end_column = self._column(node.end_lineno, node.end_col_offset)
        return {
            "from": self._starts[first.lineno - 1] + column - 1,
            "to": self._starts[node.end_lineno - 1] + end_column - 1,
            "line": first.lineno,
            "column": column,
            "endLine": node.end_lineno,
            "endColumn": end_column,
        }

    def name_span(self, node: ast.FunctionDef | ast.ClassDef) -> Span:
        """Of the name after `def` or `class`."""
        line = self._lines[node.lineno - 1]
        start = re.search(rf"\b{re.escape(node.name)}\b", line[self._column_in(line, node.col_offset) :])
        before = line[: self._column_in(line, node.col_offset) + (start.start() if start else 0)]
        column = _utf16(before) + 1
        begin = self._starts[node.lineno - 1] + column - 1
        end_column = column + _utf16(node.name)
        end = begin + _utf16(node.name)
        return dict(_span(begin, end, node.lineno, column), endLine=node.lineno, endColumn=end_column)

    def decorated_span(self, node: ast.FunctionDef | ast.ClassDef) -> Span:
        """From the `@` of its first decorator."""
        if not node.decorator_list:
            return self.span(node)
        return self.at_span(node.decorator_list[0], node)

    def at_span(self, decorator: ast.expr, until: Any = None) -> Span:
        """Of a decorator with its `@`, which stands right before it but for blanks."""
        span = self.span(until or decorator, decorator)
        line = self._lines[decorator.lineno - 1]
        at = line.rfind("@", 0, self._column_in(line, decorator.col_offset))
        if at < 0:
            return span
        column = _utf16(line[:at]) + 1
        return {**span, "from": self._starts[decorator.lineno - 1] + column - 1, "column": column}

    def segment(self, node: ast.AST) -> str:
        return ast.get_source_segment(self.text, node) or ast.unparse(node)

    def _column(self, line: int, byte_offset: int) -> int:
        text = self._lines[line - 1]
        return _utf16(text[: self._column_in(text, byte_offset)]) + 1

    @staticmethod
    def _column_in(line: str, byte_offset: int) -> int:
        """The syntax tree counts bytes of UTF-8."""
        return byte_offset if line.isascii() else len(line.encode()[:byte_offset].decode())


def _span(begin: int, end: int, line: int, column: int) -> Span:
    return {"from": begin, "to": end, "line": line, "column": column}


def _first_line(node: ast.FunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def _utf16(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


_sources: dict[str, Source] = {}


def source_of(file_name: str) -> Source | None:
    """Of the flow's own file or of one that it imports; None where there is no such text."""
    if file_name not in _sources:
        lines = linecache.getlines(file_name)
        if not lines:
            return None
        _sources[file_name] = Source(file_name, "".join(lines))
    return _sources[file_name]


def forget() -> None:
    """A new text may have the name of an old one."""
    _sources.clear()
