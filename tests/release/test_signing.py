"""Sign-off of small totals: what waits, what she lets be printed, and that it is bound to the number she saw."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.access import Identity, Role, Tier
from dashboard.ledger import Anchor, DataSet, Ledger, Submission
from dashboard.release import ActError, Shown, SignOff, make_release, sign_off, small_totals, take_back
from tests.figures.observations import observation, submission
from tests.figures.returned import AGENCIES, catalogue, returned, said, workbook_of
from tests.release.office import TODAY, ledger_of

RAPPORTEUR = Identity(Role.RAPPORTEUR)
KEY = "2.2a/identified/2021/22"
WHY = "The court has spoken of it in public"
BY_SEX = catalogue()
FEMALE, MALE = (("sex", "female"),), (("sex", "male"),)


def year(total: int) -> list[Submission]:
    """A year of three agencies; the JCF counts all of it, and all are girls."""
    return [
        told(agency, half, total if (agency, half) == ("jcf", "2021-H1") else 0)
        for agency in AGENCIES
        for half in ("2021-H1", "2021-H2")
    ]


def told(agency: str, half: str, number: int, revision: int = 1) -> Submission:
    girls = said(number, half, dimensions=FEMALE, locator="'2. Children'!D12")
    boys = said(0, half, dimensions=MALE, locator="'2. Children'!E12")
    return returned(agency, said(number, half), girls, boys, period=half, revision=revision)


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with ledger_of(year(2)) as made:
        yield made


def public(ledger: Ledger) -> dict[str, str]:
    """What the public release prints of the year: the total, and the cells below it."""
    item = make_release(BY_SEX, ledger, Tier.PUBLIC, today=TODAY).indicator("2.2a")
    found = {point.figure_id: point.value.text for series in item.components for point in series.points}
    cells = {f"{KEY}/{cell.code}": cell.value for table in item.breakdowns for cell in table.cells}
    return {KEY: found[KEY]} | {key: value.text for key, value in cells.items() if isinstance(value, Shown)}


def amend(ledger: Ledger, total: int, revision: int = 2) -> None:
    """The JCF says another number, and the Secretariat accepts it."""
    again = told("jcf", "2021-H1", total, revision)
    filed = ledger.submit(again.draft, "Focal person", file=workbook_of(again.id))
    ledger.record(filed.id, "accepted", "TIP Secretariat")


def test_a_small_total_waits_and_is_withheld(ledger: Ledger) -> None:
    (total,) = small_totals(ledger, BY_SEX)
    assert (total.key, total.indicator, total.period.code, total.text) == (KEY, "2.2a", "2021/22", "2")
    assert total.waits
    assert public(ledger) == {KEY: "[c]"}


@pytest.mark.parametrize("total", [0, 3, 12])
def test_a_total_that_is_not_small_does_not_wait(total: int) -> None:
    with ledger_of(year(total)) as ledger:
        assert small_totals(ledger, BY_SEX) == ()
        assert public(ledger)[KEY] == str(total)


def test_a_total_that_a_source_has_printed_does_not_wait() -> None:
    with ledger_of([*year(2), submission(observation(2, "2021/22"))]) as ledger:
        assert small_totals(ledger, BY_SEX) == ()


def test_signed_off_it_is_printed_and_nothing_below_it_is(ledger: Ledger) -> None:
    sign_off(ledger, BY_SEX, RAPPORTEUR, KEY, WHY)
    assert public(ledger) == {KEY: "2"}
    (total,) = small_totals(ledger, BY_SEX)
    assert total.standing is SignOff.GIVEN
    assert total.note is not None
    assert total.note.actor == "National Rapporteur (local, unverified)"


def test_the_reason_is_in_the_log_and_never_in_a_release(ledger: Ledger) -> None:
    sign_off(ledger, BY_SEX, RAPPORTEUR, KEY, "Two sisters, spoken of in court")
    assert ledger.notes("signed_off")[0].reason == "Two sisters, spoken of in court"
    for tier in Tier:
        assert "sisters" not in repr(make_release(BY_SEX, ledger, tier, today=TODAY))


def test_taken_back_it_is_withheld_again_and_waits(ledger: Ledger) -> None:
    sign_off(ledger, BY_SEX, RAPPORTEUR, KEY, WHY)
    take_back(ledger, BY_SEX, RAPPORTEUR, KEY, "Too early")
    assert public(ledger) == {KEY: "[c]"}
    assert small_totals(ledger, BY_SEX)[0].standing is SignOff.WAITING


@pytest.mark.parametrize(
    ("now", "printed", "said", "waits"),
    [(1, "[c]", "waits again", True), (3, "3", "needs none now", False)],
)
def test_for_another_number_it_lapses_and_says_so(
    ledger: Ledger, now: int, printed: str, said: str, waits: bool
) -> None:
    sign_off(ledger, BY_SEX, RAPPORTEUR, KEY, WHY)
    amend(ledger, now)
    (total,) = small_totals(ledger, BY_SEX)
    assert total.standing is SignOff.LAPSED
    assert total.words.startswith("lapsed: signed off for 2 on ")
    assert total.words.endswith(said)
    assert total.waits is waits
    assert public(ledger)[KEY] == printed


def test_what_lapsed_can_be_signed_off_anew(ledger: Ledger) -> None:
    sign_off(ledger, BY_SEX, RAPPORTEUR, KEY, WHY)
    amend(ledger, 1)
    sign_off(ledger, BY_SEX, RAPPORTEUR, KEY, WHY, seen="1")
    assert public(ledger) == {KEY: "1"}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.RAPPORTEUR])
def test_nobody_but_the_rapporteur_signs_off_or_takes_back(ledger: Ledger, role: Role) -> None:
    for act in (sign_off, take_back):
        with pytest.raises(ActError, match="who may: National Rapporteur"):
            act(ledger, BY_SEX, Identity(role), KEY, WHY)


@pytest.mark.parametrize(
    ("key", "reason", "refusal"),
    [
        ("2.2a/identified/2018/19", WHY, "2.2a/identified/2018/19 does not wait for a sign-off; 1 other"),
        ("2.2a/identified/2021/22/sex=female", WHY, "does not wait"),
        ("nonsense", WHY, "nonsense does not wait"),
        (KEY, " ", "no reason was given"),
        (KEY, "John Brown told us", "looks like a person"),
    ],
)
def test_what_may_not_be_signed_off_is_refused_in_a_sentence_and_nothing_is_written(
    ledger: Ledger, key: str, reason: str, refusal: str
) -> None:
    head = ledger.head()
    with pytest.raises(ActError, match=refusal):
        sign_off(ledger, BY_SEX, RAPPORTEUR, key, reason)
    assert ledger.head() == head


def test_a_number_that_changed_since_it_was_looked_at_is_not_signed_off(ledger: Ledger) -> None:
    amend(ledger, 1)
    with pytest.raises(ActError, match="was 2 when you looked and is 1 now"):
        sign_off(ledger, BY_SEX, RAPPORTEUR, KEY, WHY, seen="2")


def test_it_is_signed_off_once_and_taken_back_once(ledger: Ledger) -> None:
    with pytest.raises(ActError, match="nothing is signed off"):
        take_back(ledger, BY_SEX, RAPPORTEUR, KEY, WHY)
    sign_off(ledger, BY_SEX, RAPPORTEUR, KEY, WHY)
    with pytest.raises(ActError, match=r"is signed off on .* already, and nothing need be done"):
        sign_off(ledger, BY_SEX, RAPPORTEUR, KEY, WHY)
    assert len(ledger.notes()) == 1


def test_signed_off_by_two_at_once_it_is_in_the_log_once(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ready, note = Barrier(2), ledger.note

    def when_both_have_looked(*given: Any, **named: Any) -> Anchor:
        ready.wait(30)
        return note(*given, **named)

    def sign(reason: str) -> str:
        try:
            sign_off(ledger, BY_SEX, RAPPORTEUR, KEY, reason)
        except ActError as error:
            return str(error)
        return ""

    monkeypatch.setattr(ledger, "note", when_both_have_looked)
    with ThreadPoolExecutor(2) as threads:
        done, refused = sorted(threads.map(sign, (WHY, "Printed by the court")))
    assert (done, len(ledger.notes("signed_off"))) == ("", 1)
    assert refused.startswith(f"{KEY} has changed since you looked at it: event ")


def test_the_public_record_is_not_signed_off() -> None:
    with ledger_of([submission(observation(2, "2021/22"))], DataSet.PUBLIC_RECORD) as ledger:
        assert small_totals(ledger, BY_SEX) == ()


@settings(max_examples=15)
@given(st.lists(st.sampled_from(["give", "take back", "amend 1", "amend 2", "amend 3"]), max_size=5))
def test_whatever_was_done_a_small_total_is_printed_only_as_the_number_last_signed(steps: list[str]) -> None:
    with ledger_of(year(2)) as ledger:
        number, signed, revision = 2, 0, 1
        for step in steps:
            if step.startswith("amend"):
                number, revision = int(step[-1]), revision + 1
                amend(ledger, number, revision)
                continue
            try:
                (sign_off if step == "give" else take_back)(ledger, BY_SEX, RAPPORTEUR, KEY, WHY)
            except ActError:
                continue
            signed = number if step == "give" else 0
        expected = str(number) if number in (signed, 3) else "[c]"
        assert public(ledger)[KEY] == expected
