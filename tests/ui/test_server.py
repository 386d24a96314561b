"""The server's doors: what every answer carries, what is compressed, what stays shut."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass, field

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from dashboard.server import FRONT_END, Hardening, content_security_policy

INDEX = (FRONT_END / "index.html").read_text("utf-8")
BUNDLE = next(path for path in sorted((FRONT_END / "static" / "js").glob("index.*.js")))


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    """The app behind the doors."""
    await PlainTextResponse("inner")(scope, receive, send)


def ask(path: str, *, accept: str = "gzip, deflate", doors: Hardening | None = None) -> Answer:
    """What a browser gets that asks for a path."""
    answer = Answer()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            answer.body += message.get("body", b"")

    scope: Scope = {
        "type": "http", "method": "GET", "path": path, "headers": [(b"accept-encoding", accept.encode())],
    }  # fmt: skip
    asyncio.run((doors or Hardening(inner))(scope, receive, send))
    return answer


@pytest.mark.parametrize("path", ["/", "/indicator", f"/static/js/{BUNDLE.name}", "/_stcore/metrics"])
def test_every_answer_carries_the_headers(path: str) -> None:
    headers = ask(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_nothing_may_load_from_another_machine() -> None:
    policy = content_security_policy(INDEX)
    assert not re.search(r"https?:|\*|unsafe-eval", policy)
    assert "script-src 'self' 'sha256-" in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]


def test_the_inline_scripts_of_the_installed_front_end_are_allowed_by_their_hashes() -> None:
    scripts = re.findall(r"<script>(.*?)</script>", INDEX, flags=re.DOTALL)
    assert scripts
    policy = content_security_policy(INDEX)
    for script in scripts:
        assert f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in policy
    assert content_security_policy("<script>a()</script>") != policy


def test_a_bundle_comes_compressed_and_is_the_same_file() -> None:
    answer = ask(f"/static/js/{BUNDLE.name}")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "accept-encoding"
    assert "immutable" in answer.headers["cache-control"]
    assert gzip.decompress(answer.body) == BUNDLE.read_bytes()
    assert len(answer.body) < BUNDLE.stat().st_size / 2


def test_a_bundle_is_compressed_once() -> None:
    doors = Hardening(inner)
    first, second = (ask(f"/static/js/{BUNDLE.name}", doors=doors) for _ in range(2))
    assert first.body == second.body
    assert len(doors._compressed) == 1


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        (f"/static/js/{BUNDLE.name}", "identity"),
        ("/static/js/no-such-file.js", "gzip"),
        ("/static/js/../../../server.py", "gzip"),
        ("/static/../../__init__.js", "gzip"),
        ("/media/figures.csv", "gzip"),
    ],
)
def test_everything_else_is_left_to_the_app(path: str, accept: str) -> None:
    answer = ask(path, accept=accept)
    assert (answer.status, answer.body) == (200, b"inner")


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/openapi.json"])
def test_doors_that_nobody_uses_are_shut(path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert b"inner" not in answer.body


def test_what_is_not_http_passes_through() -> None:
    seen: list[str] = []

    async def socket(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["type"])

    async def nothing() -> Message:
        return {"type": "websocket.connect"}

    async def ignore(message: Message) -> None:
        raise AssertionError(message)

    asyncio.run(Hardening(socket)({"type": "websocket", "path": "/_stcore/stream"}, nothing, ignore))
    assert seen == ["websocket"]
