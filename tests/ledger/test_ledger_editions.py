"""What was published: read back equal for ever, withdrawn but never undone, and every change behind its back seen."""

from __future__ import annotations

import string
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.ledger import (
    AsOf,
    DataSet,
    EditionDraft,
    FrozenFile,
    HeadMovedError,
    Ledger,
    LedgerError,
    PublishedClaim,
)
from dashboard.ledger.canonical import content_hash, decimal_text, payload_of
from dashboard.ledger.decoding import edition_content_of
from dashboard.ledger.editions import content_of
from dashboard.ledger.editions_model import Edition, EditionContent
from tests.ledger.builder import (
    RAPPORTEUR,
    SECRETARIAT,
    accept,
    behind_its_back,
    draft,
    publishing,
    submit_return,
    workbook,
)


def said(edition: Edition) -> EditionContent:
    return EditionContent(**{field.name: getattr(edition, field.name) for field in fields(EditionContent)})


def test_an_edition_says_what_its_draft_says() -> None:
    assert [field.name for field in fields(EditionContent)] == [field.name for field in fields(EditionDraft)]


def test_what_is_hashed_of_an_edition_stays_what_it_was() -> None:
    """The very text as of schema revision 0003. Another one would make every edition that was published void."""
    payload = (
        '{"as_of":1,"catalogue_hash":"' + "c" * 64 + '","checklist":["Two commitments have no return."],"claims":['
        '{"cell":"2.2a/identified/2021/22","out_of":"","text":"6","value":"6"},'
        '{"cell":"2.2a/identified/2021/22/sex=female","out_of":"","text":"[c]","value":""},'
        '{"cell":"3.1/convicted/2021/22","out_of":"6","text":"4 of 6","value":"4"}],'
        '"embargo_until":"2026-04-01T15:00:00.000000+00:00","files":['
        '{"name":"figures.csv","sha256":"987063c3919f4b67e29c18fc3469eaec2083f2bb2607dbab24a9089d7cd90c7c","size":6},'
        '{"name":"annual-report.docx",'
        '"sha256":"24bd0a53061489ce27b4e0617911d8674f088480b5c81c74179103365221e662","size":262}],'
        '"policy_hash":"' + "d" * 64 + '","program":"1.4.0","through":"2021-04-01..2022-03-31","tier":"public",'
        '"title":"Annual report 2021/22"}'
    )
    assert payload_of(content_of(publishing())) == payload
    known = "ebe30ddc3b9cbb1b53402b50e4b73bb6a047563adb2819d48fb2ebc4e118f772"
    assert content_hash("00" * 16, payload) == known
    assert edition_content_of(1, payload) == content_of(publishing())


def test_what_was_published_is_read_back_equal(office: Ledger) -> None:
    drafted = publishing(embargo_until=datetime(2026, 4, 1, 10, 0, tzinfo=timezone(-timedelta(hours=5))))
    published = office.publish(drafted, RAPPORTEUR, "Tabled on 1 April.")
    assert office.editions() == (published,)
    assert said(published) == content_of(drafted)
    assert [(file.name, file.size) for file in published.files] == [("figures.csv", 6), ("annual-report.docx", 262)]
    assert (published.number, published.sequence, published.state) == (1, 2, "published")
    assert (published.actor, published.reason, published.withdrawn_because) == (RAPPORTEUR, "Tabled on 1 April.", "")
    assert (published.anchor, published.published_at) == (office.head(), office.head().at)
    assert office.edition_file(1, "annual-report.docx") == workbook("report")
    assert office.edition_file(1, "figures.csv") == b"6,[c]\n"
    assert office.verify() == ()


@pytest.mark.parametrize("data_set", DataSet)
def test_every_data_set_may_be_published(tmp_path: Path, data_set: DataSet) -> None:
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}", data_set) as ledger:
        bare = publishing(claims=(), files=(), checklist=(), through=None, embargo_until=None, tier="natfatip")
        assert said(ledger.publish(bare, RAPPORTEUR)) == content_of(bare)
        assert ledger.verify() == ()


