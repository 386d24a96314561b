"""After an edition under a lowered threshold the next is refused with what can be done; and each can be done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboard.access import Identity, Role, Tier
from dashboard.periods import Period
from dashboard.release import PolicyError, policy_text
from dashboard.release.edition_model import ChecklistItem, EditionRequest
from dashboard.release.editions import prepare_edition, publish_edition, withdraw_edition
from tests.release.editions import Office
from tests.release.office import TODAY
from tests.release.test_editions_in_the_audit import office

RAPPORTEUR = Identity(Role.RAPPORTEUR)
REQUEST = EditionRequest(Tier.PUBLIC, "Annual report")
LOWERED = policy_text().replace("threshold: 5", "threshold: 3")
APPROVED = LOWERED.replace("lowered: null", "lowered: {by: Rapporteur, on: 2026-01-31, reason: Agreed with CPFSA}")


@pytest.fixture(scope="module")
def made() -> Iterator[Office]:
    """Edition 1 printed 9, 7, 3 and 6 while counts of 3 were not small."""
    kept = office(9, 7, 3, 6)
    for one in kept.ledger.submissions():
        kept.ledger.record(one.id, "adopted", "National Rapporteur")
    publish_edition(kept.ledger, kept.catalogue, REQUEST, RAPPORTEUR, lambda _: {}, policy=APPROVED, today=TODAY)
    yield kept
    kept.ledger.close()


def refused(made: Office, policy: str, request: EditionRequest = REQUEST) -> list[ChecklistItem]:
    found = prepare_edition(made.ledger, made.catalogue, request, RAPPORTEUR, policy=policy, today=TODAY).checklist
    return [item for item in found if item.code == "audit"]


def test_a_loosening_that_nobody_approved_is_refused_and_nothing_is_published(made: Office) -> None:
    head = made.ledger.head()
    with pytest.raises(PolicyError, match=r"threshold: found 3; .*; put that back, or let the Rapporteur approve it"):
        publish_edition(made.ledger, made.catalogue, REQUEST, RAPPORTEUR, lambda _: {}, policy=LOWERED, today=TODAY)
    assert made.ledger.head() == head


def test_the_refusal_names_the_edition_the_loosening_and_what_can_be_done(made: Office) -> None:
    items = refused(made, policy_text())
    assert items
    for item in items:
        assert item.blocks
        assert item.mend == (
            "Edition 1 was published under a looser policy (the threshold is lowered to 3: counts of 3 or more are "
            "shown in breakdowns; approved by Rapporteur on 31 January 2026). What it printed stays known, and "
            "withdrawing it does not help. You can put threshold: 3 back in data/reference/disclosure.yaml, approved "
            "under `lowered`, or take sex out of both lists of breakdowns there, or publish a year before 2021/22"
        )


def test_each_choice_that_is_named_can_be_made(made: Office) -> None:
    assert refused(made, APPROVED) == []
    assert refused(made, re.sub(r"\[sex, ", "[", policy_text())) == []
    assert refused(made, policy_text(), replace(REQUEST, year=Period.financial_year(2020))) == []


def test_withdrawing_does_not_help(made: Office) -> None:
    withdraw_edition(made.ledger, made.catalogue, 1, RAPPORTEUR, "A wrong table")
    assert refused(made, policy_text())
