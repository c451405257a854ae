from __future__ import annotations

from base64 import b64encode
from typing import Any


class AuthBase:
    def __call__(self, r: Any) -> Any:
        raise NotImplementedError("Auth hooks must be callable.")


class HTTPBasicAuth(AuthBase):
    def __init__(self, username: str, password: str) -> None:
        self.username = username
        self.password = password

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HTTPBasicAuth) and vars(self) == vars(other)

    def __call__(self, r: Any) -> Any:
        both = f"{self.username}:{self.password}".encode("latin-1", "replace")
        r.headers["Authorization"] = f"Basic {b64encode(both).decode()}"
        return r
