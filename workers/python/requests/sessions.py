"""Sessions: what requests have in common, and where redirects lead."""

from __future__ import annotations

import datetime
import time
from collections import OrderedDict
from typing import Any, Mapping
from urllib.parse import urljoin, urlsplit

from .adapters import HTTPAdapter
from .cookies import RequestsCookieJar
from .exceptions import InvalidSchema, TooManyRedirects
from .models import PreparedRequest, Request, Response
from .structures import CaseInsensitiveDict
from .utils import default_headers

DEFAULT_REDIRECT_LIMIT = 30


class Session:
    def __init__(self) -> None:
        self.headers: Any = default_headers()
        self.auth: Any = None
        self.proxies: dict[str, str] = {}
        self.hooks: dict[str, Any] = {"response": []}
        self.params: Any = {}
        self.stream = False
        self.verify: Any = True
        self.cert: Any = None
        self.max_redirects = DEFAULT_REDIRECT_LIMIT
        self.trust_env = True
        self.cookies = RequestsCookieJar()
        self.adapters: OrderedDict[str, Any] = OrderedDict()
        self.mount("https://", HTTPAdapter())
        self.mount("http://", HTTPAdapter())

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def prepare_request(self, request: Request) -> PreparedRequest:
        prepared = PreparedRequest()
        prepared.prepare(
            method=request.method,
            url=request.url,
            files=request.files,
            data=request.data,
            json=request.json,
            headers=_merged(self.headers, request.headers),
            params=_with_pairs(self.params, request.params),
            auth=request.auth or self.auth,
            cookies={**self.cookies, **(request.cookies or {})},
            hooks={**self.hooks, **{event: hooks for event, hooks in (request.hooks or {}).items() if hooks}},
        )
        return prepared

    def request(
        self,
        method: str,
        url: Any,
        params: Any = None,
        data: Any = None,
        headers: Any = None,
        cookies: Any = None,
        files: Any = None,
        auth: Any = None,
        timeout: Any = None,
        allow_redirects: bool = True,
        proxies: Any = None,
        hooks: Any = None,
        stream: bool | None = None,
        verify: Any = None,
        cert: Any = None,
        json: Any = None,
    ) -> Response:
        request = Request(method, url, headers, files, data, params, auth, cookies, hooks, json)
        return self.send(
            self.prepare_request(request),
            stream=self.stream if stream is None else stream,
            timeout=timeout,
            allow_redirects=allow_redirects,
        )

    def get(self, url: Any, **kwargs: Any) -> Response:
        return self.request("GET", url, **kwargs)

    def options(self, url: Any, **kwargs: Any) -> Response:
        return self.request("OPTIONS", url, **kwargs)

    def head(self, url: Any, **kwargs: Any) -> Response:
        kwargs.setdefault("allow_redirects", False)
        return self.request("HEAD", url, **kwargs)

    def post(self, url: Any, data: Any = None, json: Any = None, **kwargs: Any) -> Response:
        return self.request("POST", url, data=data, json=json, **kwargs)

    def put(self, url: Any, data: Any = None, **kwargs: Any) -> Response:
        return self.request("PUT", url, data=data, **kwargs)

    def patch(self, url: Any, data: Any = None, **kwargs: Any) -> Response:
        return self.request("PATCH", url, data=data, **kwargs)

    def delete(self, url: Any, **kwargs: Any) -> Response:
        return self.request("DELETE", url, **kwargs)

    def send(self, request: PreparedRequest, **kwargs: Any) -> Response:
        allow_redirects = kwargs.pop("allow_redirects", True)
        history: list[Response] = []
        while True:
            response = self._send_once(request, **kwargs)
            response.history = history
            if not allow_redirects or not response.is_redirect:
                if not kwargs.get("stream"):
                    response.content
                return response
            response.content
            if len(history) >= self.max_redirects:
                raise TooManyRedirects(f"Exceeded {self.max_redirects} redirects.", response=response)
            history = [*history, response]
            request = _redirected(request, response)

    def _send_once(self, request: PreparedRequest, **kwargs: Any) -> Response:
        begun = time.perf_counter()
        response = self.get_adapter(request.url or "").send(request, **kwargs)
        response.elapsed = datetime.timedelta(seconds=time.perf_counter() - begun)
        self.cookies.update(response.cookies)
        hooks = request.hooks.get("response") or []
        for hook in [hooks] if callable(hooks) else hooks:
            response = hook(response, **kwargs) or response
        return response

    def get_adapter(self, url: str) -> Any:
        for prefix, adapter in self.adapters.items():
            if url.lower().startswith(prefix.lower()):
                return adapter
        raise InvalidSchema(f"No connection adapters were found for {url!r}")

    def mount(self, prefix: str, adapter: Any) -> None:
        """Adapters are asked from the longest prefix to the shortest."""
        self.adapters[prefix] = adapter
        for shorter in [key for key in self.adapters if len(key) < len(prefix)]:
            self.adapters[shorter] = self.adapters.pop(shorter)

    def close(self) -> None:
        for adapter in self.adapters.values():
            adapter.close()


def session() -> Session:
    return Session()


def _merged(common: Any, own: Any) -> CaseInsensitiveDict:
    """A request's headers over its session's; one set to None is left out."""
    both = CaseInsensitiveDict(common or {})
    both.update(own or {})
    return CaseInsensitiveDict({name: value for name, value in both.items() if value is not None})


def _with_pairs(common: Any, own: Any) -> Any:
    if not common or not (isinstance(common, Mapping) and isinstance(own or {}, Mapping)):
        return own or common
    return {name: value for name, value in {**common, **(own or {})}.items() if value is not None}


def _redirected(request: PreparedRequest, response: Response) -> PreparedRequest:
    """To where the response points; as GET where browsers would."""
    again = request.copy()
    again.url = urljoin(request.url or "", response.headers["location"])
    status, method = response.status_code, request.method
    if (status == 303 and method != "HEAD") or (status == 302 and method != "HEAD") or (status == 301 and method == "POST"):
        again.method = "GET"
    if status not in (307, 308):
        again.body = None
        for name in ("Content-Length", "Content-Type", "Transfer-Encoding"):
            again.headers.pop(name, None)
    if urlsplit(again.url).netloc != urlsplit(request.url or "").netloc:
        again.headers.pop("Authorization", None)
    return again
