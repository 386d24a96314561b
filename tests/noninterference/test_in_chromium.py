"""What a browser really gets is the same for both ledgers: websocket messages, the page's words, the server's log.

The public's dashboard is started on each ledger as `run.py serve` starts it, and the pages that hide are opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.access import Tier
from tests.noninterference.conftest import Twin, Twins
from tests.noninterference.outputs import Outputs, differing
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("twins")]

ADDRESSES = ["", "indicator?indicator=2.2a", "indicator?indicator=2.2b", "indicator?indicator=1.3b", "quality"]

OF_THE_SESSION = ("new_session", "auth_redirect")
"""Messages that name the browser's session and the server's version: made alike, as no figure is in them."""


@pytest.mark.parametrize("twins", [Tier.PUBLIC], indirect=True, ids=str)
def test_the_browser_cannot_tell_the_true_ledger_from_its_witness(
    twins: Twins, chromium: Browser, tmp_path: Path
) -> None:
    true, other = (_received(twin, chromium, tmp_path / twin.home.name) for twin in (twins.true, twins.other))
    assert any(b"2.2a" in message for message in true.values())
    assert true.keys() == other.keys()
    assert differing(true, other) == []


def _received(twin: Twin, chromium: Browser, log: Path) -> Outputs:
    found = dict[str, bytes]()
    with log.open("wb") as said, served(twin.home, log=said) as at:
        for address in ADDRESSES:
            found |= _of_page(chromium, f"{at}/", address)
    port = at.rpartition(":")[2].encode()
    found["log"] = log.read_bytes().replace(port, b"<port>").replace(str(twin.home).encode(), b"<home>")
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