_WORDS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1).filter(str.strip)
_NUMBERS = st.just("") | st.decimals(-(10**9), 10**9, places=3, allow_nan=False).map(decimal_text)
_CLAIMS = st.lists(
    st.builds(PublishedClaim, cell=_WORDS, value=_NUMBERS, out_of=_NUMBERS, text=_WORDS),
    unique_by=lambda claim: claim.cell,
    max_size=4,
)
_FILES = st.lists(
    st.builds(
        FrozenFile,
        name=st.text(string.ascii_letters + string.digits, min_size=1, max_size=9),
        content=st.binary(max_size=50),
    ),
    unique_by=lambda file: file.name.lower(),
    max_size=3,
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims=_CLAIMS, files=_FILES, checklist=st.lists(_WORDS, max_size=2), embargo=st.none() | st.datetimes())
def test_whatever_may_be_published_is_kept_so(
    office: Ledger, claims: list[Any], files: list[Any], checklist: list[str], embargo: datetime | None
) -> None:
    drafted = publishing(
        claims=tuple(claims),
        files=tuple(files),
        checklist=tuple(checklist),
        embargo_until=embargo and embargo.replace(tzinfo=UTC),
    )
    published = office.publish(drafted, RAPPORTEUR)
    assert office.editions()[-1] == published
    assert said(published) == content_of(drafted)
    assert all(office.edition_file(published.number, file.name) == file.content for file in files)
    assert office.verify() == ()


# ---- what is refused -------------------------------------------------------------------------------------------------

ONE = PublishedClaim("2.2a/identified/2021/22", "6", "", "6")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tier": "restricted"}, "the tier is 'restricted'; an edition is published for public or natfatip only"),
        ({"title": " "}, "title is empty"),
        ({"policy_hash": ""}, "policy_hash is empty"),
        ({"catalogue_hash": ""}, "catalogue_hash is empty"),
        ({"program": ""}, "program is empty"),
        ({"title": "half a \ud800"}, "holds a character that cannot be stored"),
        ({"as_of": 9}, "as_of is 9: the ledger has no event 9; it has events 1 to 1"),
        ({"as_of": 0}, "as_of is 0: the ledger has no event 0"),
        ({"embargo_until": datetime(2026, 4, 1)}, "without a time zone"),  # noqa: DTZ001 -- the very fault
        ({"claims": (ONE, ONE)}, "the cell 2.2a/identified/2021/22 is claimed 2 times"),
        ({"claims": (replace(ONE, cell=""),)}, "claim 1 (): it names no cell"),
        ({"claims": (replace(ONE, text=""),)}, "claim 1 (2.2a/identified/2021/22): its text is empty"),
        ({"claims": (ONE, replace(ONE, cell="b", value="six"))}, "claim 2 (b): value is 'six'; it must be a number"),
        ({"claims": (replace(ONE, value="6.0"),)}, "value is '6.0'; write 6"),
        ({"claims": (replace(ONE, out_of="NaN"),)}, "out_of is 'NaN'; it must be a number"),
        ({"files": (FrozenFile("../policy.yaml", b""),)}, "the file name '../policy.yaml' may have letters, digits"),
        ({"files": (FrozenFile("", b""),)}, "the file name '' may have"),
        ({"files": (FrozenFile("a.csv", b"1"), FrozenFile("A.csv", b"2"))}, "2 files are called a.csv"),
    ],
)
def test_what_cannot_be_published_is_refused_in_words(office: Ledger, changes: dict[str, Any], words: str) -> None:
    head = office.head()
    with pytest.raises(LedgerError) as refusal:
        office.publish(publishing(**changes), RAPPORTEUR)
    assert str(refusal.value).startswith("the edition was not published:\n- ")
    assert words in str(refusal.value)
    assert (office.head(), office.editions(), office.verify()) == (head, (), ())


def test_every_fault_is_told_at_once(office: Ledger) -> None:
    with pytest.raises(LedgerError) as refusal:
        office.publish(publishing(tier="restricted", title="", files=(FrozenFile("a b", b""),)), " ")
    assert str(refusal.value).count("\n- ") == 4


# ---- withdrawing -----------------------------------------------------------------------------------------------------


