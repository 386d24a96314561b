"""What stands in words beside a figure tells no cell that a release withholds.

A release prints the note and the reason of what it shows, and the text of every dated fact. A number is withheld when
it counts a group (it has dimensions), or when it counts victims in anything but a financial year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest

from dashboard.catalogue import Catalogue
from dashboard.ledger import MilestoneRecord, Observation, Role, SubmissionDraft
from dashboard.periods import Period
from tests.intake.record_folder import RecordFolder, rows_of

Drafts = tuple[SubmissionDraft, ...]
Key = tuple[str, Period | None]

NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                "twelve", "thirteen")  # fmt: skip
# "the 42 + 1" and "six continuing cases" are counts; "1 July", "July 20", "2018/19" and "J$7 million" are none.
MONTH = r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*"
DATE = re.compile(
    rf"\b\d{{1,2}} (?={MONTH})|{MONTH} \d{{1,2}}\b|\b(?:19|20)\d\d(?:[/-]\d+)?|[$]\S+|\bgrades \S+ to \S+"
)
DIGITS = re.compile(r"\b\d+\b")
PEOPLE = (
    r"(?:persons?|victims?|children|child|girls?|boys?|wom[ae]n|m[ae]n|adults?|Jamaicans?|foreigners?|cases?|"
    r"defendants?|offenders?|traffickers?|suspects?|officials?|convictions?|sentences?|trials?)"
)
WORDED = re.compile(rf"\b({'|'.join(NUMBER_WORDS)})\b(?: [\w-]+){{0,2}} {PEOPLE}\b", re.IGNORECASE)
GROUPS = re.compile(r"\b(?:girls?|boys?|wom[ae]n|m[ae]n|Jamaicans?|foreign nationals?)\b")


def numbers_in(text: str) -> set[int]:
    """The counts a text tells, in digits or in words; dates and amounts of money are none."""
    bare = DATE.sub(" ", text)
    worded = {NUMBER_WORDS.index(found.lower()) for found in WORDED.findall(bare)}
    return worded | {int(found) for found in DIGITS.findall(bare)}


def released(observation: Observation, people: frozenset[str], victims: frozenset[str]) -> bool:
    """Whether a public release may show the number as a national total."""
    if observation.indicator not in people:
        return True
    in_a_year = observation.period.is_financial_year or observation.indicator not in victims
    return not observation.dimensions and in_a_year


def printed(
    drafts: Drafts, people: frozenset[str], victims: frozenset[str]
) -> Iterator[tuple[Observation | MilestoneRecord, str]]:
    """What a public release prints in words, with the text."""
    for draft in drafts:
        for observation in draft.observations:
            shown = observation.role in (Role.VALUE, Role.CONTEXT, Role.EXTERNAL_CLAIM)
            if shown and observation.indicator and released(observation, people, victims):
                yield observation, f"{observation.note} {observation.reason}"
        for milestone in draft.milestones:
            if milestone.indicator:
                yield milestone, f"{milestone.text} {milestone.note} {milestone.reason}"


def leaks(drafts: Drafts, people: frozenset[str], victims: frozenset[str]) -> list[tuple[str, str, set[int]]]:
    """Every printed text that holds a number of a withheld cell of its indicator and period, and of no shown one."""
    withheld: dict[Key, set[int]] = defaultdict(set)
    shown: dict[Key, set[int]] = defaultdict(set)
    for observation in (o for draft in drafts for o in draft.observations):
        key: Key = (observation.indicator, observation.period)
        if observation.role is not Role.UNUSED and observation.numerator is not None:
            side = shown if released(observation, people, victims) else withheld
            side[key].add(int(observation.numerator))
    found = []
    for item, text in printed(drafts, people, victims):
        cell: Key = (item.indicator, item.period)
        if told := numbers_in(text) & (withheld[cell] - shown[cell]):
            found.append((item.locator, text, told))
    return found


@pytest.fixture(scope="session")
def people(catalogue: Catalogue) -> frozenset[str]:
    return _of(catalogue, ("victim_person", "accused_person", "mixed"))


@pytest.fixture(scope="session")
def victims(catalogue: Catalogue) -> frozenset[str]:
    return _of(catalogue, ("victim_person", "mixed"))


def _of(catalogue: Catalogue, classes: Iterable[str]) -> frozenset[str]:
    return frozenset(entry.id for entry in catalogue.indicators if entry.disclosure_class in classes)


def test_no_printed_words_hold_the_number_of_a_withheld_cell(
    drafts: Drafts, people: frozenset[str], victims: frozenset[str]
) -> None:
    assert leaks(drafts, people, victims) == []


# Each case: the file, the row, the column and the leak that stood there.
LEAKS = [
    ("figures.csv", "F128", "caveat", "Previous-period comparison; equals the 42 + 1 relayed for the 2021 edition."),
    ("figures.csv", "F027", "caveat", "For the six continuing cases and others."),
]


@pytest.mark.parametrize(("file", "key", "column", "text"), LEAKS)
def test_a_cell_retold_beside_its_total_is_found(
    folder: RecordFolder, people: frozenset[str], victims: frozenset[str], file: str, key: str, column: str, text: str
) -> None:
    folder.change(file, (key,), **{column: text})

    assert {locator for locator, _, _ in leaks(folder.read(), people, victims)} == {key}


def test_no_printed_words_speak_of_a_group_of_victims(
    drafts: Drafts, people: frozenset[str], victims: frozenset[str]
) -> None:
    for item, text in printed(drafts, people, victims):
        if item.indicator in people:
            assert not GROUPS.search(text), item.locator


def test_no_printed_words_hold_an_id_of_these_tables(
    drafts: Drafts, people: frozenset[str], victims: frozenset[str]
) -> None:
    for item, text in printed(drafts, people, victims):
        assert not re.search(r"\b[FD]\d{2,3}\b", text), item.locator


def test_a_fact_is_a_full_sentence() -> None:
    for row in rows_of("milestones.csv"):
        assert re.fullmatch(r"[A-Z].{25,}\.", row["text"]), row["id"]
