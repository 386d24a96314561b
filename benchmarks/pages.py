"""Cold first page and page-to-page in a real Chromium, ours and an empty Streamlit app's."""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from dashboard.workspace import PROJECT

EMPTY_APP = """import streamlit as st
def one(): st.title("One")
def two(): st.title("Two")
st.navigation([st.Page(one, title="One", default=True), st.Page(two, title="Two")], position="top").run()
"""
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROUNDS = 3


def measure(folder: Path) -> Iterator[tuple[str, float, float]]:
    """(what, our seconds, the empty app's seconds) for the first page after a cold start and for a change of page."""
    empty = folder / "empty.py"
    empty.write_text(EMPTY_APP, encoding="utf-8")
    floors = [_visit(empty, "Two", "Two", folder) for _ in range(ROUNDS)]
    ours = [_visit(PROJECT / "dashboard" / "server.py", "Objectives", "Objective 1", folder) for _ in range(ROUNDS)]
    for position, name in enumerate(("cold first page", "page to page")):
        yield name, statistics.median(v[position] for v in ours), statistics.median(v[position] for v in floors)


def _visit(app: Path, link: str, text_there: str, folder: Path) -> tuple[float, float]:
    start = time.perf_counter()
    with _server(app, folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_ARGUMENTS)
        page = browser.new_page()
        page.goto(address)
        _settled(page)
        first = time.perf_counter() - start
        start = time.perf_counter()
        page.get_by_role("link", name=link, exact=True).first.click()
        page.get_by_text(text_there).first.wait_for()
        _settled(page)
        second = time.perf_counter() - start
        browser.close()
        return first, second


def _settled(page: Page) -> None:
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"] h1', timeout=60_000)


@contextmanager
def _server(app: Path, folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"]
    environment = os.environ | {"CPC_HOME": str(folder / "home"), "PYTHONPATH": str(PROJECT)}
    process = subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/_stcore/health")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=1)
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"{address} did not answer within 30 seconds")
