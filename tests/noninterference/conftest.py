"""Two ledgers for each audience: the true one, and a witness that says the same of everything published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from dashboard import workspace
from dashboard.access import Tier
from dashboard.ledger import Ledger
from dashboard.periods import Period
from dashboard.release import Release, make_release
from dashboard.release.claims import claims_of
from tests.noninterference.children import Child, counted_children
from tests.noninterference.returns import Retold, Telling, office_ledger
from tests.noninterference.witnesses import Claims, witness

YEARS = {2017: 7, 2018: 2, 2019: 26}
"""Children of each series in the financial years that begin in these; two of a year are withheld from the public."""

OWN = {
    "2.2b/referred_both": {2018: 1},
    "2.2b/referred_care": {2017: 6, 2018: 4, 2019: 25},  # near the headline, or near what a hidden headline may be
    "1.3b/share": {2017: 9, 2018: 3, 2019: 30},
}
HALVES = [half for year in YEARS for half in Period.financial_year(year).halves]
LAST = Period.financial_year(max(YEARS))
TODAY = date(2020, 6, 1)
TRUE = Telling()
OTHER = Telling(words="Three sisters of ten, twelve and fifteen were found in August.", sheet="Annex 9", first_count=3)


@dataclass(frozen=True)
class Twin:
    """A ledger in its own folder, as `CPC_HOME` names it, and what it was counted from."""

    home: Path
    ledger: Ledger
    children: Sequence[Child]

    def release(self, tier: Tier, through: Period | None = None) -> Release:
        return make_release(workspace.catalogue(), self.ledger, tier, through=through, today=TODAY)


@dataclass(frozen=True)
class Twins:
    """The true ledger and its witness for one audience; `changed` is the number of series and years that differ."""

    tier: Tier
    true: Twin
    other: Twin
    changed: int


@pytest.fixture(scope="session")
def true_twin(tmp_path_factory: pytest.TempPathFactory) -> Twin:
    home = tmp_path_factory.mktemp("true")
    children = counted_children(workspace.catalogue(), HALVES, YEARS, 1, OWN)
    return Twin(home, office_ledger(home, HALVES, children, TRUE), children)


@pytest.fixture(scope="session", params=[Tier.PUBLIC, Tier.NATFATIP], ids=str)
def twins(request: pytest.FixtureRequest, true_twin: Twin, tmp_path_factory: pytest.TempPathFactory) -> Twins:
    tier: Tier = request.param
    submissions = true_twin.ledger.submissions()

    def told(children: Sequence[Child]) -> Claims:
        held = cast(Ledger, Retold(true_twin.ledger, submissions, children))
        release = make_release(workspace.catalogue(), held, tier, today=TODAY)
        return {claim.cell: claim.text for claim in claims_of(release.indicators)}

    children, changed = witness(workspace.catalogue(), HALVES, true_twin.children, told)
    home = tmp_path_factory.mktemp(f"witness-{tier.value}")
    return Twins(tier, true_twin, Twin(home, office_ledger(home, HALVES, children, OTHER), children), len(changed))
