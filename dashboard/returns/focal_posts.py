"""The dated register of focal posts: which post of which agency answers for returns, since when, and how to reach it.

Contact details are personal data of officials. The register is a CSV file in the restricted folder of this
installation (`CPC_HOME/restricted/focal_posts.csv`), which only its owner can read; it never enters the ledger, a
release, a log or version control. A change of contact that was not notified within 30 days is flagged.
"""

from __future__ import annotations

import csv
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from threading import Lock

from dashboard.access import Action, Identity, may
from dashboard.catalogue import Catalogue
from dashboard.periods import day_in_words
from dashboard.returns.model import ReturnError

FOLDER, FILE = "restricted", "focal_posts.csv"
DAYS_TO_NOTIFY = 30
"""The Partnership's participants tell each other of a change of point of contact within 30 days."""

OWNER_ONLY = 0o600
OWNER_ONLY_FOLDER = 0o700

_ADDING = Lock()
"""Of two who add a line at once neither is written over by the other."""


@dataclass(frozen=True)
class FocalPost:
    """One post (never a person's name) for one stretch of time; `until` None while it lasts.

    `notified_on` is the day the Secretariat was told, None while it was not.
    """

    agency: str
    post: str
    since: date
    until: date | None
    notified_on: date | None
    email: str
    phone: str


@dataclass(frozen=True)
class PostFinding:
    """What is wrong in the register: `line` of the file (1 is the heading), column, what was found, how to mend it.

    `found` never repeats a contact detail.
    """

    line: int
    column: str
    found: str
    mend: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.found}. Mend: {self.mend}."


@dataclass(frozen=True)
class Register:
    """The register as read: the lines that are sound, oldest first within an agency, and what is wrong with others."""

    posts: tuple[FocalPost, ...]
    findings: tuple[PostFinding, ...]

    def current(self, today: date) -> Mapping[str, FocalPost]:
        """The post that answers today, by agency; the one that began last where two overlap."""
        return {
            one.agency: one for one in self.posts if one.since <= today and (one.until is None or today <= one.until)
        }


COLUMNS = tuple(field.name for field in fields(FocalPost))


def register_path(home: Path) -> Path:
    """Where the register of the installation in `home` lies."""
    return home / FOLDER / FILE


def read_register(home: Path, catalogue: Catalogue) -> Register:
    """The register, made with its heading alone where there is none, and closed to other accounts of the computer.

    ReturnError if it cannot be read or made.
    """
    path = register_path(home)
    try:
        path.parent.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        if not path.exists():
            _write(path, ())
        elif os.name == "posix":
            path.chmod(OWNER_ONLY)  # a spreadsheet program that saves it anew may open it to others
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReturnError(
            f"the register of focal posts, {path}, cannot be used: {error}; save it as CSV UTF-8"
        ) from error
    return _read(text, {one.code for one in catalogue.agencies})


def write_register(home: Path, posts: Iterable[FocalPost]) -> None:
    """Write the register anew, whole or not at all, readable to its owner alone."""
    path = register_path(home)
    try:
        path.parent.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        _write(path, posts)
    except OSError as error:
        raise ReturnError(f"the register of focal posts, {path}, cannot be written: {error.strerror}") from error


def add_post(home: Path, catalogue: Catalogue, values: Mapping[str, str]) -> None:
    """Add one line to the register; `values` are its cells by `COLUMNS`, as typed.

    What stands in the file stays, lines that cannot be read and columns of somebody's own included. ReturnError naming
    all that is wrong in the line, or if the register cannot be read or written; then nothing is written.
    """
    known = {one.code for one in catalogue.agencies}
    typed = {name: values.get(name, "").strip() for name in COLUMNS}
    if wrong := [f"{column}: {found}; {mend}" for column, found, mend in _faults(typed, known)]:
        raise ReturnError(". ".join(wrong))
    added, path = _post(typed), register_path(home)
    with _ADDING:
        register = read_register(home, catalogue)  # made where there is none
        if any((one.agency, one.post, one.since) == (added.agency, added.post, added.since) for one in register.posts):
            raise ReturnError(f"the register says this of {added.agency} already; change that line in the file")
        try:
            text = _with_line(path.read_bytes().decode("utf-8-sig"), typed)
            if added not in _read(text, known).posts:
                wrong = [str(finding) for finding in register.findings]
                raise ReturnError(f"the register cannot take a line before these are mended in it: {' '.join(wrong)}")
            _write_text(path, text)
        except (OSError, UnicodeDecodeError) as error:
            raise ReturnError(f"the register of focal posts, {path}, cannot be written: {error}") from error


def _with_line(text: str, typed: Mapping[str, str]) -> str:
    """The register's text with a line more, under whatever columns it has; ReturnError where one of ours is missing."""
    text = text.rstrip("\r\n")
    heading = csv.DictReader(StringIO(text)).fieldnames or ()
    if missing := [name for name in COLUMNS if name not in heading]:
        raise ReturnError(f"the register has no column {', '.join(missing)}; mend its first line")
    line = StringIO()
    csv.DictWriter(line, heading, restval="").writerow(typed)
    return f"{text}\r\n{line.getvalue()}"


