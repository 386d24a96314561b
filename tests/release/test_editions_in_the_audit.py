"""What was published before counts in the next release's audit: by whichever audience, and though withdrawn since."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.access import Tier
from dashboard.catalogue import Catalogue
from dashboard.ledger import NOW, AsOf, Observation, Submission
from dashboard.release.claims import earlier_editions
from dashboard.release.model import Shown
from tests.figures.returned import AGENCIES, catalogue, returned, said
from tests.release.editions import RAPPORTEUR, Office

YEAR = "2021/22"
SEXES = ("female", "male", "other", "unknown")
FIRST = (9, 7, 2, 6)
"""A small count beside three that are not; one of these must be withheld with it."""

OUTSIDE = [Tier.PUBLIC, Tier.NATFATIP]


def four_sexes() -> Catalogue:
    made = catalogue()
    form = made.model_dump()
    (codes,) = (one for one in form["code_lists"] if one["code"] == "sex")
    codes["codes"] = [{**codes["codes"][0], "code": sex, "label": sex.capitalize()} for sex in SEXES]
    return Catalogue.model_validate(form)


def cells(period: str, counts: tuple[int, ...]) -> Iterator[Observation]:
    yield said(sum(counts), period)
    for place, (sex, count) in enumerate(zip(SEXES, counts, strict=True)):
        yield said(count, period, dimensions=(("sex", sex),), locator=f"'2. Children'!{'DEFG'[place]}12")


def year(*counts: int) -> list[Submission]:
    """The JCF counts children in the second half; all others, and the first half, none."""
    return [
        returned(agency, *cells(period, counts if (agency, period) == ("jcf", "2021-H2") else (0,) * 4), period=period)
        for period in ("2021-H1", "2021-H2")
        for agency in AGENCIES
    ]


def office(*counts: int) -> Office:
    return Office(*year(*counts), of=four_sexes())


def revise(made: Office, *counts: int) -> None:
    made.amend("jcf", *cells("2021-H2", counts), period="2021-H2", reason="Late registration")


def shown(made: Office, tier: Tier = Tier.PUBLIC) -> dict[str, str]:
    (table,) = made.release(tier).indicator("2.2a").breakdowns
    return {cell.code: cell.value.text for cell in table.cells if isinstance(cell.value, Shown)}


def without_editions(*counts: int) -> dict[str, str]:
    """What would be shown of the same counts if nothing had been published before."""
    made = office(*FIRST)
    revise(made, *counts)
    return shown(made)


@pytest.mark.parametrize("tier", OUTSIDE)
def test_a_small_count_is_withheld_with_one_beside_it(tier: Tier) -> None:
    assert shown(office(*FIRST), tier) == {"female": "9", "male": "7"}


@pytest.mark.parametrize("of", OUTSIDE)
@pytest.mark.parametrize("seen_by", OUTSIDE)
def test_one_child_more_in_a_printed_cell_is_not_seen_by_subtracting_two_editions(of: Tier, seen_by: Tier) -> None:
    made = office(*FIRST)
    made.publish(of)
    revise(made, 10, 7, 2, 6)
    now = shown(made, seen_by)
    assert "female" in without_editions(10, 7, 2, 6)
    assert "female" not in now


def test_one_child_moved_from_one_printed_cell_to_another_is_not_seen_either() -> None:
    made = office(*FIRST)
    made.publish()
    revise(made, 8, 8, 2, 6)
    assert without_editions(8, 8, 2, 6) == {"female": "8", "male": "8"}
    assert not {"female", "male"} & shown(made).keys()


def test_a_cell_printed_before_and_hidden_now_is_not_taken_for_unknown() -> None:
    """Hiding the smallest of the others, `male` by now, would not protect: everybody knows that it was 7."""
    made = office(*FIRST)
    made.publish()
    revise(made, 9, 7, 2, 12)
    alone, now = without_editions(9, 7, 2, 12), shown(made)
    assert "male" not in alone
    assert "unknown" in alone
    assert now == {"female": "9", "male": "7"}


def test_many_more_children_in_a_printed_cell_are_shown() -> None:
    made = office(*FIRST)
    made.publish()
    revise(made, 15, 7, 2, 6)
    assert shown(made) == {"female": "15", "male": "7"}


@pytest.mark.parametrize("tier", OUTSIDE)
def test_an_unchanged_release_shows_the_same_cells_again(tier: Tier) -> None:
    made = office(*FIRST)
    before = shown(made, tier)
    made.publish(tier)
    assert shown(made, tier) == before
    made.publish(tier)
    assert shown(made, tier) == before


def test_a_withdrawn_edition_still_counts() -> None:
    made = office(*FIRST)
    made.publish()
    revise(made, 10, 7, 2, 6)
    before = shown(made)
    made.ledger.withdraw_edition(1, RAPPORTEUR, "A wrong table")
    assert shown(made) == before
    assert "female" not in before


def test_an_edition_published_after_the_moment_asked_for_does_not_count() -> None:
    made = office(*FIRST)
    revise(made, 10, 7, 2, 6)
    then = made.ledger.head().sequence
    earlier = shown(made)
    made.publish()
    (table,) = made.release(as_of=AsOf(sequence=then)).indicator("2.2a").breakdowns
    assert {cell.code: cell.value.text for cell in table.cells if isinstance(cell.value, Shown)} == earlier


def test_two_revisions_by_one_child_are_not_seen_over_both_editions() -> None:
    """Each edition withholds the change since the one before; the last must not tell both together."""
    made = office(*FIRST)
    made.publish()
    revise(made, 10, 7, 2, 6)
    made.publish()
    made.amend("cpfsa", *cells("2021-H2", (1, 0, 0, 0)), period="2021-H2", reason="Late registration")
    assert "female" not in shown(made)


def test_what_an_edition_printed_is_read_by_the_catalogue_that_it_froze() -> None:
    made = office(*FIRST)
    made.publish()
    form = made.catalogue.model_dump()
    (codes,) = (one for one in form["code_lists"] if one["code"] == "sex")
    codes["codes"] = [{**code, "public": "all"} for code in codes["codes"]]
    since = Catalogue.model_validate({**form, "content_hash": "1" * 64})
    (same,) = earlier_editions(made.ledger, made.catalogue, NOW)
    (other,) = earlier_editions(made.ledger, since, NOW)
    assert same.catalogue is None
    assert other.catalogue == made.catalogue
