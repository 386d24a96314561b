"""A lowered threshold warns wherever figures are shown under it, and its first use is in the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.access import Tier
from dashboard.disclosure import Approval, Protection, ReleasePolicy, Zeros
from dashboard.ledger import DataSet, Ledger
from dashboard.release import Release, default_policy, make_release, method_notes, quality_page, threshold_words
from dashboard.release.lowered import log_lowered
from tests.figures.observations import observation, submission
from tests.figures.returned import catalogue, returned
from tests.release.office import TODAY, ledger_of

BY, WHY = "The National Rapporteur", "Agreed with CPFSA for the workshop"
LOWERED = replace(default_policy(), threshold=3, approval=Approval(BY, date(2024, 5, 2), WHY))


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with ledger_of([returned("jcf", 6)]) as made:
        yield made


def released(ledger: Ledger, tier: Tier, policy: ReleasePolicy = LOWERED) -> Release:
    return make_release(catalogue(), ledger, tier, today=TODAY, policy=policy)


def said_of(release: Release) -> str:
    notes = " ".join(words for _, paragraphs in method_notes(release) for words in paragraphs)
    return f"{notes} {quality_page(release).withheld}"


@pytest.mark.parametrize("tier", Tier)
def test_everybody_reads_which_threshold_was_used(ledger: Ledger, tier: Tier) -> None:
    assert said_of(released(ledger, tier)).count(" threshold is 3, lowered from the usual 5") == 2
    assert said_of(released(ledger, tier, default_policy())).count(" threshold is 5: ") == 2


@pytest.mark.parametrize("tier", [Tier.NATFATIP, Tier.RESTRICTED])
def test_who_lowered_it_and_why_is_said_outside_the_public(ledger: Ledger, tier: Tier) -> None:
    said = said_of(released(ledger, tier))
    assert BY in said
    assert WHY in said


def test_the_public_does_not_read_who_lowered_it_and_why(ledger: Ledger) -> None:
    release = released(ledger, Tier.PUBLIC)
    assert release.audit.warnings
    assert WHY not in said_of(release)
    assert BY not in said_of(release)


@pytest.mark.parametrize(
    ("threshold", "words"), [(1, "no count is withheld"), (2, "a count of 1 is"), (4, "a count of 1 to 3 is")]
)
def test_the_threshold_in_words(ledger: Ledger, threshold: int, words: str) -> None:
    assert words in threshold_words(released(ledger, Tier.PUBLIC, replace(LOWERED, threshold=threshold)))[0]


def test_its_first_use_is_logged_once_with_who_approved_it_and_the_policy(ledger: Ledger) -> None:
    assert log_lowered(ledger, LOWERED, "abc") == ledger.head()
    assert log_lowered(ledger, LOWERED, "another comment in the file") is None
    (note,) = ledger.notes("threshold_approved")
    assert note.reason == WHY
    assert dict(note.content) == {
        "threshold": "3",
        "loosened": "the threshold is lowered to 3: counts of 3 or more are shown in breakdowns",
        "approved_by": BY,
        "approved_on": "2024-05-02",
        "policy_hash": "abc",
    }


def test_another_lowering_is_logged_anew(ledger: Ledger) -> None:
    log_lowered(ledger, LOWERED, "abc")
    log_lowered(ledger, replace(LOWERED, threshold=2), "def")
    assert [note.content["threshold"] for note in ledger.notes("threshold_approved")] == ["3", "2"]


LOOSENED = (
    {"protection": Protection.NOT_EXACT},
    {"zeros": Zeros.PUBLISHED},
    {"insiders": False},
    {"small_total": 1},
    {"small_totals": ()},
    {"public": replace(default_policy().public, breakdowns=("sex", "mda"))},
)


@pytest.mark.parametrize("loosened", LOOSENED, ids=lambda given: next(iter(given)))
def test_every_loosening_is_logged_once_though_the_threshold_is_the_usual(
    ledger: Ledger, loosened: dict[str, Any]
) -> None:
    policy = replace(default_policy(), approval=LOWERED.approval, **loosened)
    assert log_lowered(ledger, policy, "abc") == ledger.head()
    assert log_lowered(ledger, policy, "abc") is None
    (note,) = ledger.notes("threshold_approved")
    (warning,) = policy.warnings
    assert warning == f"{note.content['loosened']}. Approved by {BY} on 2024-05-02: {WHY}"


def test_an_approval_of_nothing_is_not_logged(ledger: Ledger) -> None:
    assert log_lowered(ledger, replace(default_policy(), approval=LOWERED.approval), "abc") is None


def test_nothing_is_logged_of_the_usual_threshold_nor_in_the_public_record(ledger: Ledger) -> None:
    assert log_lowered(ledger, default_policy(), "abc") is None
    with ledger_of([submission(observation(2, "2021/22"))], DataSet.PUBLIC_RECORD) as record:
        assert log_lowered(record, LOWERED, "abc") is None
