"""What a browser really gets is the same for both ledgers: websocket messages, the page's words, the server's log.

The public's dashboard is started on each ledger as `run.py serve` starts it, and the pages that hide are opened.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, WebSocket, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard import workspace
from dashboard.access import Tier
from tests.browser.conftest import ARGUMENTS
from tests.machine import free_port
from tests.noninterference.conftest import Twin, Twins
from tests.noninterference.outputs import Outputs, differing

pytestmark = pytest.mark.browser

ADDRESSES = ["", "indicator?indicator=2.2a", "indicator?indicator=2.2b", "indicator?indicator=1.3b", "quality"]

OF_THE_SESSION = ("new_session", "auth_redirect")
"""Messages that name the browser's session and the server's version: made alike, as no figure is in them."""


@pytest.fixture(scope="module")
def chromium(chromium_path: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.mark.parametrize("twins", [Tier.PUBLIC], indirect=True, ids=str)
def test_the_browser_cannot_tell_the_true_ledger_from_its_witness(
    twins: Twins, chromium: Browser, tmp_path: Path
) -> None:
    true, other = (_received(twin, chromium, tmp_path / twin.home.name) for twin in (twins.true, twins.other))
    assert any(b"2.2a" in message for message in true.values())
    assert true.keys() == other.keys()
    assert differing(true, other) == []


def _received(twin: Twin, chromium: Browser, log: Path) -> Outputs:
    port, found = free_port(), dict[str, bytes]()
    environment = os.environ | {"CPC_HOME": str(twin.home), "PYTHONPATH": str(workspace.PROJECT)}
    command = [sys.executable, "-m", "dashboard.cli", "serve", "--port", str(port)]
    with log.open("wb") as said:
        server = subprocess.Popen(command, cwd=workspace.PROJECT, env=environment, stdout=said, stderr=said)
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            for address in ADDRESSES:
                found |= _of_page(chromium, f"http://127.0.0.1:{port}/", address)
        finally:
            server.terminate()
            server.wait(timeout=30)
    found["log"] = log.read_bytes().replace(str(port).encode(), b"<port>").replace(str(twin.home).encode(), b"<home>")
    return found


def _of_page(chromium: Browser, at: str, address: str) -> Outputs:
    frames: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda payload: frames.append(payload if isinstance(payload, bytes) else b""))

    page = chromium.new_page()
    page.on("websocket", listen)
    page.goto(f"{at}{address}")
    page.wait_for_selector("footer.cpc-foot", timeout=120_000)
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')", timeout=120_000)
    words = page.inner_text("body").encode()
    page.close()
    return {f"words {address}": words, f"messages {address}": b"\n".join(_messages(frames))}


def _messages(frames: list[bytes]) -> Iterator[bytes]:
    """What pages are built of, in their order; the hash of a message follows from what it says."""
    for frame in frames:
        message = ForwardMsg.FromString(frame)
        if message.WhichOneof("type") in OF_THE_SESSION:
            continue
        message.ClearField("hash")
        yield str(message).encode()


def _wait_for(url: str) -> None:
    for _ in range(1200):
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"{url} did not answer within two minutes")
