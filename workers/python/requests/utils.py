from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlsplit

from .structures import CaseInsensitiveDict

VERSION = "2.32.5"


def default_user_agent(name: str = "python-requests") -> str:
    return f"{name}/{VERSION}"


def default_headers() -> CaseInsensitiveDict:
    return CaseInsensitiveDict(
        {
            "User-Agent": default_user_agent(),
            "Accept-Encoding": "identity",  # Nothing is compressed on its way to here.
            "Accept": "*/*",
            "Connection": "keep-alive",
        }
    )


def requote_uri(uri: str) -> str:
    """What must be quoted is; what is already is left as it is."""
    return quote(uri, safe="!#$%&'()*+,/:;=?@[]~")


def get_encoding_from_headers(headers: Any) -> str | None:
    content_type = headers.get("content-type")
    if not content_type:
        return None
    charset = re.search(r"charset\s*=\s*[\"']?([^\s\"';]+)", content_type, re.IGNORECASE)
    if charset:
        return charset[1]
    if "text" in content_type:
        return "ISO-8859-1"
    return "utf-8" if "application/json" in content_type else None


def get_auth_from_url(url: str) -> tuple[str, str] | None:
    parts = urlsplit(url)
    return (parts.username, parts.password or "") if parts.username else None


def parse_header_links(value: str) -> list[dict[str, str]]:
    links = []
    for part in re.split(r", *<", value.strip(" '\"")):
        url, _, parameters = part.partition(";")
        link = {"url": url.strip("<> '\"")}
        for parameter in parameters.split(";"):
            name, equals, text = parameter.partition("=")
            if equals:
                link[name.strip(" '\"")] = text.strip(" '\"")
        links.append(link)
    return links