def test_a_withdrawn_edition_stays_readable(office: Ledger) -> None:
    published = office.publish(publishing(), RAPPORTEUR)
    withdrawn = office.withdraw_edition(1, SECRETARIAT, "One child was counted twice.")
    assert withdrawn.withdrawn_at == office.head().at
    assert withdrawn == replace(
        published,
        state="withdrawn",
        withdrawn_because="One child was counted twice.",
        withdrawn_at=withdrawn.withdrawn_at,
    )
    assert published.withdrawn_at is None
    assert office.editions() == (withdrawn,)
    assert office.edition_file(1, "figures.csv") == b"6,[c]\n"
    assert office.publish(publishing(), RAPPORTEUR).number == 2
    assert office.verify() == ()


@pytest.mark.parametrize(
    ("number", "actor", "reason", "words"),
    [
        (1, RAPPORTEUR, " ", "only withdrawn with a reason"),
        (1, "", "Wrong.", "needs its author"),
        (2, RAPPORTEUR, "Wrong.", "there is no edition 2 in this ledger; it has 1"),
        (0, RAPPORTEUR, "Wrong.", "there is no edition 0"),
    ],
)
def test_a_withdrawal_is_refused_in_words(office: Ledger, number: int, actor: str, reason: str, words: str) -> None:
    published = office.publish(publishing(), RAPPORTEUR)
    with pytest.raises(LedgerError, match=words):
        office.withdraw_edition(number, actor, reason)
    assert office.editions() == (published,)


def test_an_edition_is_withdrawn_once(office: Ledger) -> None:
    office.publish(publishing(), RAPPORTEUR)
    office.withdraw_edition(1, RAPPORTEUR, "Wrong.")
    with pytest.raises(LedgerError, match="it is withdrawn already, by event 3"):
        office.withdraw_edition(1, RAPPORTEUR, "Wrong.")


# ---- as of a moment --------------------------------------------------------------------------------------------------


def test_a_past_moment_shows_what_was_published_then(office: Ledger) -> None:
    first = office.publish(publishing(), RAPPORTEUR)
    second = office.publish(publishing(as_of=2), RAPPORTEUR)
    withdrawn = office.withdraw_edition(1, RAPPORTEUR, "Wrong.")
    assert [office.editions(AsOf(sequence=at)) for at in range(1, 5)] == [
        (),
        (first,),
        (first, second),
        (withdrawn, second),
    ]
    with pytest.raises(LedgerError, match="the ledger has no event 5"):
        office.editions(AsOf(sequence=5))


def test_a_past_day_shows_what_could_be_read_then(office: Ledger) -> None:
    """The second edition is published at once, at 9:02 UTC on 5 January; the first one is under embargo."""
    office.publish(publishing(embargo_until=datetime(2026, 4, 2, 4, 59, tzinfo=UTC)), RAPPORTEUR)
    office.publish(publishing(embargo_until=None), RAPPORTEUR)
    days = (date(2026, 1, 4), date(2026, 1, 5), date(2026, 3, 31), date(2026, 4, 1))
    told = [[edition.number for edition in office.editions(AsOf(published_on=day))] for day in days]
    assert told == [[], [2], [2], [1, 2]]


# ---- beside submissions ----------------------------------------------------------------------------------------------


def test_editions_and_submissions_do_not_meet(office: Ledger) -> None:
    accept(office, submit_return(office))
    before = (office.submissions(), office.decisions())
    office.publish(publishing(as_of=3), RAPPORTEUR)
    office.withdraw_edition(1, RAPPORTEUR, "Wrong.")
    assert (office.submissions(), office.decisions()) == before
    with pytest.raises(LedgerError, match="there is no submission 'edition-1'"):
        office.record("edition-1", "withdrawn", RAPPORTEUR, "Wrong.")
    assert office.submit(draft("edition-1"), SECRETARIAT).id == "edition-1.1"
    assert [edition.number for edition in office.editions()] == [1]
    assert office.verify() == ()


