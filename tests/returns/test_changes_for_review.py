"""What a reviewer sees of a return: what it is laid beside, and the biggest movements first."""

from __future__ import annotations

from dashboard import returns
from dashboard.catalogue import Catalogue
from dashboard.ledger import Ledger, Remark, State, Submission
from dashboard.periods import Period
from tests.returns.filing import HALF, SECRETARIAT, file, number

SEXES = {"male": "Identify!C13", "female": "Identify!C14"}


def submit(ledger: Ledger, total: int, male: int, female: int, period: Period = HALF, words: str = "") -> Submission:
    observations = [number(total, period=period)]
    for sex, count in (("male", male), ("female", female)):
        observations.append(number(count, SEXES[sex], period=period, dimensions=(("sex", sex),)))
    remarks = (Remark("Identify!C13", "outlier", str(male), "One raid."),)
    return file(ledger, period=period, words=words, observations=tuple(observations), remarks=remarks)


def newest(ledger: Ledger) -> Submission:
    return ledger.submissions()[-1]


def test_a_first_return_is_beside_the_accepted_one_of_the_last_half_year(ledger: Ledger, catalogue: Catalogue) -> None:
    before = submit(ledger, 5, 2, 3, HALF.previous)
    returns.accept(ledger, catalogue, before.id, SECRETARIAT)
    submit(ledger, 9, 6, 3)
    rows = returns.changes(newest(ledger), ledger.submissions(), catalogue)
    assert returns.compared_with(newest(ledger), ledger.submissions()) == ledger.submissions()[0]
    assert [(row.cell, row.before, row.now, row.moved) for row in rows] == [
        ("Identify!C12", "5", "9", 4),
        ("Identify!C13", "2", "6", 4),
        ("Identify!C14", "3", "3", 0),
    ]
    assert rows[1].remark == "One raid."
    assert rows[0].label == "Child victims identified"


def test_the_biggest_movement_comes_first_whether_up_or_down(ledger: Ledger, catalogue: Catalogue) -> None:
    returns.accept(ledger, catalogue, submit(ledger, 9, 9, 0, HALF.previous).id, SECRETARIAT)
    submit(ledger, 7, 2, 5)
    rows = returns.changes(newest(ledger), ledger.submissions(), catalogue)
    assert [row.moved for row in rows] == [-7, 5, -2]


def test_an_unaccepted_return_of_last_half_year_is_no_yardstick(ledger: Ledger, catalogue: Catalogue) -> None:
    submit(ledger, 5, 2, 3, HALF.previous)
    submit(ledger, 9, 6, 3)
    assert returns.compared_with(newest(ledger), ledger.submissions()) is None
    rows = returns.changes(newest(ledger), ledger.submissions(), catalogue)
    assert {(row.before, row.moved) for row in rows} == {("nothing said", None)}


def test_an_amendment_is_beside_the_accepted_revision_and_only_its_changes_are_told(
    ledger: Ledger, catalogue: Catalogue
) -> None:
    returns.accept(ledger, catalogue, submit(ledger, 5, 2, 3, HALF.previous).id, SECRETARIAT)
    first = submit(ledger, 9, 6, 3)
    returns.accept(ledger, catalogue, first.id, SECRETARIAT)
    submit(ledger, 10, 7, 3, words="amended")
    beside = returns.compared_with(newest(ledger), ledger.submissions())
    assert beside is not None
    assert beside.id == first.id
    changed = returns.changes_since_acceptance(newest(ledger), ledger.submissions(), catalogue)
    assert [(row.cell, row.before, row.now) for row in changed] == [
        ("Identify!C12", "9", "10"),
        ("Identify!C13", "6", "7"),
    ]


def test_whoever_adopts_an_accepted_amendment_still_sees_what_it_replaced(ledger: Ledger, catalogue: Catalogue) -> None:
    first = submit(ledger, 9, 6, 3)
    returns.accept(ledger, catalogue, first.id, SECRETARIAT)
    second = submit(ledger, 10, 7, 3, words="amended")
    returns.accept(ledger, catalogue, second.id, SECRETARIAT)
    known = ledger.decisions()
    beside = returns.compared_with(newest(ledger), ledger.submissions(), known)
    assert beside is not None
    assert (beside.id, beside.state) == (first.id, "superseded")
    assert len(returns.changes_since_acceptance(newest(ledger), ledger.submissions(), catalogue, known)) == 2


