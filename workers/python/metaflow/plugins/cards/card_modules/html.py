"""Draws rendered components as HTML. Every text is escaped here; nothing of a component reaches the page as markup."""

from __future__ import annotations

import json
import pathlib
from html import escape
from typing import Any, Callable, Iterable

from .markdown import markdown

Rendered = dict[str, Any]

# The same for flows of every language.
STYLE = pathlib.Path(__file__).with_name("card.css").read_text()


def page(title: str, body: Iterable[str]) -> str:
    parts = "\n".join(body)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head>\n<body><main>\n{parts}\n</main></body></html>\n"
    )


def heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def pre(text: str) -> str:
    return f"<pre>{escape(text)}</pre>"


def table(headers: Iterable[Any], rows: Iterable[Iterable[Any]]) -> str:
    head = "".join(f'<th scope="col">{cell(header)}</th>' for header in headers)
    body = "".join(f"<tr>{''.join(f'<td>{cell(value)}</td>' for value in row)}</tr>" for row in rows)
    return f"<table>{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{body}</tbody></table>"


def cell(value: Any) -> str:
    return component(value) if isinstance(value, dict) and "type" in value else escape(str(value))


def component(rendered: str | Rendered) -> str:
    """A text is taken for text. A dict of a type that nobody knows is shown as JSON."""
    if isinstance(rendered, str):
        return f"<p>{escape(rendered)}</p>"
    draw = _DRAW.get(str(rendered.get("type")))
    return draw(rendered) if draw else pre(json.dumps(rendered, indent=2, default=str))


def _title(rendered: Rendered) -> str:
    return f"<h3>{escape(str(rendered['title']))}</h3>" if rendered.get("title") else ""


def _image(rendered: Rendered) -> str:
    label = escape(rendered["label"])
    return f'<figure><img src="{escape(rendered["src"])}" alt="{label}"><figcaption>{label}</figcaption></figure>'


def _artifact(rendered: Rendered) -> str:
    name = f"<strong>{escape(str(rendered['name']))}</strong> " if rendered.get("name") else ""
    return f'<div>{name}<span class="soft">{escape(rendered["kind"])}</span>{pre(rendered["text"])}</div>'


def _progress(rendered: Rendered) -> str:
    label, details = escape(str(rendered.get("label", ""))), escape(str(rendered.get("details", "")))
    value, most = escape(str(rendered["value"])), escape(str(rendered["max"]))
    unit = escape(str(rendered.get("unit", "")))
    return (
        f'<section class="box"><div>{label} <span class="soft">{details}</span></div>'
        f'<progress value="{value}" max="{most}"></progress><div>{value} / {most} {unit}</div></section>'
    )


def _value_box(rendered: Rendered) -> str:
    soft = "".join(
        f'<div class="soft">{escape(rendered[key])}</div>'
        for key in ("subtitle", "change_indicator")
        if key in rendered
    )
    value = escape(str(rendered["value"]))
    return f'<section class="box">{_title(rendered)}<div class="value">{value}</div>{soft}</section>'


def _events(rendered: Rendered) -> str:
    items = []
    for event in rendered["events"]:
        facts = table((), event["metadata"].items())
        payloads = "".join(f"<h4>{escape(key)}</h4>{component(value)}" for key, value in event["payloads"].items())
        items.append(f"<li>{facts}{payloads}</li>")
    return f'<section class="box">{_title(rendered)}<ol>{"".join(items)}</ol></section>'


def _vega(rendered: Rendered) -> str:
    spec = json.dumps(rendered["spec"], indent=2, default=str)
    return f"<details data-vega-lite><summary>Vega-Lite chart</summary>{pre(spec)}</details>"


def _data(rendered: Rendered) -> str:
    return f"{_title(rendered)}{pre(str(rendered['data']))}"


_DRAW: dict[str, Callable[[Rendered], str]] = {
    "artifact": _artifact,
    "eventsTimeline": _events,
    "image": _image,
    "jsonViewer": _data,
    "log": _data,
    "markdown": lambda rendered: markdown(rendered["source"]),
    "progressBar": _progress,
    "pythonCode": _data,
    "table": lambda rendered: table(rendered["columns"], rendered["data"]),
    "valueBox": _value_box,
    "vegaChart": _vega,
    "yamlViewer": _data,
}
