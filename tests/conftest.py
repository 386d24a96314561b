"""Which tests can run on this machine, what they are given, and what is said of those that did not run.

A test marked `browser`, `office` or `postgres` is skipped where what it needs is missing, and the run ends with a line
that names it. With `--fail-on-skip` a test that does not run, for whatever reason, is a failure.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import settings

from tests.machine import CHROMIUM, INITDB, NEEDS, SOFFICE, Program, postgres_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A slow machine is not a fault. In CI the examples are the same each time, so that a failure is the change's own.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")

ROOM_IN_MEMORY = 2_000_000_000
"""Bytes; the tests need about a tenth at a time."""

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.fixture(autouse=True)
def _main_module_stays() -> Iterator[None]:
    """Streamlit's AppTest leaves the page it ran as `__main__`, and a process started later would run that page."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """A Chromium to drive; `executable_path` of Playwright."""
    return _found(CHROMIUM)


@pytest.fixture(scope="module")
def chromium(chromium_path: Path) -> Iterator[Browser]:
    """One Chromium for a module."""
    from tests.serving import opened_chromium  # here, so that tests without a browser need no Playwright

    with opened_chromium(chromium_path) as browser:
        yield browser


@pytest.fixture(scope="session")
def soffice_path() -> Path:
    """LibreOffice's program. Give each run its own profile: `-env:UserInstallation=file://...`."""
    return _found(SOFFICE)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of the tests' own, as a SQLAlchemy URL of its maintenance database."""
    with postgres_server(_found(INITDB)) as url:
        yield url


@pytest.fixture(scope="session")
def office_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office's home, filled once: of 2020/21 everything is adopted, of 2021/22 not. To be copied, not changed."""
    from dashboard.ledger import DataSet  # here, so that a test of one rule does not wait for every room
    from dashboard.workspace import FILES
    from tests import office_ledger

    home = tmp_path_factory.mktemp("office")
    office_ledger.build(f"sqlite:///{home / FILES[DataSet.OFFICE]}")
    return home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this installation (`CPC_HOME`), which is not there yet; no ledger elsewhere is named."""
    monkeypatch.setenv("CPC_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CPC_DATABASE_URL", raising=False)
    monkeypatch.delenv("CPC_DATA_SET", raising=False)
    return tmp_path / "home"


@pytest.fixture
def office(office_home: Path, home: Path) -> Path:
    """The folder of this installation with an office in it, a copy that a test may change."""
    return Path(shutil.copytree(office_home, home))


def _found(program: Program) -> Path:
    path = program.path()
    if path is None:
        pytest.skip(program.missing)
    return path


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fail-on-skip", action="store_true", help="a test that does not run is a failure")


def pytest_configure(config: pytest.Config) -> None:
    _keep_compiled(config)
    _keep_in_memory()
    leaving_out = [option for option in ("-k", "-m", "--deselect", "--lf") if config.getoption(option, None)]
    if leaving_out and config.getoption("--fail-on-skip"):
        raise pytest.UsageError(f"--fail-on-skip: {', '.join(leaving_out)} would leave tests out")


def _keep_compiled(config: pytest.Config) -> None:
    """Where nothing compiled may be kept beside the programs, keep it in pytest's own cache.

    Each worker, and each server or command that a test starts, would else compile all its packages for some seconds.
    """
    if sys.dont_write_bytecode and sys.pycache_prefix is None and hasattr(config, "cache"):
        sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(config.cache.mkdir("compiled"))
        sys.dont_write_bytecode = False
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _keep_in_memory() -> None:
    """Where the system has a folder in memory with room, make the temporary folders there.

    A ledger waits for the disk at each of its commits, so that a power cut destroys nothing. The tests make tens of
    thousands, and need none of them after a power cut.
    """
    memory = Path("/dev/shm")  # Linux
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_IN_MEMORY:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips what cannot run here, and keeps the tests that share a browser, an office or a server on one worker."""
    missing = {mark: [p.missing for p in needs if p.path() is None] for mark, needs in NEEDS.items()}
    for item in items:
        for mark in NEEDS:
            if item.get_closest_marker(mark):
                if not item.get_closest_marker("xdist_group"):  # a group of its own is shared for more
                    item.add_marker(pytest.mark.xdist_group(mark))
                if missing[mark]:
                    item.add_marker(pytest.mark.skip(reason=f"{mark}: {', '.join(missing[mark])}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _strict(item.config, (yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _strict(collector.config, (yield))


def _strict(config: pytest.Config, report: Report) -> Report:
    if report.skipped and config.getoption("--fail-on-skip"):
        report.outcome = "failed"
        report.longrepr = f"not run: {_reason(report)}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line a reason, with the number of tests that did not run because of it."""
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    for reason, count in reasons.items():
        terminalreporter.write_line(f"not run: {count} {'test' if count == 1 else 'tests'}: {reason}", yellow=True)


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Pytest keeps a skip as (file, line, 'Skipped: why'), an expected failure elsewhere."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return str(getattr(report, "wasxfail", None) or report.longrepr)
