"""A small valid catalogue, and catalogues with something changed in it.

small_catalogue()                                                       six indicators, two objectives
small_catalogue(("direction: increase", "direction: decrease"))         every occurrence changed
faults_of(changed(REAL, "owner: cpfsa", "owner: nobody", after='id: "2.3"'))
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.catalogue import Catalogue, CatalogueError, Fault, load

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
SMALL = (FIXTURES / "small_catalogue.yaml").read_text(encoding="utf-8")
TODAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Changed:
    """A text with one change, and the line on which it stands."""

    text: str
    line: int


def changed(text: str, old: str, new: str, *, after: str = "") -> Changed:
    """The first `old` behind the first `after` replaced by `new`; both must occur."""
    at = text.index(old, text.index(after))
    return Changed(text[:at] + new + text[at + len(old) :], text.count("\n", 0, at) + 1)


def load_text(text: str, *, today: date = TODAY) -> Catalogue:
    """As `load`, from text, with the project's own reference lists."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "indicators.yaml")
        path.write_text(text, encoding="utf-8")
        return load(path, today=today)


def small_catalogue(*changes: tuple[str, str]) -> Catalogue:
    """The small catalogue with each `old` replaced by `new` wherever it stands; every `old` must occur."""
    text = SMALL
    for old, new in changes:
        if old not in text:
            raise ValueError(f"the small catalogue has no {old!r}")
        text = text.replace(old, new)
    return load_text(text)


def faults_of(text: str, *, today: date = TODAY) -> tuple[Fault, ...]:
    """Every fault of a text; none where it loads."""
    try:
        load_text(text, today=today)
    except CatalogueError as error:
        return error.faults
    return ()