def shown_to(identity: Identity, posts: Iterable[FocalPost]) -> tuple[FocalPost, ...]:
    """The posts, with e-mail and telephone for whoever may see them and empty for everybody else."""
    if may(identity, Action.SEE_CONTACTS).allowed:
        return tuple(posts)
    return tuple(replace(one, email="", phone="") for one in posts)


def late_notices(posts: Sequence[FocalPost], today: date) -> tuple[str, ...]:
    """A sentence for each change of contact that was not notified within 30 days, and each agency left without one."""
    return tuple(_late_notices(posts, today))


def _late_notices(posts: Sequence[FocalPost], today: date) -> Iterator[str]:
    for agency in dict.fromkeys(one.agency for one in posts):
        own = sorted((one for one in posts if one.agency == agency), key=lambda one: one.since)
        for changed in own[1:]:
            by = changed.since + timedelta(days=DAYS_TO_NOTIFY)
            change = f"{agency}: the focal post changed to {changed.post} on {day_in_words(changed.since)}"
            if changed.notified_on is None and by < today:
                yield f"{change} and was not notified; it was to be by {day_in_words(by)}"
            elif changed.notified_on is not None and changed.notified_on > by:
                days = (changed.notified_on - changed.since).days
                yield f"{change} and was notified after {days} days; {DAYS_TO_NOTIFY} are allowed"
        last = own[-1]
        if last.until is not None and last.until < today:
            yield f"{agency}: nobody has been named since {day_in_words(last.until)}, when {last.post} ceased to answer"


def _read(text: str, agencies: set[str]) -> Register:
    reader = csv.DictReader(StringIO(text), strict=True)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        mend = f"write the heading {','.join(COLUMNS)}"
        return Register((), (PostFinding(1, ", ".join(missing), "the column is missing", mend),))
    posts: list[FocalPost] = []
    findings: list[PostFinding] = []
    try:
        for row in reader:
            values = {name: (row[name] or "").strip() for name in COLUMNS}
            if not any(values.values()):
                continue
            wrong = [PostFinding(reader.line_num, *fault) for fault in _faults(values, agencies)]
            findings += wrong
            if not wrong:
                posts.append(_post(values))
    except csv.Error as error:
        findings.append(PostFinding(reader.line_num, "the line", str(error), "save the file as CSV UTF-8"))
    return Register(tuple(sorted(posts, key=lambda one: (one.agency, one.since))), tuple(findings))


def _faults(values: Mapping[str, str], agencies: set[str]) -> Iterator[tuple[str, str, str]]:
    """(column, found, mend) of everything wrong in one line."""
    if values["agency"] not in agencies:
        yield (
            "agency",
            f"{values['agency']!r} is no agency",
            "write a code of data/reference/agencies.csv, such as cpfsa",
        )
    if not values["post"]:
        yield "post", "nothing", "write the post that answers, such as Director of Case Management; no name"
    elif "@" in values["post"] or re.search(r"\d{3}", values["post"]):
        yield "post", "what looks like a contact detail", "write the post here, e-mail and phone in their own columns"
    for name in ("since", "until", "notified_on"):
        if (values[name] or name == "since") and _day(values[name]) is None:
            yield name, f"{values[name]!r} is no day" if values[name] else "nothing", "write it as 2021-04-01"
    since, until = _day(values["since"]), _day(values["until"])
    if since and until and until < since:
        yield "until", f"{until} is before {since}", "put the two days right"
    if values["email"] and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", values["email"]):
        yield "email", "what is no e-mail address", "write one address, or leave it empty"
    if values["phone"] and not re.fullmatch(r"\+?[\d ()/.-]{7,}(?: ?(?:x|ext\.?) ?\d+)?", values["phone"]):
        yield "phone", "what is no telephone number", "write one number, or leave it empty"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def _post(values: Mapping[str, str]) -> FocalPost:
    return FocalPost(
        agency=values["agency"],
        post=values["post"],
        since=date.fromisoformat(values["since"]),
        until=_day(values["until"]),
        notified_on=_day(values["notified_on"]),
        email=values["email"],
        phone=values["phone"],
    )


def _write(path: Path, posts: Iterable[FocalPost]) -> None:
    lines = StringIO()
    writer = csv.writer(lines)
    writer.writerow(COLUMNS)
    for one in posts:
        writer.writerow([value if (value := getattr(one, name)) is not None else "" for name in COLUMNS])
    _write_text(path, lines.getvalue())


def _write_text(path: Path, text: str) -> None:
    """Beside the file, then in its place: made with its final mode, so that it is never open to others."""
    made, beside = tempfile.mkstemp(prefix=path.stem, suffix=".new", dir=path.parent)  # readable to its owner alone
    try:
        with os.fdopen(made, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(beside).replace(path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
