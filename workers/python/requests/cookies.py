from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import Any


class RequestsCookieJar(dict[str, str]):
    """Cookies by name, of whatever host they are."""

    def set(self, name: str, value: str | None, **_: Any) -> None:
        if value is None:
            self.pop(name, None)
        else:
            self[name] = value

    def get_dict(self, domain: str | None = None, path: str | None = None) -> dict[str, str]:
        return dict(self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}{list(self.items())}>"


def cookies_in(headers: list[str]) -> RequestsCookieJar:
    """From `Set-Cookie` headers."""
    jar = RequestsCookieJar()
    for header in headers:
        try:
            jar.update((name, morsel.value) for name, morsel in SimpleCookie(header).items())
        except CookieError:
            continue
    return jar


def cookiejar_from_dict(cookies: dict[str, str]) -> RequestsCookieJar:
    return RequestsCookieJar(cookies)
