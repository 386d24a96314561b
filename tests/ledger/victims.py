"""Processes that work on a ledger until they are killed: one program that is started once and forks a victim at a time.

Forked, a victim is at work at once; started anew, each would first load Python and SQLAlchemy for a second. It says
each step on the common output when it is done, so what was acknowledged is known even of the dead.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dashboard.ledger import DataSet, Kind, Ledger, LedgerError, Submission, SubmissionDraft
from dashboard.ledger.anchors import remember
from dashboard.ledger.keeping import backup, move
from dashboard.periods import Period
from tests.ledger.builder import draft, observation, source

Said = list[Any]
"""One line of a victim: the step and what came of it."""

WORKBOOK_BYTES = 40_000
"""Of the order of an agency's workbook."""

POSTS = {"accepted": "Secretariat", "adopted": "Rapporteur"}


def workbook(code: str) -> bytes:
    """Bytes that stand for the workbook of a return; each code has its own."""
    return (sha256(code.encode()).digest() * WORKBOOK_BYTES)[:WORKBOOK_BYTES]


def office_return(code: str, observations: int = 4) -> SubmissionDraft:
    """An agency's return for 2021-H1, read from `workbook(code)`."""
    return draft(
        code,
        source=source(code),
        kind=Kind.RETURN,
        agency="jcf",
        signed_by="Head of the agency",
        signed_on=date(2021, 10, 20),
        period=Period.half_year(2021, 1),
        observations=tuple(observation(locator=f"Victims!C{row}") for row in range(observations)),
        file_sha256=sha256(workbook(code)).hexdigest(),
    )


def file_return(ledger: Ledger, code: str, actor: str = "focal point") -> Submission:
    return ledger.submit(office_return(code), actor, file=workbook(code))


# ---- what a victim does ----------------------------------------------------------------------------------------------


def decide(url: str, name: str) -> None:
    """File returns without end, and have each accepted and adopted."""
    with Ledger.open(url, DataSet.OFFICE) as ledger:
        say("go")
        for number in count():
            submission = file_return(ledger, f"{name}-{number}")
            say("submitted", submission.id)
            for decision, post in POSTS.items():
                ledger.record(submission.id, decision, post)
                say(decision, submission.id)


def fill(url: str, largest_file: int) -> None:
    """File returns until the ledger can take no more; 0 sets no limit but the disk's."""
    with Ledger.open(url, DataSet.OFFICE) as ledger:
        limit_files(largest_file)
        for number in count():
            try:
                say("submitted", file_return(ledger, f"full-{number}").id)
            except LedgerError as error:
                say("refused", str(error))
                return


def back_up(url: str, folder: str, largest_file: int = 0) -> None:
    limit_files(largest_file)
    say("go")
    try:
        say("backed up", backup(url, Path(folder)).file.name)
    except LedgerError as error:
        say("refused", str(error))


def back_up_until(url: str, folder: str, renames: int) -> None:
    """Die just before a file is given its name for the n-th time: moments too short for chance to find them."""
    give_name, done = Path.replace, count(1)

    def replace(unfinished: Path, name: Path) -> Path:
        if next(done) == renames:
            os.kill(os.getpid(), signal.SIGKILL)
        return give_name(unfinished, name)

    with patch.object(Path, "replace", replace):
        backup(url, Path(folder))


def carry(url: str, to_url: str, largest_file: int = 0) -> None:
    limit_files(largest_file)
    say("go")
    try:
        say("moved", move(url, to_url).contents.head.short)
    except LedgerError as error:
        say("refused", str(error))


def note(url: str, folder: str, largest_file: int) -> None:
    """Add to the register of anchors until it can take no more."""
    with Ledger.open(url, DataSet.OFFICE) as ledger:
        head = ledger.head()
    limit_files(largest_file)
    for number in count(1):
        try:
            remember(Path(folder), head, f"receipt {number}")
        except LedgerError as error:
            say("refused", str(error))
            return
        say("remembered", number)


def crowd(work: str, url: str, size: int) -> None:
    """Several processes that begin the same work at once; each says what it did, or why it could not."""
    waiting, starter = os.pipe()
    children = []
    for number in range(size):
        if (child := os.fork()) == 0:
            os.close(starter)
            os.read(waiting, 1)  # comes back when the last writer of the pipe closes it: now, for all of them
            with Ledger.open(url, DataSet.OFFICE) as ledger:
                CROWDS[work](ledger, number)
            os._exit(0)
        children.append(child)
    os.close(starter)
    for child in children:
        _, status = os.waitpid(child, 0)
        say("left", os.waitstatus_to_exitcode(status))
    os.close(waiting)


