"""Which numbers of a return can be taken off as counted twice: never what an agency answers about itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard import returns, workspace
from dashboard.ledger import DataSet, Ledger
from dashboard.views.office import candidates
from tests.returns.filing import SECRETARIAT, file, number


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}", DataSet.OFFICE) as opened:
        yield opened


def test_a_child_can_be_counted_twice_and_an_agency_s_own_yes_cannot(ledger: Ledger) -> None:
    catalogue = workspace.catalogue()
    own_yes = replace(number(1, "Identify!C20"), indicator="2.1", component="mdas_implementing", denominator=Decimal(1))
    for agency in ("cpfsa", "jcf"):
        said = (number(3), own_yes)
        filed = file(ledger, agency, observations=said)
        returns.accept(ledger, catalogue, filed.id, SECRETARIAT)
    first, _ = ledger.submissions()
    assert list(candidates.shared(first, ledger.submissions(), catalogue)) == [
        "2.2a Child victims identified: 3",
    ]
