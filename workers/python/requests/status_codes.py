"""`requests.codes.not_found` and its like."""

from __future__ import annotations

from http import HTTPStatus


class Codes:
    def __getitem__(self, name: str) -> int | None:
        return getattr(self, name, None)

    def get(self, name: str, default: int | None = None) -> int | None:
        return getattr(self, name, default)


codes = Codes()

# What the standard library calls otherwise, or not at all.
_MORE = {
    "okay": 200,
    "all_ok": 200,
    "all_okay": 200,
    "moved": 301,
    "bad": 400,
    "entity_too_large": 413,
    "unprocessable": 422,
    "unprocessable_entity": 422,
    "teapot": 418,
    "im_a_teapot": 418,
    "too_many": 429,
    "server_error": 500,
    "unavailable": 503,
}

for _status in HTTPStatus:
    setattr(codes, _status.name.lower(), int(_status))
    setattr(codes, _status.name, int(_status))
for _name, _value in _MORE.items():
    setattr(codes, _name, _value)
    setattr(codes, _name.upper(), _value)