def test_a_first_return_changes_nothing_since_acceptance(ledger: Ledger, catalogue: Catalogue) -> None:
    returns.accept(ledger, catalogue, submit(ledger, 5, 2, 3, HALF.previous).id, SECRETARIAT)
    submit(ledger, 9, 6, 3)
    assert returns.changes_since_acceptance(newest(ledger), ledger.submissions(), catalogue) == ()


def test_a_number_that_is_gone_and_one_that_became_a_state_are_told(ledger: Ledger, catalogue: Catalogue) -> None:
    returns.accept(ledger, catalogue, submit(ledger, 5, 2, 3).id, SECRETARIAT)
    file(
        ledger,
        words="amended",
        observations=(number(5), number(0, "Identify!C13", dimensions=(("sex", "male"),), state=State.ZERO_CONFIRMED)),
    )
    rows = returns.changes_since_acceptance(newest(ledger), ledger.submissions(), catalogue)
    assert [(row.cell, row.before, row.now, row.moved) for row in rows] == [
        ("Identify!C13", "2", "0", -2),
        ("Identify!C14", "3", "nothing said", None),
    ]


def test_what_is_asked_once_a_year_is_beside_that_of_the_year_before(ledger: Ledger, catalogue: Catalogue) -> None:
    for code, posts in (("2020-H2", 4), ("2021-H1", None), ("2021-H2", 6)):
        half = Period.parse(code)
        year = Period.financial_year(half.start.year)
        yearly = [] if posts is None else [number(posts, indicator="1.5b", component="posts_filled", period=year)]
        filed = file(ledger, "onrtip", period=half, observations=(*yearly, number(1, "Identify!C20", period=half)))
        returns.accept(ledger, catalogue, filed.id, SECRETARIAT)
    rows = returns.changes(newest(ledger), ledger.submissions(), catalogue)
    assert [(row.indicator, row.before, row.now, row.moved) for row in rows] == [
        ("1.5b", "4", "6", 2),
        ("2.2a", "1", "1", 0),
    ]


def test_a_later_revision_that_waits_is_told_to_whoever_accepts_the_earlier(ledger: Ledger) -> None:
    first = submit(ledger, 9, 6, 3)
    second = submit(ledger, 10, 7, 3, words="amended")
    assert [one.id for one in returns.waiting_after(ledger.submissions(), first.id)] == [second.id]
    assert returns.waiting_after(ledger.submissions(), second.id) == ()


def test_a_return_that_was_sent_back_is_beside_what_was_sent_back_with_the_reason(
    ledger: Ledger, catalogue: Catalogue
) -> None:
    first = submit(ledger, 9, 6, 3)
    returns.send_back(ledger, catalogue, first.id, SECRETARIAT, "Count the whole half-year.")
    submit(ledger, 11, 8, 3, words="mended")
    earlier, why = returns.sent_back_before(newest(ledger), ledger.submissions(), ledger.decisions()) or (None, "")
    assert (earlier and earlier.id, why) == (first.id, "Count the whole half-year.")
    returns.accept(ledger, catalogue, newest(ledger).id, SECRETARIAT)
    assert returns.sent_back_before(newest(ledger), ledger.submissions(), ledger.decisions())
    submit(ledger, 12, 9, 3, words="amended")
    assert returns.sent_back_before(newest(ledger), ledger.submissions(), ledger.decisions()) is None


def test_a_first_return_mends_nothing(ledger: Ledger, catalogue: Catalogue) -> None:
    first = submit(ledger, 9, 6, 3)
    returns.send_back(ledger, catalogue, first.id, SECRETARIAT, "Count the whole half-year.")
    assert returns.sent_back_before(newest(ledger), ledger.submissions(), ledger.decisions()) is None
