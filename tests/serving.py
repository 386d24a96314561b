"""The dashboard on a port of this machine, as `run.py serve` starts it, and a Chromium to look at it with.

In: the home of a ledger (`CPC_HOME`), or the path of a Chromium. Out: an address that answers, or an open browser.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from playwright.sync_api import Browser, sync_playwright

from tests.machine import free_port

PROJECT = Path(__file__).parents[1]
PATIENCE = 120
"""Seconds that a server has until it answers; a slow machine is not a fault."""

# Chromium as root needs no sandbox; the rest keeps it from calling its maker, so that every request seen is ours.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def served(home: Path, host: str = "127.0.0.1", log: IO[bytes] | None = None) -> Iterator[str]:
    """The address of a dashboard on the ledger in `home`, once it answers; the server ends with the block.

    It listens to `host`, and says whatever it says in `log`. TimeoutError where it ends or stays silent.
    """
    port = free_port()
    environment = os.environ | {"CPC_HOME": str(home), "PYTHONPATH": str(PROJECT)}
    for name in ("DISPLAY", "CPC_DATABASE_URL", "CPC_DATA_SET"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "dashboard.cli", "serve", "--port", str(port), "--host", host]
    said = log or subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=said, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextmanager
def opened_chromium(path: Path) -> Iterator[Browser]:
    """A browser of its own; Playwright holds the event loop as long as it is open."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"{url} did not answer within {PATIENCE} s; the server's exit code is {server.poll()}")
