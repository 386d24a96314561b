"""The word that opens the dashboard."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys

from dashboard import workspace
from dashboard.cli.arguments import Words, port
from dashboard.ledger import DataSet
from dashboard.workspace import PROJECT, WorkspaceError

_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
_DRAFTS = (
    "other machines can reach these pages. They are drafts, which no audit counts: whoever keeps a page of before a "
    "return was accepted and one of after can subtract them. Let nobody but the office reach them; give others editions"
)


def add_words(words: Words) -> None:
    """`serve`."""
    parser = words.add_parser("serve", help="open the dashboard in a browser")
    add_place(parser)
    parser.set_defaults(run=serve)


def add_place(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=port, default=8501, help="port to listen on (default: 8501)")


def serve(chosen: argparse.Namespace) -> int:
    """Streamlit in this process's place, so that whatever ends this one ends it; Windows cannot, and waits."""
    workspace.ledger()  # whatever is wrong is said here in a sentence, not in a browser that finds no server
    _port_is_free(chosen.host, chosen.port)
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/server.py"]
    command += ["--server.address", chosen.host, "--server.port", str(chosen.port)]
    command += ["--server.headless", "false" if _has_display() else "true"]
    if chosen.host not in _THIS_MACHINE and workspace.data_set() is not DataSet.PUBLIC_RECORD:
        print(f"cpc: {_DRAFTS}", file=sys.stderr, flush=True)
    shown_host = "localhost" if chosen.host in (*_THIS_MACHINE, "0.0.0.0") else chosen.host
    print(f"The dashboard opens at http://{shown_host}:{chosen.port}  (Ctrl-C ends it)", flush=True)
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    if os.name == "posix":
        os.chdir(PROJECT)
        os.execve(command[0], command, environment)
    try:
        return subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0


def _port_is_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise WorkspaceError(
                f"cannot listen on {host}, port {port}: {error.strerror}. Choose another port with --port, "
                "or end what is using it."
            ) from error


def _has_display() -> bool:
    """A browser can open on Windows and macOS, and on Linux where a display is set."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
