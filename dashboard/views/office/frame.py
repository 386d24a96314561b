"""What all office pages share: who may open which, the head of each, and the half-year that is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import streamlit as st

from dashboard import ui, workspace
from dashboard.access import Identity, Role
from dashboard.catalogue import Catalogue
from dashboard.periods import BASELINE, Period, day_in_jamaica
from dashboard.returns import Decision, agencies_asked
from dashboard.ui import html

FIRST = BASELINE.halves[0]
"""Returns may reach back to the baseline year, which everything is compared with."""


NEWEST, NEWEST_ENTRIES = "newest", 50
"""A register of years does not fit a page; this many entries are about one half-year's."""


@dataclass(frozen=True)
class OfficePage:
    """A page of this folder: its file, its title in the menu, its address, and the roles it exists for."""

    file: str
    title: str
    address: str
    roles: tuple[Role, ...]


OFFICE = (
    OfficePage("returns.py", "Returns", "returns", (Role.FOCAL_PERSON, Role.SECRETARIAT, Role.RAPPORTEUR)),
    OfficePage("review.py", "Review", "review", (Role.SECRETARIAT, Role.RAPPORTEUR)),
    OfficePage("decisions.py", "Decisions", "decisions", (Role.SECRETARIAT, Role.RAPPORTEUR, Role.ADMINISTRATOR)),
    OfficePage("sign_off.py", "Sign-off", "sign-off", (Role.RAPPORTEUR,)),
    OfficePage("restricted.py", "Restricted view", "restricted", (Role.RAPPORTEUR, Role.ANALYST)),
    OfficePage("editions.py", "Publishing", "editions", (Role.SECRETARIAT, Role.RAPPORTEUR, Role.ADMINISTRATOR)),
    OfficePage("posts.py", "Focal posts", "focal-posts", (Role.SECRETARIAT,)),
)


def pages_of(who: Identity) -> tuple[OfficePage, ...]:
    """The office pages that exist for somebody; none for the public."""
    return tuple(page for page in OFFICE if who.role in page.roles)


def reporting_agencies(catalogue: Catalogue) -> tuple[str, ...]:
    """Whoever is asked for a return at all: what is asked once a year is asked in the second half."""
    return agencies_asked(catalogue, Period.half_year(FIRST.start.year, 2))


def enter(address: str) -> Identity:
    """Who opens this page, after the restricted mark and any warning; ends the run for everybody else."""
    who = ui.current_identity()
    if address not in {page.address for page in pages_of(who)}:
        ui.h1("This page is not open to you")
        st.stop()
    warnings = workspace.release().audit.warnings
    ui.show(html.restricted(who), *(html.note(f"Warning: {warning}.") for warning in warnings))
    return who


def tell_next(of: str, sentence: str, *, refused: bool = False) -> None:
    """Keep what came of an act for the page that then opens; `told` shows it there."""
    st.session_state[f"said_of_{of}"] = sentence, refused


def told(of: str) -> None:
    """What came of the last act, once; nothing where there was none."""
    sentence, refused = st.session_state.pop(f"said_of_{of}", ("", False))
    if sentence:
        ui.show(html.refusal(sentence) if refused else html.done(sentence))


def today() -> date:
    """The day it is in Jamaica."""
    return day_in_jamaica(datetime.now(UTC))


def choose_half_year(with_returns: Iterable[Period]) -> Period:
    """A half-year from a list, newest first; ends the run while the address names an unknown one.

    Opened on the newest that is over; on training data, which ends earlier, on the newest that has a return.
    """
    codes = {half.code: half for half in _half_years(today())}
    held = max(with_returns, default=None)
    default = held if held and workspace.release().watermark else newest_over(today())
    chosen = ui.choose(
        "Half-year", list(codes), lambda code: codes[code].words, param="half-year", default=default.code
    )
    if chosen is None:
        ui.h1("No half-year has this address")
        st.stop()
    return codes[chosen]


def choose_entries(decisions: Sequence[Decision], periods: Mapping[str, Period | None]) -> Sequence[Decision]:
    """The newest entries of the register, or all about one half-year; `periods` are those of the submissions by id."""
    halves = {period.code: period for one in decisions if (period := periods[one.submission_id])}
    ids = [NEWEST, *sorted(halves, reverse=True)]
    chosen = ui.choose(
        "Entries about",
        ids,
        lambda code: f"Any half-year, the newest {NEWEST_ENTRIES}" if code == NEWEST else halves[code].words,
        param="about",
    )
    if chosen == NEWEST:
        return decisions[:NEWEST_ENTRIES]
    return [one for one in decisions if (period := periods[one.submission_id]) and period.code == chosen]


def newest_over(on: date) -> Period:
    """The last half-year that had ended by a day."""
    return next(half for half in _half_years(on) if half.end < on)


def _half_years(on: date) -> list[Period]:
    """Every half-year since the baseline that has begun by a day, newest first."""
    years = range(on.year, FIRST.start.year - 1, -1)
    halves = [Period.half_year(year, half) for year in years for half in (2, 1)]
    return [half for half in halves if half.start <= on]
