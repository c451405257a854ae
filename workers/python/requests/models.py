"""Requests on their way out, and responses on their way in."""

from __future__ import annotations

import datetime
import http.client
import json as jsonlib
from typing import Any, Iterator
from urllib.parse import urlencode, urlsplit, urlunsplit

from urllib3.exceptions import IncompleteRead, ProtocolError

from .auth import HTTPBasicAuth
from .cookies import RequestsCookieJar
from .exceptions import (
    ChunkedEncodingError,
    HTTPError,
    InvalidJSONError,
    InvalidURL,
    JSONDecodeError,
    MissingSchema,
    StreamConsumedError,
)
from .multipart import multipart
from .structures import CaseInsensitiveDict
from .utils import get_auth_from_url, parse_header_links, requote_uri

REDIRECTS = (301, 302, 303, 307, 308)
CONTENT_CHUNK_SIZE = 10 * 1024
ITER_CHUNK_SIZE = 512


class Request:
    def __init__(
        self,
        method: str | None = None,
        url: str | None = None,
        headers: Any = None,
        files: Any = None,
        data: Any = None,
        params: Any = None,
        auth: Any = None,
        cookies: Any = None,
        hooks: Any = None,
        json: Any = None,
    ) -> None:
        self.method, self.url, self.headers, self.files = method, url, headers or {}, files
        self.data, self.params, self.auth, self.cookies = data, params or {}, auth, cookies
        self.hooks, self.json = hooks or {}, json

    def __repr__(self) -> str:
        return f"<Request [{self.method}]>"

    def prepare(self) -> PreparedRequest:
        prepared = PreparedRequest()
        prepared.prepare(**vars(self))
        return prepared


class PreparedRequest:
    def __init__(self) -> None:
        self.method: str | None = None
        self.url: str | None = None
        self.headers: CaseInsensitiveDict = CaseInsensitiveDict()
        self.body: Any = None
        self.hooks: dict[str, Any] = {}

    def prepare(
        self,
        method: str | None = None,
        url: Any = None,
        headers: Any = None,
        files: Any = None,
        data: Any = None,
        params: Any = None,
        auth: Any = None,
        cookies: Any = None,
        hooks: Any = None,
        json: Any = None,
    ) -> None:
        self.method = method.upper() if method else None
        self.prepare_url(url, params)
        self.headers = CaseInsensitiveDict({str(name): _header(value) for name, value in (headers or {}).items()})
        if cookies:
            self.headers.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()))
        self.prepare_body(data, files, json)
        self.prepare_auth(auth)
        self.hooks = hooks or {}

    def prepare_url(self, url: Any, params: Any) -> None:
        text = (url.decode() if isinstance(url, bytes) else str(url)).lstrip()
        parts = urlsplit(text)
        if ":" in text and parts.scheme and not parts.scheme.startswith("http"):
            self.url = text
            return
        if not parts.scheme or not text.lower().startswith(("http://", "https://")) and "://" not in text:
            raise MissingSchema(f"Invalid URL {text!r}: No scheme supplied. Perhaps you meant https://{text}?")
        if not parts.hostname:
            raise InvalidURL(f"Invalid URL {text!r}: No host supplied")
        query = "&".join(part for part in (parts.query, _encoded(params)) if part)
        self.url = requote_uri(urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, parts.fragment)))

    def prepare_body(self, data: Any, files: Any, json: Any = None) -> None:
        content_type = None
        body: Any = None
        if files:
            body, content_type = multipart(data, files)
        elif not data and json is not None:
            try:
                body = jsonlib.dumps(json, allow_nan=False).encode()
            except ValueError as error:
                raise InvalidJSONError(error, request=self)
            content_type = "application/json"
        elif data:
            body = data if isinstance(data, (str, bytes)) or hasattr(data, "read") else _encoded(data)
            if not isinstance(data, bytes) and not hasattr(data, "read"):
                content_type = "application/x-www-form-urlencoded"
        if isinstance(body, str):
            body = body.encode()
        if hasattr(body, "read"):
            body = body.read()
        self.body = body
        if content_type is not None:
            self.headers.setdefault("Content-Type", content_type)
        if body:
            self.headers["Content-Length"] = str(len(body))
        elif self.method not in ("GET", "HEAD"):
            self.headers.setdefault("Content-Length", "0")

    def prepare_auth(self, auth: Any, url: str = "") -> None:
        auth = auth or get_auth_from_url(self.url or "")
        if isinstance(auth, tuple) and len(auth) == 2:
            auth = HTTPBasicAuth(*auth)
        if auth:
            self.__dict__.update(auth(self).__dict__)

    def copy(self) -> PreparedRequest:
        copy = PreparedRequest()
        copy.__dict__.update({**self.__dict__, "headers": self.headers.copy()})
        return copy

    @property
    def path_url(self) -> str:
        parts = urlsplit(self.url or "")
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def __repr__(self) -> str:
        return f"<PreparedRequest [{self.method}]>"


