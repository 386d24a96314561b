"""What is said of a withdrawn edition beside the figures that changed: why, to whom, and nothing if nobody read it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dashboard.access import Tier
from dashboard.release import changed_page
from tests.release.editions import RAPPORTEUR, Office, moment
from tests.release.office import TODAY
from tests.release.test_restating import year


def test_a_withdrawn_edition_is_listed_with_why() -> None:
    office = Office(*year())
    office.publish()
    office.amend("jcf", 32, reason="Recounted")
    office.ledger.withdraw_edition(1, RAPPORTEUR, "The wrong table was bound in")
    (group,) = changed_page(office.release()).editions
    assert "Withdrawn since: The wrong table was bound in. 1 has another number now." in group.lead


@pytest.mark.parametrize("tier", list(Tier))
def test_a_reason_that_may_tell_a_count_is_for_those_who_publish_in_every_tier(tier: Tier) -> None:
    office = Office(*year())
    office.publish()
    office.amend("jcf", 32, reason="Recounted")
    office.ledger.withdraw_edition(1, RAPPORTEUR, "It told of three girls")
    (group,) = changed_page(office.release(tier)).editions
    assert "Withdrawn since; the reason is in the register of decisions." in group.lead
    assert "three girls" not in repr(group)


def test_what_was_withdrawn_before_its_embargo_ended_was_never_printed_to_anybody() -> None:
    office, later = Office(*year()), TODAY + timedelta(days=10_000)
    office.publish(embargo_until=moment(later))
    office.amend("jcf", 32, reason="Recounted")
    office.ledger.withdraw_edition(1, RAPPORTEUR, "The wrong table was bound in")
    assert office.release(today=later + timedelta(days=1)).restatements == ()