def test_a_file_that_is_also_a_workbook_is_kept_once(office: Ledger) -> None:
    submit_return(office)
    office.publish(publishing(files=(FrozenFile("return.xlsx", workbook()), FrozenFile("b", workbook()))), RAPPORTEUR)
    assert office.edition_file(1, "b") == office.file("return-jcf-2021-H1.1") == workbook()
    assert office.verify() == ()


def test_a_file_that_is_not_there_is_named(office: Ledger) -> None:
    office.publish(publishing(), RAPPORTEUR)
    with pytest.raises(LedgerError, match=r"has no file 'x'; its files are figures\.csv, annual-report\.docx"):
        office.edition_file(1, "x")
    with pytest.raises(LedgerError, match="there is no edition 7"):
        office.edition_file(7, "x")


def test_editions_are_read_in_few_queries(office: Ledger) -> None:
    for _ in range(5):
        office.publish(publishing(), RAPPORTEUR)
    asked: list[str] = []
    sa.event.listen(
        office._engine, "before_cursor_execute", lambda _conn, _cursor, statement, *_: asked.append(statement)
    )
    assert [edition.number for edition in office.editions()] == [1, 2, 3, 4, 5]
    assert sum(statement.startswith("SELECT") for statement in asked) == 2


# ---- behind the program's back ---------------------------------------------------------------------------------------

CHANGES: tuple[tuple[str, int, str], ...] = (
    ("UPDATE edition SET payload = replace(payload, '\"6\"', '\"7\"') WHERE number = 1", 2,
     "the content of edition-1 is not what event 2 (published) was about"),
    ("UPDATE edition SET payload = replace(payload, '\"6\"', '\"7\"') WHERE number = 1", 4,
     "the content of edition-1 is not what event 4 (withdrawn) was about"),
    ("UPDATE edition SET payload = 'x' WHERE number = 2", 3, "the content of edition 2 cannot be read"),
    ("UPDATE edition SET payload = replace(payload, '+00:00', '') WHERE number = 2", 3, "edition 2 cannot be read"),
    ("UPDATE edition SET nonce = 'guess' WHERE number = 2", 3, "is not what event 3 (published) was about"),
    ("UPDATE edition SET tier = 'natfatip' WHERE number = 2", 3, "rows of edition 2 differ: tier is not stored as it"),
    ("UPDATE edition SET sequence = 4 WHERE number = 2", 4, "edition-2 is stored, but event 4 did not publish it"),
    ("DELETE FROM edition WHERE number = 2", 3, "edition-2, published by event 3, is missing"),
    ("DELETE FROM edition WHERE number = 2", 4, "claims are stored for edition 2, which is not there"),
    ("UPDATE claim SET text = '7' WHERE edition = 2 AND position = 0", 3, "differ: claims[0].text is not stored as it"),
    ("UPDATE claim SET value = '6.0' WHERE edition = 1 AND position = 0", 2, "differ: claims[0].value is not stored"),
    ("UPDATE claim SET position = 9 WHERE edition = 2 AND position = 1", 3, "the claims of edition 2 are not in their"),
    ("DELETE FROM claim WHERE edition = 1 AND position = 2", 2, "fewer claims are stored than were filed"),
    ("INSERT INTO claim VALUES (1, 3, 'new', '1', '', '1')", 2, "more claims are stored than were filed"),
    ("UPDATE edition_file SET name = 'x' WHERE edition = 1 AND position = 1", 2, "differ: files[1].name is not stored"),
    ("UPDATE file SET content = content || content WHERE size = 6", 2,
     "the file figures.csv of edition 1 and the file figures.csv of edition 2 was changed after it was filed"),
    ("DELETE FROM file WHERE size = 6", 3, "the file figures.csv of edition 2 is missing"),
    ("INSERT INTO file SELECT 'abcdefghi', size, content FROM file WHERE size = 6", 4,
     "a file abcdefgh is stored that no return and no edition names"),
)  # fmt: skip