def _header(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _encoded(data: Any) -> str:
    """Of parameters or a form: a text as it is, pairs joined, those without a value left out."""
    if not data:
        return ""
    if isinstance(data, (str, bytes)):
        return data.decode() if isinstance(data, bytes) else data
    pairs = []
    for name, value in data.items() if hasattr(data, "items") else data:
        values = [value] if isinstance(value, (str, bytes)) or not hasattr(value, "__iter__") else value
        pairs += [(name, one) for one in values if one is not None]
    return urlencode(pairs)


class Response:
    _KEPT = ("_content", "status_code", "url", "headers", "history", "encoding", "reason", "cookies", "elapsed", "request")

    def __init__(self) -> None:
        self._content: Any = False
        self._content_consumed = False
        self.status_code: int = 0
        self.headers: CaseInsensitiveDict = CaseInsensitiveDict()
        self.raw: Any = None
        self.url: str | None = None
        self.encoding: str | None = None
        self.history: list[Response] = []
        self.reason: str | None = None
        self.cookies = RequestsCookieJar()
        self.elapsed = datetime.timedelta(0)
        self.request: Any = None
        self.connection: Any = None

    def __enter__(self) -> Response:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __getstate__(self) -> dict[str, Any]:
        self.content  # Nothing is left to read where it is unpickled.
        return {name: getattr(self, name) for name in self._KEPT}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update({**state, "_content_consumed": True, "raw": None, "connection": None})

    def __repr__(self) -> str:
        return f"<Response [{self.status_code}]>"

    def __bool__(self) -> bool:
        return self.ok

    def __iter__(self) -> Iterator[bytes]:
        return self.iter_content(128)

    @property
    def ok(self) -> bool:
        return self.status_code < 400

    @property
    def is_redirect(self) -> bool:
        return "location" in self.headers and self.status_code in REDIRECTS

    @property
    def is_permanent_redirect(self) -> bool:
        return "location" in self.headers and self.status_code in (301, 308)

    @property
    def apparent_encoding(self) -> str:
        return "utf-8"

    @property
    def links(self) -> dict[str, dict[str, str]]:
        links = parse_header_links(self.headers.get("link", "")) if "link" in self.headers else []
        return {link.get("rel") or link["url"]: link for link in links}

    def iter_content(self, chunk_size: int | None = 1, decode_unicode: bool = False) -> Iterator[Any]:
        if chunk_size is not None and not isinstance(chunk_size, int):
            raise TypeError(f"chunk_size must be an int, it is instead a {type(chunk_size)}.")
        if self._content_consumed and isinstance(self._content, bool):
            raise StreamConsumedError()
        chunks = self._read(chunk_size) if not self._content_consumed else _sliced(self._content or b"", chunk_size)
        return self._decoded(chunks) if decode_unicode and self.encoding else chunks

    def _decoded(self, chunks: Iterator[bytes]) -> Iterator[str]:
        import codecs

        decoder = codecs.getincrementaldecoder(self.encoding or "utf-8")("replace")
        for chunk in chunks:
            text = decoder.decode(chunk)
            if text:
                yield text
        if rest := decoder.decode(b"", final=True):
            yield rest

    def _read(self, size: int | None) -> Iterator[bytes]:
        """Whole chunks; where the connection breaks, what came of the last one is lost."""
        read = 0
        try:
            while chunk := self._chunk(size, read):
                read += len(chunk)
                yield chunk
        except http.client.IncompleteRead as error:
            broken = IncompleteRead(read + len(error.partial), error.expected or 0)
            raise ChunkedEncodingError(ProtocolError(f"Connection broken: {broken!r}", broken))
        self._content_consumed = True

    def _chunk(self, size: int | None, before: int) -> bytes:
        if self.raw is None:
            return b""
        if size is None:
            return self.raw.read()
        chunk = b""
        while len(chunk) < size:
            left = self.raw.length
            part = self.raw.read(size - len(chunk))
            if not part:
                if left:
                    raise http.client.IncompleteRead(chunk, left)
                break
            chunk += part
        return chunk

    def iter_lines(
        self, chunk_size: int = ITER_CHUNK_SIZE, decode_unicode: bool = False, delimiter: Any = None
    ) -> Iterator[Any]:
        pending = None
        for chunk in self.iter_content(chunk_size=chunk_size, decode_unicode=decode_unicode):
            chunk = chunk if pending is None else pending + chunk
            lines = chunk.split(delimiter) if delimiter else chunk.splitlines()
            pending = lines.pop() if lines and lines[-1] and chunk and lines[-1][-1] == chunk[-1] else None
            yield from lines
        if pending is not None:
            yield pending

    @property
    def content(self) -> bytes:
        if self._content is False:
            if self._content_consumed:
                raise RuntimeError("The content for this response was already consumed")
            self._content = b"".join(self.iter_content(CONTENT_CHUNK_SIZE)) or b""
        self._content_consumed = True
        return self._content

    @property
    def text(self) -> str:
        if not self.content:
            return ""
        try:
            return str(self.content, self.encoding or self.apparent_encoding, errors="replace")
        except LookupError:
            return str(self.content, errors="replace")

    def json(self, **kwargs: Any) -> Any:
        try:
            return jsonlib.loads(self.content if not self.encoding and self.content else self.text, **kwargs)
        except jsonlib.JSONDecodeError as error:
            raise JSONDecodeError(error.msg, error.doc, error.pos)

    def raise_for_status(self) -> None:
        kind = {4: "Client Error", 5: "Server Error"}.get(self.status_code // 100)
        if kind is not None:
            raise HTTPError(f"{self.status_code} {kind}: {self.reason} for url: {self.url}", response=self)

    def close(self) -> None:
        if self.raw is not None and not self._content_consumed:
            self.raw.close()


def _sliced(content: bytes, size: int | None) -> Iterator[bytes]:
    step = size or max(1, len(content))
    return (content[at : at + step] for at in range(0, len(content), step))