def submit_own_and_shared(ledger: Ledger, number: int) -> None:
    for code in (*(f"agency-{number}-{each}" for each in range(3)), "shared"):
        say("submitted", file_return(ledger, code).id)


def accept_the_same(ledger: Ledger, number: int) -> None:
    try:
        say("accepted", ledger.record("shared.1", "accepted", f"officer {number}").short)
    except LedgerError as error:
        say("refused", str(error))


def remember_each(ledger: Ledger, number: int) -> None:
    folder = Path(str(ledger._engine.url.database)).parent
    for each in range(8):
        remember(folder, ledger.head(), f"receipt {number}-{each}")


CROWDS: dict[str, Callable[[Ledger, int], None]] = {
    "submit": submit_own_and_shared,
    "accept": accept_the_same,
    "remember": remember_each,
}
WORK: dict[str, Callable[..., None]] = {
    "decide": decide,
    "fill": fill,
    "back up": back_up,
    "back up until": back_up_until,
    "carry": carry,
    "note": note,
    "crowd": crowd,
}


def say(*words: object) -> None:
    """One line in one write: no other process's words come in between."""
    os.write(1, (json.dumps(words) + "\n").encode())


def limit_files(largest: int) -> None:
    """What an unprivileged user can have instead of a small disk: no file may grow beyond this many bytes."""
    if largest:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))


def main() -> None:
    """Fork a victim for each line of input, `["decide", url, name]`, and say when it has ended."""
    for loaded_late in ("alembic.command", "sqlalchemy.dialects.postgresql.psycopg", "psycopg"):
        importlib.import_module(loaded_late)  # a victim is to die at its work, not while it loads
    for line in sys.stdin:
        work, *arguments = json.loads(line)
        if (child := os.fork()) == 0:
            say("started", os.getpid())
            WORK[work](*arguments)
            say("done")
            signal.pause()  # it is killed in the end, whatever it did: its number is nobody else's until then
        _, status = os.waitpid(child, 0)
        say("ended", os.waitstatus_to_exitcode(status))


# ---- the tests' side -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Victims:
    """The program that forks them."""

    process: subprocess.Popen[str]

    def kill_one(self, work: str, *arguments: object, steps: int = 0, after: Callable[[float], float]) -> list[Said]:
        """Have the work begun, wait for a number of steps, kill it during the next one, and hear all that it said.

        `after` gives the seconds until then from those that the step before took: on a busy machine all take longer.
        """
        pid, heard, taken = self._start(work, *arguments), list[Said](), 0.0
        for _ in range(1 + steps):
            begun = time.perf_counter()
            heard.append(self._heard())
            taken = time.perf_counter() - begun
        assert heard.pop(0) == ["go"]
        time.sleep(after(taken))
        return heard + self._killed(pid)

    def finish_one(self, work: str, *arguments: object) -> list[Said]:
        """Have the work done to its end and hear all that it said."""
        pid, heard = self._start(work, *arguments), list[Said]()
        while not heard or heard[-1] != ["done"]:
            heard.append(self._heard())
        self._killed(pid)
        return [line for line in heard[:-1] if line != ["go"]]

    def let_one_die(self, work: str, *arguments: object) -> list[Said]:
        """Have the work begun that ends in its own death, and hear all that it said."""
        self._start(work, *arguments)
        return self._heard_to_the_end()

    def _start(self, work: str, *arguments: object) -> int:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([work, *arguments]) + "\n")
        self.process.stdin.flush()
        word, pid = self._heard()
        assert word == "started"
        return int(pid)

    def _killed(self, pid: int) -> list[Said]:
        os.kill(pid, signal.SIGKILL)
        return self._heard_to_the_end()

    def _heard_to_the_end(self) -> list[Said]:
        heard: list[Said] = []
        while (line := self._heard())[0] != "ended":
            if line != ["done"]:
                heard.append(line)
        assert line == ["ended", -signal.SIGKILL], f"the victim had ended by itself: {line}"
        return heard

    def _heard(self) -> Said:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the program that forks the victims has ended"
        said: Said = json.loads(line)
        assert said[0] != "ended" or said[1] in (0, -signal.SIGKILL), f"a victim ended by itself: {said}"
        return said


@contextmanager
def victims() -> Iterator[Victims]:
    command = [sys.executable, "-m", "tests.ledger.victims"]
    root = Path(__file__).parents[2]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=root, stdin=pipe, stdout=pipe, encoding="utf-8", start_new_session=True
    ) as process:
        try:
            yield Victims(process)
        finally:
            os.killpg(process.pid, signal.SIGKILL)  # with whoever a failed test has left at work


if __name__ == "__main__":
    main()
