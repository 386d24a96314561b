"""The ledgers that earlier versions wrote are opened, checked, read and gone on with, for ever.

What they must say is written out here, not built: a builder would change with the program.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.ledger import Anchor, DataSet, Kind, Ledger, Submission, SubmissionDraft
from dashboard.ledger.copying import copy_rows, finish_copy
from dashboard.ledger.engine import create_engine, reading, sole_engine, writing
from dashboard.periods import Period
from tests.ledger.builder import (
    FOCAL_PERSON,
    RAPPORTEUR,
    SECRETARIAT,
    accept,
    adjusting,
    behind_its_back,
    cell,
    clock,
    correcting,
    correction,
    counter,
    draft,
    milestone,
    narrative,
    observation,
    publishing,
    submit_return,
    workbook,
)

FIXTURES = Path(__file__).parent.parent / "fixtures"
HEADS = {
    1: Anchor(
        3,
        "c328a3a9e2839ff47ee4139a66d6c1fbeb4aab7917db63bbd753262d81da95d2",
        datetime(2026, 1, 5, 9, 2, tzinfo=UTC),
    ),
    2: Anchor(
        13,
        "3a5dfffb3a724cc1e146f5255ad48b93997fb1c9b9f171b7b8287394f8fc1747",
        datetime(2026, 1, 5, 9, 12, tzinfo=UTC),
    ),
    3: Anchor(
        17,
        "ca5fe72f7f61b02e0f7b29a4db113132b2f6e496180cdcf696a3c46d92fd25ab",
        datetime(2026, 1, 5, 9, 16, tzinfo=UTC),
    ),
}
"""The last event of each when it was written."""


@contextmanager
def ledger_of(version: int, url: str) -> Iterator[Ledger]:
    """A copy of that version's ledger at a URL, opened by today's program."""
    path = FIXTURES / f"ledger_v{version}.sqlite"
    if url.startswith("sqlite"):
        shutil.copy(path, url.removeprefix("sqlite:///"))
    else:
        source, target = sole_engine(path, read_only=True), create_engine(url)
        with reading(source) as out, writing(target) as into:
            finish_copy(into, copy_rows(out, into))
        source.dispose()
        target.dispose()
    with Ledger.open(url, None) as ledger:
        yield ledger


@pytest.mark.parametrize("version", HEADS)
def test_a_ledger_of_an_earlier_version_holds(ledger_url: str, version: int) -> None:
    with ledger_of(version, ledger_url) as ledger:
        assert ledger.head() == HEADS[version]
        assert ledger.verify([HEADS[version]]) == ()
        assert all(decision.holds for decision in ledger.decisions())


def test_what_version_1_wrote_is_read_so_for_ever(ledger_url: str) -> None:
    with ledger_of(1, ledger_url) as ledger:
        assert ledger.data_set is DataSet.TRAINING
        (held,) = ledger.submissions()
    assert (held.id, held.sequence, held.state) == ("tip-2022.1", 2, "accepted")
    assert held.draft.source.title == "2022 Trafficking in Persons Report: Jamaica"
    assert [(o.indicator, o.period.label, o.numerator) for o in held.draft.observations] == [
        ("2.2a", "2021/22", Decimal(6)),
        ("2.2a", "2021/22", Decimal("0.5")),
    ]
    assert held.draft.observations[1].dimensions == (("age_band", "0_8"), ("sex", "female"))
    assert held.draft.observations[1].cohort == Period.half_year(2020, 2)
    assert held.draft.milestones[0].text == "The protocol was adopted."
    assert held.draft.narratives[0].period == Period.half_year(2021, 1)
    assert (held.draft.kind, held.draft.agency, held.draft.signed_by, held.draft.signed_on) == (
        Kind.EDITION,
        "",
        "",
        None,
    )
    assert (held.draft.commitments, held.draft.corrections) == ((), ())


def test_what_version_1_filed_is_recognised_and_gone_on_with(ledger_url: str) -> None:
    with ledger_of(1, ledger_url) as ledger:
        known = ledger.submit(draft_of_version_1(), SECRETARIAT)
        assert (known.id, known.state, ledger.head()) == ("tip-2022.1", "accepted", HEADS[1])
        again = ledger.submit(replace(draft_of_version_1(), period=Period.financial_year(2021)), SECRETARIAT)
        assert again.id == "tip-2022.2"
        ledger.record(known.id, "superseded", SECRETARIAT)
        accept(ledger, submit_return(ledger))
        assert ledger.verify([HEADS[1]]) == ()


def test_a_column_that_version_1_did_not_know_cannot_be_changed_unseen(ledger_url: str) -> None:
    """Its payload is silent about the column, and so says what an edition leaves it at."""
    with ledger_of(1, ledger_url) as ledger:
        behind_its_back(ledger_url, "UPDATE submission SET kind = 'return', agency = 'jcf'")
        (found,) = ledger.verify()
        assert "kind is not stored as it was filed" in found.found
        assert ledger.submissions()[0].draft.kind is Kind.EDITION


def test_what_version_2_wrote_is_read_so_for_ever(ledger_url: str) -> None:
    with ledger_of(2, ledger_url) as ledger:
        assert ledger.data_set is DataSet.OFFICE
        held = {submission.id: submission for submission in ledger.submissions()}
        kept = ledger.file("return-jcf-2021-H1.2")
        adoption = next(decision for decision in ledger.decisions() if decision.type == "adopted")
    assert {submission_id: each.state for submission_id, each in held.items()} == {
        "tip-2022.1": "accepted",
        "return-jcf-2021-H1.1": "superseded",
        "return-jcf-2021-H1.2": "adopted",
        "adjustment-2021-H1.1": "accepted",
        "correction-2021-H1.1": "accepted",
    }
    _says_what_version_2_said(held)
    assert kept == b"amended" + bytes(range(256))
    assert (adoption.actor, adoption.reservation) == ("National Rapporteur", "Two files were not seen.")


def _says_what_version_2_said(held: dict[str, Submission]) -> None:
    returned = held["return-jcf-2021-H1.2"].draft
    assert (returned.kind, returned.agency, returned.signed_by) == (Kind.RETURN, "jcf", "Commissioner of Police")
    assert (returned.signed_on, returned.period) == (date(2021, 10, 20), Period.half_year(2021, 1))
    assert [(o.locator, o.numerator, o.denominator) for o in returned.observations] == [
        ("Protection!C12", Decimal(2), Decimal(9))
    ]
    assert (returned.commitments[0].commitment, returned.commitments[0].status) == ("role_1_1a", "under_way")
    assert (returned.remarks[0].code, returned.remarks[0].reason) == ("outlier", "One house held three children.")
    (line,) = held["adjustment-2021-H1.1"].draft.adjustments
    assert (line.numerator, line.agencies, line.dimensions) == (Decimal(-1), ("jcf", "cpfsa"), (("sex", "female"),))
    (mended,) = held["correction-2021-H1.1"].draft.corrections
    assert (mended.submission_id, mended.part, mended.expect, mended.becomes) == (
        "return-jcf-2021-H1.2",
        "numerator",
        "2",
        "4",
    )


def test_what_version_2_wrote_is_gone_on_with_by_publishing(ledger_url: str) -> None:
    """It has published nothing, and is brought up to the tables that editions need."""
    with ledger_of(2, ledger_url) as ledger:
        assert (ledger.editions(), ledger.notes()) == ((), ())
        assert ledger.publish(publishing(as_of=13), RAPPORTEUR).sequence == 14
        assert ledger.edition_file(1, "annual-report.docx") == workbook("report")
        assert ledger.verify([HEADS[2]]) == ()


def test_what_version_3_wrote_is_read_so_for_ever(ledger_url: str) -> None:
    with ledger_of(3, ledger_url) as ledger:
        assert ledger.verify([HEADS[2]]) == ()
        withdrawn, second = ledger.editions()
        (note,) = ledger.notes()
        report = ledger.edition_file(1, "annual-report.docx")
    assert (withdrawn.number, withdrawn.sequence, withdrawn.state) == (1, 14, "withdrawn")
    assert (withdrawn.reason, withdrawn.withdrawn_because) == ("Tabled.", "One child was counted twice.")
    assert (withdrawn.tier, withdrawn.through, withdrawn.as_of) == ("public", Period.financial_year(2021), 13)
    assert withdrawn.embargo_until == datetime(2026, 4, 1, 15, 0, tzinfo=UTC)
    assert [(claim.cell, claim.value, claim.out_of, claim.text) for claim in withdrawn.claims] == [
        ("2.2a/identified/2021/22", "6", "", "6"),
        ("2.2a/identified/2021/22/sex=female", "", "", "[c]"),
        ("3.1/convicted/2021/22", "4", "6", "4 of 6"),
    ]
    assert withdrawn.checklist == ("Two commitments have no return.",)
    assert (second.number, second.state, second.tier) == (2, "published", "natfatip")
    assert (second.through, second.embargo_until, second.claims, second.files) == (None, None, (), ())
    assert report == b"report" + bytes(range(256))
    assert (note.type, note.subject, note.content) == ("threshold_approved", "policy", {"threshold": "3"})


def draft_of_version_1() -> SubmissionDraft:
    """What `tests/fixtures/ledger_v1.sqlite` holds, filed by the Secretariat and accepted as `complete`."""
    second = observation(
        locator="F003",
        dimensions=(("age_band", "0_8"), ("sex", "female")),
        cohort=Period.half_year(2020, 2),
        numerator=Decimal("0.50"),
        denominator=Decimal(2),
        is_total=False,
        derived_from=("F004", "F005"),
    )
    return draft(observations=(observation(), second), milestones=(milestone(),), narratives=(narrative(),))


def write_fixture(path: Path) -> Anchor:
    """What `tests/fixtures/ledger_v3.sqlite` was made with; the same in every run. Returns its head.

    As far as event 13 it is that of version 2.
    """
    with Ledger.open(f"sqlite:///{path}", DataSet.OFFICE, clock=clock(), nonce=counter()) as ledger:
        ledger.record(ledger.submit(draft_of_version_1(), SECRETARIAT).id, "accepted", SECRETARIAT)
        accept(ledger, submit_return(ledger))
        amended = submit_return(ledger, words="amended", observations=(cell(numerator=Decimal(2)),))
        accept(ledger, amended)
        ledger.record(amended.id, "adopted", RAPPORTEUR, "seen", reservation="Two files were not seen.")
        accept(ledger, ledger.submit(adjusting(), RAPPORTEUR))
        mended = correcting(correction("2", "4", submission_id=amended.id))
        accept(ledger, ledger.submit(mended, FOCAL_PERSON))
        ledger.publish(publishing(as_of=13), RAPPORTEUR, "Tabled.")
        ledger.withdraw_edition(1, RAPPORTEUR, "One child was counted twice.")
        bare = publishing(tier="natfatip", as_of=15, through=None, embargo_until=None, claims=(), files=())
        ledger.publish(bare, RAPPORTEUR)
        ledger.note("threshold_approved", "policy", RAPPORTEUR, "Agreed.", {"threshold": "3"})
        return ledger.head()


def test_the_program_still_writes_what_version_3_wrote(tmp_path: Path) -> None:
    assert write_fixture(tmp_path / "ledger.sqlite") == HEADS[3]
