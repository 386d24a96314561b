"""After an edition under a lowered threshold the next is refused with what can be done; and each can be done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboard.access import Identity, Role, Tier
from dashboard.disclosure import Loosening
from dashboard.periods import Period
from dashboard.release import PolicyError, policy_text
from dashboard.release.auditing import Finding
from dashboard.release.edition_model import ChecklistItem, EditionRequest
from dashboard.release.editions import prepare_edition, publish_edition, withdraw_edition
from dashboard.release.loosened import _let_print, _written_again
from dashboard.release.policy import read_policy
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
            "withdrawing it does not help. One of these is enough: in data/reference/disclosure.yaml write "
            "`threshold: 3` again, with who approves it under `lowered`; or take sex out of both lists `breakdowns` "
            "there, so that no count is shown by it; or publish a year before 2021/22"
        )


def test_a_loosening_that_let_print_nothing_of_it_is_not_offered() -> None:
    """Edition 1 also showed counts by who identified the child, and small totals: neither gives the sexes away."""
    kept = office(9, 7, 3, 6)
    for one in kept.ledger.submissions():
        kept.ledger.record(one.id, "adopted", "National Rapporteur")
    looser = APPROVED.replace("1.6/investigations: 4", "1.6/investigations: 2").replace(
        "small_total: 2", "small_total: 1"
    )
    looser = looser.replace(
        "service, outcome, offence]\n\nforced", "service, outcome, offence, identified_by]\n\nforced"
    )
    assert len(read_policy(looser).loosenings) == 4
    publish_edition(kept.ledger, kept.catalogue, REQUEST, RAPPORTEUR, lambda _: {}, policy=looser, today=TODAY)
    items = refused(kept, policy_text())
    assert items
    for item in items:
        assert "write `threshold: 3` again, with who" in item.mend
        assert not re.search("identified_by|small_total", item.mend)
    kept.ledger.close()


@pytest.mark.parametrize(
    ("key", "found", "said"),
    [
        ("threshold", "3", "write `threshold: 3` again"),
        ("protection", "'not_exact'", "write `protection: not_exact` again"),
        ("small_totals.1.6/investigations", "2", "write `1.6/investigations: 2` again under `small_totals`"),
        ("audiences.public.breakdowns", "'parish'", "add parish again to the list `breakdowns` under `public`"),
    ],
)
def test_a_loosening_is_written_again_as_it_stands_in_the_file(key: str, found: str, said: str) -> None:
    assert _written_again(Loosening(key, found, "", "")) == said


@pytest.mark.parametrize(
    ("key", "found", "cells", "bears"),
    [
        ("threshold", "3", ["sex=male"], True),
        ("threshold", "3", [""], False),
        ("audiences.public.breakdowns", "'parish'", ["sex=male", ""], False),
        ("audiences.public.breakdowns", "'parish'", ["parish=jm-01"], True),
        ("small_total", "1", ["sex=male"], False),
        ("small_total", "1", ["", "sex=male"], False),
        ("small_total", "1", [""], True),
        ("small_totals.1.6/investigations", "2", [""], False),
        ("small_totals.2.2a/identified", "2", [""], True),
    ],
)
def test_only_what_let_print_the_cells_that_give_it_away_is_named(
    key: str, found: str, cells: list[str], bears: bool
) -> None:
    finding = Finding("2.2a/identified/2021/22/sex=male|counted", "")
    assert _let_print(Loosening(key, found, "", ""), cells, finding) is bears


def test_each_choice_that_is_named_can_be_made(made: Office) -> None:
    assert refused(made, APPROVED) == []
    assert refused(made, re.sub(r"\[sex, ", "[", policy_text())) == []
    assert refused(made, policy_text(), replace(REQUEST, year=Period.financial_year(2020))) == []


def test_withdrawing_does_not_help(made: Office) -> None:
    withdraw_edition(made.ledger, made.catalogue, 1, RAPPORTEUR, "A wrong table")
    assert refused(made, policy_text())
