"""What these readers have not had is not spoken of beside a number that is withheld since."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dashboard.access import Tier
from dashboard.ledger import PublishedClaim
from dashboard.release.causes import PRINTED_THEN, PUBLISHED_SINCE
from tests.figures.returned import AGENCIES, returned
from tests.release.editions import Office, moment
from tests.release.office import TODAY

KEY = "2.2a/identified/2021/22"


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ({"tier": Tier.NATFATIP}, PRINTED_THEN.words),
        ({"embargo_until": moment(TODAY + timedelta(days=10_000))}, PRINTED_THEN.words),
        ({}, PUBLISHED_SINCE),
    ],
    ids=["for members", "under embargo", "for everybody"],
)
def test_a_number_withheld_since_tells_of_no_edition_that_its_readers_have_not_had(
    since: dict[str, Any], told: str
) -> None:
    two = (returned("jcf", number, period=period) for period, number in (("2021-H1", 2), ("2021-H2", 0)))
    none = (returned(agency, 0, period=period) for agency in AGENCIES[1:] for period in ("2021-H1", "2021-H2"))
    office = Office(*two, *none)
    office.publish(claims=(PublishedClaim(KEY, "2", "", "2"),))
    office.publish(**{"claims": (), **since})
    (found,) = office.release().restatements
    (_, cause) = found.causes
    assert cause.words == told
    assert bool(cause.by or cause.on) is (told == PUBLISHED_SINCE)
