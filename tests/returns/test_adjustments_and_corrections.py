"""Lines beside the returns: what may be written, and that a second person accepts them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard import returns
from dashboard.access import Identity, Role
from dashboard.catalogue import Catalogue
from dashboard.ledger import Adjustment, Correction, DataSet, Ledger, State
from dashboard.returns import ReturnError
from tests.returns.filing import FOCAL, HALF, RAPPORTEUR, SECRETARIAT, file, number

TODAY = date(2021, 11, 8)
LINE = Adjustment(
    indicator="2.2a",
    component="identified",
    period=HALF,
    dimensions=(),
    numerator=Decimal(-1),
    denominator=Decimal(0),
    agencies=("cpfsa", "jcf_atip"),
    reason="One child, counted by both; compared by case number.",
)


@pytest.fixture
def counted(ledger: Ledger, catalogue: Catalogue) -> Ledger:
    """Five children counted by one agency and two by another, both returns accepted."""
    for agency, children in (("cpfsa", 5), ("jcf_atip", 2)):
        filed = file(ledger, agency, observations=(number(children),), milestones=(), narratives=(), remarks=())
        returns.accept(ledger, catalogue, filed.id, SECRETARIAT)
    return ledger


def correction(**changes: str) -> Correction:
    made = Correction("return-cpfsa-2021-H1.1", "Identify!C12", "numerator", "5", "6", "One more case file was found.")
    return replace(made, **changes)


def test_an_adjustment_is_filed_beside_the_returns_and_changes_none(counted: Ledger, catalogue: Catalogue) -> None:
    filed = returns.adjust(counted, catalogue, SECRETARIAT, [LINE], TODAY)
    assert (filed.id, filed.state) == ("adjustment-2.2a-2021-H1.1", "submitted")
    assert filed.draft.adjustments == (LINE,)
    numbers = [one.draft.observations[0].numerator for one in counted.submissions()[:2]]
    assert numbers == [5, 2]
    assert returns.lines_in_words(filed, catalogue) == (
        "2.2a Child victims identified, April–September 2021: -1 (cpfsa, jcf_atip). "
        "One child, counted by both; compared by case number.",
    )


def test_the_secretariats_own_line_is_accepted_by_the_rapporteur(counted: Ledger, catalogue: Catalogue) -> None:
    filed = returns.adjust(counted, catalogue, SECRETARIAT, [LINE], TODAY).id
    with pytest.raises(ReturnError, match="that takes two persons"):
        returns.accept(counted, catalogue, filed, SECRETARIAT)
    with pytest.raises(ReturnError, match="may not accept or send back an adjustment or a correction"):
        returns.accept(counted, catalogue, filed, FOCAL)
    returns.accept(counted, catalogue, filed, RAPPORTEUR)
    assert counted.submissions()[-1].state == "accepted"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"component": "found"}, "2.2a found: the catalogue has no such component; 2.2a has identified, suspected"),
        ({"indicator": "9.9"}, "9.9 identified: the catalogue has no such component; 9.9 has none"),
        ({"numerator": Decimal(1)}, "1 takes no child off; write a whole negative number, such as -1"),
        ({"numerator": Decimal("-0.5")}, "-0.5 takes no child off"),
        ({"agencies": ("cpfsa", "moh")}, "no accepted return of moh holds this number"),
        (
            {"numerator": Decimal(-3)},
            "-3 is more than can have been counted twice (cpfsa 5, jcf_atip 2); at most -2",
        ),
        ({"agencies": ("cpfsa",)}, "-1 is more than can have been counted twice (cpfsa 5); at most 0"),
        ({"reason": " "}, "it has no reason; say how it is known that the agencies counted the same child"),
        ({"dimensions": (("sex", "female"),)}, "no accepted return of cpfsa, jcf_atip holds this number"),
    ],
)
def test_an_adjustment_that_cannot_be_is_refused(
    counted: Ledger, catalogue: Catalogue, changes: dict[str, object], says: str
) -> None:
    before = counted.head()
    with pytest.raises(ReturnError) as refused:
        returns.adjust(counted, catalogue, SECRETARIAT, [replace(LINE, **changes)], TODAY)  # type: ignore[arg-type] # one table
    assert says in str(refused.value)
    assert counted.head() == before


def test_an_adjustment_needs_a_line(counted: Ledger, catalogue: Catalogue) -> None:
    with pytest.raises(ReturnError, match="an adjustment needs at least one line"):
        returns.adjust(counted, catalogue, SECRETARIAT, [], TODAY)


def test_a_return_that_is_only_filed_cannot_be_adjusted_for(ledger: Ledger, catalogue: Catalogue) -> None:
    file(ledger, "cpfsa", observations=(number(5),))
    file(ledger, "jcf_atip", observations=(number(2),))
    with pytest.raises(ReturnError, match="no accepted return of cpfsa, jcf_atip holds this number"):
        returns.adjust(ledger, catalogue, SECRETARIAT, [LINE], TODAY)


@pytest.mark.parametrize("role", [Role.READER, Role.FOCAL_PERSON, Role.RAPPORTEUR, Role.ADMINISTRATOR])
def test_only_the_secretariat_writes_lines(counted: Ledger, catalogue: Catalogue, role: Role) -> None:
    who = Identity(role, "cpfsa" if role is Role.FOCAL_PERSON else "")
    with pytest.raises(ReturnError, match="may not take off what two agencies both counted; who may: TIP Secretariat"):
        returns.adjust(counted, catalogue, who, [LINE], TODAY)
    with pytest.raises(ReturnError, match="may not correct a number of a return; who may: TIP Secretariat"):
        returns.correct(counted, catalogue, who, correction(), TODAY)


def test_a_correction_counts_only_once_somebody_else_has_accepted_it(counted: Ledger, catalogue: Catalogue) -> None:
    filed = returns.correct(counted, catalogue, SECRETARIAT, correction(), TODAY)
    assert filed.id == "correction-return-cpfsa-2021-H1.1"
    assert returns.lines_in_words(filed, catalogue) == (
        "return-cpfsa-2021-H1.1, Identify!C12, numerator: 6, no longer 5. One more case file was found.",
    )
    with pytest.raises(ReturnError, match="that takes two persons"):
        returns.accept(counted, catalogue, filed.id, SECRETARIAT)
    returns.accept(counted, catalogue, filed.id, RAPPORTEUR)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"expect": "4"}, "it is 5 now, not 4; look again, and file what it is and what it becomes"),
        ({"locator": "Identify!Z9"}, "return-cpfsa-2021-H1.1 has no number at 'Identify!Z9'; `returns show"),
        ({"becomes": "6.5"}, "Identify!C12 cannot become that: found a number with a fraction"),
        ({"becomes": "six"}, "found the text “six”"),
        ({"becomes": "-1"}, "found a negative number"),
        ({"becomes": "5"}, "it changes nothing: it expects 5 and makes it 5"),
        ({"part": "total"}, "part is 'total'; it is one of numerator, denominator"),
        ({"part": "denominator"}, "denominator: it is without one now, not 5"),
        ({"reason": ""}, "it has no reason; say why the number is put right"),
        ({"submission_id": "return-moh-2021-H1.1"}, "there is no return 'return-moh-2021-H1.1' in this ledger"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    counted: Ledger, catalogue: Catalogue, changes: dict[str, str], says: str
) -> None:
    before = counted.head()
    with pytest.raises(ReturnError) as refused:
        returns.correct(counted, catalogue, SECRETARIAT, correction(**changes), TODAY)
    assert says in str(refused.value)
    assert counted.head() == before


def test_a_return_that_is_only_filed_is_sent_back_not_corrected(ledger: Ledger, catalogue: Catalogue) -> None:
    file(ledger, observations=(number(5),))
    with pytest.raises(ReturnError, match=r"is submitted, and only an accepted or adopted return is corrected"):
        returns.correct(ledger, catalogue, SECRETARIAT, correction(), TODAY)


def test_a_number_may_become_not_available(counted: Ledger, catalogue: Catalogue) -> None:
    filed = returns.correct(counted, catalogue, SECRETARIAT, correction(becomes=State.NOT_AVAILABLE.value), TODAY)
    assert filed.draft.corrections[0].becomes == "not_available"


def test_no_line_enters_the_public_record(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'ledger.sqlite'}"
    with Ledger.open(url, DataSet.PUBLIC_RECORD) as ledger, pytest.raises(ReturnError, match="begin-office"):
        returns.adjust(ledger, catalogue, SECRETARIAT, [LINE], TODAY)
