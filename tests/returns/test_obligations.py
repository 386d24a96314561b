"""Who owes what, since when, and where it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard import returns
from dashboard.catalogue import Catalogue
from dashboard.ledger import DataSet, Ledger, Remark
from dashboard.periods import Period
from dashboard.returns import Obligation, Standing
from tests.ledger.builder import clock, switch_guards_off
from tests.returns.filing import HALF, RAPPORTEUR, SECRETARIAT, file, number

DUE = date(2021, 10, 30)


def of_cpfsa(ledger: Ledger, catalogue: Catalogue, today: date = DUE) -> Obligation:
    found = returns.obligations(ledger.submissions(), ledger.decisions(), catalogue, [HALF], today)
    return next(one for one in found if one.agency == "cpfsa")


@pytest.mark.parametrize(
    ("period", "due"), [("2021-H1", date(2021, 10, 30)), ("2021-H2", date(2022, 4, 30)), ("2023-H2", date(2024, 4, 30))]
)
def test_a_return_is_due_thirty_days_after_its_half_year(period: str, due: date) -> None:
    assert returns.due_on(Period.parse(period)) == due


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2021, 9, 30), Standing.NOT_DUE),
        (date(2021, 10, 1), Standing.OWED),
        (date(2021, 10, 30), Standing.OWED),
        (date(2021, 10, 31), Standing.OVERDUE),
    ],
)
def test_what_has_not_come_is_owed_then_overdue(
    ledger: Ledger, catalogue: Catalogue, today: date, standing: Standing
) -> None:
    one = of_cpfsa(ledger, catalogue, today)
    assert one.standing is standing
    assert (one.submission_id, one.revisions, one.received_on, one.on_time) == ("", 0, None, None)


def test_each_agency_that_is_asked_owes_what_it_is_asked(ledger: Ledger, catalogue: Catalogue) -> None:
    owing = returns.obligations((), (), catalogue, [HALF], DUE)
    assert {"cpfsa", "jcf_atip", "iom", "civil_society"} <= {one.agency for one in owing}
    assert not {"participating_mdas", "government", "tip_office"} & {one.agency for one in owing}
    assert all(one.numbers or one.milestones or one.commitments for one in owing)
    assert next(one for one in owing if one.agency == "iom").numbers == 0


def test_the_standing_follows_the_decisions(ledger: Ledger, catalogue: Catalogue) -> None:
    filed = file(ledger, remarks=(Remark("Identify!C12", "outlier", "3", "One house."),)).id
    assert of_cpfsa(ledger, catalogue).standing is Standing.SUBMITTED
    assert of_cpfsa(ledger, catalogue).warnings == 1
    returns.accept(ledger, catalogue, filed, SECRETARIAT)
    assert of_cpfsa(ledger, catalogue).standing is Standing.ACCEPTED
    returns.adopt(ledger, catalogue, filed, RAPPORTEUR, reservation="Suspected victims are left out.")
    adopted = of_cpfsa(ledger, catalogue)
    assert (adopted.standing, adopted.reservation) == (Standing.ADOPTED, "Suspected victims are left out.")
    returns.withdraw(ledger, catalogue, filed, SECRETARIAT, "Sent for the wrong half-year.")
    assert of_cpfsa(ledger, catalogue).standing is Standing.WITHDRAWN


def test_an_amendment_that_waits_is_shown_and_one_sent_back_leaves_the_accepted_return(
    ledger: Ledger, catalogue: Catalogue
) -> None:
    first = file(ledger).id
    returns.accept(ledger, catalogue, first, SECRETARIAT)
    second = file(ledger, words="amended").id
    assert of_cpfsa(ledger, catalogue).submission_id == second
    returns.send_back(ledger, catalogue, second, SECRETARIAT, "Two cells contradict each other.")
    stands = of_cpfsa(ledger, catalogue)
    assert (stands.submission_id, stands.standing, stands.revisions) == (first, Standing.ACCEPTED, 2)


@pytest.mark.parametrize(
    ("sent", "on_time"),
    [
        (datetime(2021, 10, 31, 4, 59, tzinfo=UTC), True),  # 11:59 p.m. on the 30th in Kingston
        (datetime(2021, 10, 31, 5, 1, tzinfo=UTC), False),
    ],
)
def test_the_day_it_came_is_the_day_in_jamaica(
    tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue, sent: datetime, on_time: bool
) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'ledger.sqlite'}"
    with Ledger.open(url, DataSet.OFFICE, clock=clock(sent, timedelta(0))) as ledger:
        file(ledger)
        assert of_cpfsa(ledger, catalogue).on_time is on_time


def test_what_was_on_time_and_sent_back_is_not_late_for_it(
    tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue
) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'ledger.sqlite'}"
    days = clock(datetime(2021, 10, 1, tzinfo=UTC), timedelta(days=20))
    with Ledger.open(url, DataSet.OFFICE, clock=days) as ledger:
        first = file(ledger).id
        returns.send_back(ledger, catalogue, first, SECRETARIAT, "The sign-off is missing.")
        file(ledger, words="mended")
        one = of_cpfsa(ledger, catalogue, date(2021, 12, 31))
    assert (one.received_on, one.on_time) == (date(2021, 10, 20), True)


def test_a_return_changed_behind_the_programs_back_is_void(ledger: Ledger, catalogue: Catalogue) -> None:
    filed = file(ledger).id
    returns.accept(ledger, catalogue, filed, SECRETARIAT)
    with ledger._engine.begin() as connection:
        switch_guards_off(connection)
        connection.exec_driver_sql("UPDATE submission SET payload = replace(payload, '\"3\"', '\"4\"')")
    assert of_cpfsa(ledger, catalogue).standing is Standing.VOID


def test_who_has_not_reported_are_those_whose_half_year_is_over_and_nothing_counts(
    ledger: Ledger, catalogue: Catalogue
) -> None:
    file(ledger, "jcf")
    sent_back = file(ledger, "cpfsa").id
    returns.send_back(ledger, catalogue, sent_back, SECRETARIAT, "Mend C12.")
    obliged = returns.obligations(
        ledger.submissions(), ledger.decisions(), catalogue, [HALF, Period.half_year(2021, 2)], date(2021, 11, 30)
    )
    missing = returns.not_reported(obliged)
    assert {one.period for one in missing} == {HALF}
    assert "jcf" not in {one.agency for one in missing}
    assert "cpfsa" in {one.agency for one in missing}
    assert missing[0].standing is Standing.OVERDUE


def test_a_return_of_another_half_year_or_agency_is_not_counted(ledger: Ledger, catalogue: Catalogue) -> None:
    file(ledger, "cpfsa", period=Period.half_year(2020, 1), observations=(number(1),))
    file(ledger, "jcf")
    assert of_cpfsa(ledger, catalogue).revisions == 0
