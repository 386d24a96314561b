"""The one door: makes the environment, then opens the dashboard, runs the tests, or hands a word on.

    python3 run.py                       opens the dashboard on the public record (the same as `serve`)
    python3 run.py test [ARGUMENT ...]   runs the tests; the arguments are pytest's, paths count from this folder
    python3 run.py WORD [ARGUMENT ...]   hands the word to the program: `python3 run.py WORD --help` explains each

The environment is the folder `.venv`, filled from `requirements.lock`, every package checked against its hash. A stamp
in it names the lock and the Python it was made from; when either changes, or an installation was cut short, it is made
anew. Only the standard library is used here, so that a fresh clone needs nothing but Python.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "made-from.txt"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

OLDEST_PYTHON = (3, 11)
WORDS = """\
words handed on to the program:
  serve            opens the dashboard (the same as no word at all)
  check            checks the catalogue and the data; ends with 0 or 1
  draft            drafts a document, e.g. draft annual-report --year 2021/22 --out report.docx
  figures          writes every figure, one a row, e.g. figures --out figures.csv
  returns          the agencies' returns: blank, submit, list, show, accept, send-back, adopt, withdraw, adjust, correct
  edition          what was published: check, publish, list, show, verify, withdraw, files
  sign-off         small totals that wait for the National Rapporteur: list, give, take-back
  analyst          who may read restricted figures: name, list, end
  restricted       exact figures for a named analyst, logged: report, figures
  audit            recomputes the ledger, or attacks what is shown: audit ledger, audit disclosure
  backup           copies the ledger while it is in use: backup --to FOLDER
  restore          puts a backup back where there is no ledger
  move             carries the ledger over to another database: move --to URL
  begin-office     begins an office's own ledger, with the public record filed
  demo             builds the whole office on synthetic returns, and opens it
  WORD --help      explains a word
"""

# Tests that share a browser, an office or a database server stay on one worker. More than four workers only wait for
# that one, and each holds a few hundred megabytes.
PYTEST = ("-m", "pytest", "-n", "auto", "--maxprocesses", "4", "--dist", "loadgroup")

DISK_FULL = "The disk is full: the environment takes about 1.2 GB, and the temporary folder half as much for a while."
# What installers print when they fail, and what it means to the person at the keyboard; the first that fits is said.
FAILURES = (
    (
        r"no space left on device|not enough space on the disk",
        DISK_FULL,
    ),
    (
        r"do not match the hashes|hash mismatch",
        "A package is not the one that requirements.lock names, so it was refused. Fetch it again from the index.",
    ),
    (
        r"connection|resolve host|name resolution|getaddrinfo|timed out|proxyerror|dns error|error sending request",
        "The package index could not be reached. Check the network, or install from a folder of packages: "
        "--wheelhouse DIR (docs/install.md says how to fill one).",
    ),
    (
        r"permission denied|access is denied|read-only file system|being used by another process",
        f"{VENV} cannot be written. Close a dashboard that is still running from it, or ask whoever owns the folder.",
    ),
    (
        r"no matching distribution|could not find a version|no solution found|not found in the package registry",
        "A package that requirements.lock names is not there for this system and this Python "
        f"({sys.platform}, {sys.version_info[0]}.{sys.version_info[1]}). Another Python may do: python3.12 run.py",
    ),
)


class SetupError(Exception):
    """Why the environment could not be made, in a sentence for the person who asked."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Makes the environment if it is not there, then becomes the program that was asked for."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(python_too_old(sys.version_info[:2]))
    options = read_arguments(arguments)
    word, *rest = options.words or ["serve"]
    try:
        make_environment(options.wheelhouse)
        if word == "test":
            install_system_needs()
            os.chdir(ROOT)
            become([str(PYTHON), *PYTEST, *rest])
        # -P: the folder the person stands in is no place to import from.
        become([str(PYTHON), "-P", "-m", "dashboard.cli", word, *rest])
    except SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)  # as a shell counts an end by Ctrl+C


def python_too_old(found: tuple[int, ...]) -> str:
    """The sentence for a Python that cannot run the program."""
    return "Python {}.{} or newer is needed; this is Python {}.{}.".format(*OLDEST_PYTHON, *found)


