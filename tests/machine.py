"""What the slow tests need from the machine: programs that a package index does not carry, and a database server.

In: nothing but PATH and the places where the systems' own installers put things. Out: paths, and a running PostgreSQL.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """A program by the names it has on PATH, and by where it lies when it is not there (patterns from the root)."""

    title: str
    package: str
    names: tuple[str, ...]
    places: tuple[str, ...] = ()

    def path(self) -> Path | None:
        """Where it is: on PATH, else the newest of its usual places, else nowhere."""
        on_path = [Path(found) for name in self.names if (found := shutil.which(name))]
        elsewhere = [found for place in self.places for found in sorted(Path("/").glob(place), reverse=True)]
        return next(iter(on_path + elsewhere), None)

    @property
    def missing(self) -> str:
        """The line that says it is not there."""
        return f"{self.title} was not found (Debian, Ubuntu: apt install {self.package})"


CHROMIUM = Program(
    "Chromium",
    "chromium",
    ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge"),
    (
        "Applications/Chromium.app/Contents/MacOS/Chromium",
        "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "Program Files*/Google/Chrome/Application/chrome.exe",
        "Program Files*/Microsoft/Edge/Application/msedge.exe",
    ),
)
SOFFICE = Program(
    "LibreOffice",
    "libreoffice-writer",
    ("soffice", "libreoffice"),
    ("Applications/LibreOffice.app/Contents/MacOS/soffice", "Program Files*/LibreOffice/program/soffice.exe"),
)
PDFTOPPM = Program("pdftoppm", "poppler-utils", ("pdftoppm",))
INITDB = Program(
    "PostgreSQL",
    "postgresql",
    ("initdb",),
    ("usr/lib/postgresql/*/bin/initdb", "Program Files/PostgreSQL/*/bin/initdb.exe"),  # Debian's are not on PATH
)

NEEDS = {"browser": (CHROMIUM,), "office": (SOFFICE, PDFTOPPM), "postgres": (INITDB,)}
"""What a test with this mark cannot run without."""


# Loopback only, no socket file, and nothing that a power cut must not destroy.
SETTINGS = """
port = {port}
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
"""


@contextmanager
def postgres_server(initdb: Path) -> Iterator[str]:
    """A new PostgreSQL server on a free loopback port, as a SQLAlchemy URL; it is gone afterwards, with all it held."""
    programs = initdb.resolve().parent
    user = unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="cpc-postgres-"))
    data, log = folder / "data", folder / "server.log"
    pg_ctl = [str(programs / "pg_ctl"), "--pgdata", str(data), "--wait"]

    def run(*command: str) -> int:
        with log.open("ab") as output:
            return subprocess.run(command, stdout=output, stderr=output, cwd=folder, user=user, check=False).returncode

    try:
        if user is not None:
            shutil.chown(folder, user)
        started = False
        if run(str(initdb), f"--pgdata={data}", "--username=cpc", "--auth=trust", "--encoding=UTF8", "--no-sync") == 0:
            for _ in range(3):  # another process may take the free port before the server does
                port = free_port()
                with (data / "postgresql.conf").open("a") as settings:
                    settings.write(SETTINGS.format(port=port))
                if started := run(*pg_ctl, "start") == 0:
                    break
        if not started:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        yield f"postgresql+psycopg://cpc@127.0.0.1:{port}/postgres"
    finally:
        run(*pg_ctl, "--mode", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged_user() -> str | None:
    """Whom the server runs as when root runs the tests, since it refuses root; None is whoever runs them."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd  # there is none on Windows

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