@pytest.mark.parametrize(("statement", "sequence", "words"), CHANGES)
def test_a_change_is_found_at_its_event(office: Ledger, statement: str, sequence: int, words: str) -> None:
    """1 opened, 2 and 3 published, 4 the first one withdrawn."""
    office.publish(publishing(), RAPPORTEUR)
    office.publish(publishing(title="Second"), RAPPORTEUR)
    office.withdraw_edition(1, RAPPORTEUR, "Wrong.")
    behind_its_back(office._engine.url.render_as_string(hide_password=False), statement)
    found = office.verify()
    assert any(place.sequence == sequence and words in place.found for place in found), found


def test_a_changed_edition_is_void_and_its_files_are_not_handed_out(office: Ledger, ledger_url: str) -> None:
    office.publish(publishing(), RAPPORTEUR)
    behind_its_back(ledger_url, "UPDATE edition SET payload = replace(payload, '\"6\"', '\"7\"')")
    assert [edition.state for edition in office.editions()] == ["void"]
    with pytest.raises(LedgerError, match="is no longer what was published"):
        office.edition_file(1, "figures.csv")
    withdrawn = office.withdraw_edition(1, RAPPORTEUR, "It was changed.")
    assert (withdrawn.state, withdrawn.withdrawn_because) == ("void", "It was changed.")


@pytest.mark.parametrize("statement", ["UPDATE file SET content = size", "DELETE FROM file WHERE size = 6"])
def test_a_changed_file_is_not_handed_out(ledger_url: str, office: Ledger, statement: str) -> None:
    office.publish(publishing(), RAPPORTEUR)
    if ledger_url.startswith("postgres"):
        statement = statement.replace("= size", r"= '\x00'")
    behind_its_back(ledger_url, statement)
    with pytest.raises(LedgerError, match=r"the file figures\.csv of edition 1 is no longer what was published"):
        office.edition_file(1, "figures.csv")


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM edition WHERE number = 2", "edition-2 is in the log and not stored"),
        ("UPDATE edition SET payload = '[]' WHERE number = 2", "the content of edition 2 cannot be read"),
    ],
)
def test_what_was_published_is_never_told_short(office: Ledger, ledger_url: str, statement: str, words: str) -> None:
    """A release is safe only beside all that was published before; a number is never given twice either."""
    for _ in range(2):
        office.publish(publishing(), RAPPORTEUR)
    behind_its_back(ledger_url, statement)
    with pytest.raises(LedgerError, match=words):
        office.editions()
    if statement.startswith("DELETE"):
        assert office.publish(publishing(), RAPPORTEUR).number == 3


def test_nothing_is_published_after_a_log_that_does_not_hold(office: Ledger, ledger_url: str) -> None:
    office.publish(publishing(), RAPPORTEUR)
    behind_its_back(ledger_url, "UPDATE event SET actor = 'Minister' WHERE sequence = 2")
    for write in (
        lambda: office.publish(publishing(), RAPPORTEUR),
        lambda: office.withdraw_edition(1, RAPPORTEUR, "Wrong."),
        lambda: office.note("viewed", "edition-1", RAPPORTEUR),
    ):
        with pytest.raises(LedgerError, match=r"nothing was written, .* event 2 \(published\) was changed"):
            write()
    assert office.head().sequence == 2


def test_what_was_read_before_the_last_event_is_not_published_at_the_head(office: Ledger) -> None:
    read_from = office.head().sequence
    office.note("viewed", "edition-1", RAPPORTEUR)
    with pytest.raises(HeadMovedError, match="read from event 1, and the last event is 2 now; make it anew"):
        office.publish(publishing(as_of=read_from), RAPPORTEUR, at_head=True)
    assert office.editions() == ()
    assert office.publish(publishing(as_of=2), RAPPORTEUR, at_head=True).sequence == 3


def test_two_ledgers_never_hash_one_edition_alike(tmp_path: Path) -> None:
    """Whoever holds a printed hash and tries every small count finds nothing: the content is hashed with a nonce."""
    bodies = set()
    for name in ("one", "two"):
        with Ledger.open(f"sqlite:///{tmp_path / name}", DataSet.OFFICE) as ledger:
            ledger.publish(publishing(), RAPPORTEUR)
            with ledger._engine.connect() as connection:
                bodies.add(connection.scalar(sa.text("SELECT body FROM event WHERE sequence = 2")))
    assert len(bodies) == 2