def read_arguments(arguments: list[str] | None) -> argparse.Namespace:
    """`wheelhouse` and `words`; everything after the first word belongs to the word."""
    parser = argparse.ArgumentParser(
        prog="run.py",
        usage="python3 run.py [--wheelhouse DIR] [test | WORD] [ARGUMENT ...]",
        description="Makes the environment once, then opens the dashboard; 'test' runs the tests.",
        epilog=WORDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--wheelhouse", metavar="DIR", type=Path, help="install from this folder of packages, without a network"
    )
    parser.add_argument("words", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def stamp() -> str:
    """What an environment is made from: the lock, by hash, and the version of Python that chose among its packages."""
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"requirements.lock sha256:{lock}\npython {sys.version_info[0]}.{sys.version_info[1]}\n"


def make_environment(wheelhouse: Path | None) -> None:
    """Fills `.venv` from the lock unless it is there and whole, which the stamp says: it is written last.

    Raises SetupError.
    """
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == stamp():
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupError("This Python cannot make environments. On Debian or Ubuntu: apt install python3-venv")
    if wheelhouse is not None and not wheelhouse.is_dir():
        raise SetupError(f"--wheelhouse: {wheelhouse} is not a folder.")
    print(f"Setting up {VENV}, once; this takes a few minutes.", file=sys.stderr, flush=True)
    try:
        STAMP.unlink(missing_ok=True)
        first_that_works([[sys.executable, "-m", "venv", "--clear", str(VENV)]])
        first_that_works(installers(wheelhouse))
        STAMP.write_text(stamp(), encoding="utf-8")
    except OSError as error:
        raise SetupError(explain(str(error))) from error


def installers(wheelhouse: Path | None) -> list[list[str]]:
    """The commands that fill the environment, the faster first: uv where it is installed, and pip, always."""
    source = [] if wheelhouse is None else ["--no-index", "--find-links", str(wheelhouse.resolve())]
    rules = ["--quiet", "--require-hashes", "--only-binary", ":all:", *source]
    pip = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", *rules, "-r", str(LOCK)]
    uv = shutil.which("uv")
    if uv is None:
        return [pip]
    return [[uv, "pip", "sync", "--python", str(PYTHON), *rules, str(LOCK)], pip]


def first_that_works(commands: list[list[str]]) -> None:
    """Runs the commands until one succeeds, silently; raises SetupError with the last one's reason if none does."""
    said = ""
    for command in commands:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env={**child_environment(), "PIP_USER": "0"},  # a machine-wide `user = true` would install elsewhere
        )
        if done.returncode == 0:
            return
        said = done.stdout
    raise SetupError(explain(said))


def explain(output: str) -> str:
    """A failed installation in plain words, followed by the last lines that the installer printed."""
    meanings = [meaning for pattern, meaning in FAILURES if re.search(pattern, output, re.IGNORECASE)]
    if shutil.disk_usage(ROOT).free < 10_000_000:  # a step that found no room for its own message says nothing of it
        meanings.insert(0, DISK_FULL)
    reason = next(iter(meanings), "The environment could not be made.")
    last = [line for line in output.splitlines() if line.strip()][-5:]
    return "\n".join([reason, "The installer's last words:", *(f"  {line}" for line in last)])


def install_system_needs() -> None:
    """Chromium, LibreOffice, PostgreSQL and fonts, where they may be installed; the test run says which are missing."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["sh", str(ROOT / ".ci" / "install-system")], check=False)


def child_environment() -> dict[str, str]:
    """This process's variables, with this folder as the only extra place to import from and UTF-8 on every system."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
    return {**variables, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def become(command: list[str]) -> NoReturn:
    """Ends this process in the command's favour: its signals, output and exit code are the command's own."""
    if os.name == "posix":
        os.execve(command[0], command, child_environment())
    process = subprocess.Popen(command, env=child_environment())
    while True:  # Windows cannot replace a process: wait for it, through the Ctrl+C that it hears as well
        try:
            sys.exit(process.wait())
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    main()
