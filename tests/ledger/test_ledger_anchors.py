"""Places of the log that were printed: typed back from paper, and remembered in a file that survives a power cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.ledger import Anchor, DataSet, Ledger, LedgerError
from dashboard.ledger.anchors import REGISTER, UNSAID, Printed, give_up, parse_anchor, remember, remembered
from tests.ledger.builder import draft
from tests.ledger.victims import Victims

EACH = 8
"""Lines of a process: `victims.remember_each`."""

HASH = "3f2a9c41" + "0123456789abcdef" * 3 + "01234567"
ANCHOR = Anchor(118, HASH, datetime(2021, 11, 2, 14, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("#118 · 3f2a9c41", "3f2a9c41"),
        ("  #118 · 3F2A9C41 ", "3f2a9c41"),
        ("Record #118 · 3f2a9c41", "3f2a9c41"),
        ("#118 3f2a9c41", "3f2a9c41"),
        ("118 - 3f2a9c41.", "3f2a9c41"),
        ("#118·3f2a9c41", "3f2a9c41"),
        (f"#118 · {HASH}", HASH),
        (f"#118 · {HASH[:20]}", HASH[:20]),
    ],
)
def test_an_anchor_is_read_as_it_is_printed_or_typed(text: str, digits: str) -> None:
    assert parse_anchor(text) == Anchor(118, digits, UNSAID)


def test_what_is_printed_is_read_back() -> None:
    assert parse_anchor(ANCHOR.short).short == ANCHOR.short


@pytest.mark.parametrize(
    "text",
    ["", "#118", "3f2a9c41", "#118 · 3f2a9c4", "#0 · 3f2a9c41", "#118 · 3f2a9c4g", f"#118 · {HASH}0", "#1 1 · ab"],
)
def test_what_is_no_anchor_is_refused_with_how_one_looks(text: str) -> None:
    with pytest.raises(LedgerError, match=r"is not a place in a ledger; write .* #118 · 3f2a9c41"):
        parse_anchor(text)


def test_eight_printed_digits_show_a_log_that_was_written_anew(ledger: Ledger) -> None:
    ledger.submit(draft(), "Secretariat")
    head = ledger.head()
    printed = parse_anchor(head.short)
    assert ledger.verify([printed]) == ()
    (found,) = ledger.verify([replace(printed, hash="0" * 8)])
    assert found.found == f"event 2 has the hash {head.hash[:8]}, not the anchor's #2 · 00000000"
    (cut,) = ledger.verify([replace(printed, sequence=9)])
    assert "is not in the log, which ends at event 2" in cut.found


@pytest.mark.parametrize("length", [0, 1, 7])
def test_fewer_digits_than_are_printed_prove_nothing(ledger: Ledger, length: int) -> None:
    head = ledger.head()
    assert len(ledger.verify([replace(head, hash=head.hash[:length])])) == 1


def test_an_anchor_is_remembered_with_what_it_was_printed_on(tmp_path: Path) -> None:
    later = Anchor(119, HASH[::-1], datetime(2021, 11, 3, tzinfo=UTC))
    remember(tmp_path, ANCHOR, 'receipt "return-jcf-2021-H1.1",\n second copy')
    remember(tmp_path, later, "annual report 2021/22")
    register = remembered(tmp_path)
    assert register.printed == (
        Printed(ANCHOR, 'receipt "return-jcf-2021-H1.1", second copy'),
        Printed(later, "annual report 2021/22"),
    )
    assert register.anchors == (ANCHOR, later)
    assert register.unreadable == ()


def test_nothing_is_remembered_where_nothing_was_printed(tmp_path: Path) -> None:
    assert remembered(tmp_path) == remembered(tmp_path / "nowhere")
    assert remembered(tmp_path).printed == ()


def test_what_a_restored_backup_does_not_reach_is_given_up_and_never_deleted(tmp_path: Path) -> None:
    """Without that the ledger, which goes on from the older place, would contradict the register for ever."""
    head = replace(ANCHOR, sequence=117)
    for anchor, on in ((head, "receipt 1"), (ANCHOR, "receipt 2"), (ANCHOR, "backup")):
        remember(tmp_path, anchor, on)
    assert give_up(tmp_path, head, "ledger-2021-11-01.sqlite put back by force") == (ANCHOR,)
    anew = Anchor(118, HASH[::-1], ANCHOR.at)
    remember(tmp_path, anew, "receipt 3")
    register = remembered(tmp_path)
    assert register.anchors == (head, anew)
    assert [line.printed_on for line in register.printed] == ["receipt 1", "receipt 2", "backup", "receipt 3"]
    assert register.given_up == (Printed(ANCHOR, "given up: ledger-2021-11-01.sqlite put back by force"),)
    assert give_up(tmp_path, anew, "again") == ()


@pytest.mark.parametrize("bytes_lost", [1, 2, 30, 66, 80])
def test_a_line_cut_short_is_named_and_spoils_no_other(tmp_path: Path, bytes_lost: int) -> None:
    """A power cut may leave any part of the last line; only its line break can be missed without loss."""
    path = tmp_path / REGISTER
    for number in (1, 2):
        remember(tmp_path, ANCHOR, f"receipt {number}")
    path.write_bytes(path.read_bytes()[:-bytes_lost])
    kept = ["receipt 1", "receipt 2"] if bytes_lost == 1 else ["receipt 1"]
    for more in ([], ["receipt 3"]):
        for on in more:
            remember(tmp_path, ANCHOR, on)
        register = remembered(tmp_path)
        assert [line.printed_on for line in register.printed] == kept + more
        assert all(f"line 3 of {path} is not a whole anchor" in said for said in register.unreadable)
        assert len(register.unreadable) == (0 if bytes_lost == 1 else 1)


def test_half_a_hash_is_not_remembered(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="its whole hash of 64 digits is needed"):
        remember(tmp_path, parse_anchor("#118 · 3f2a9c41"), "a receipt")
    assert not (tmp_path / REGISTER).exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"#118 · 3f2a9c41 could not be added to .*anchors\.csv: .*keep the paper"):
        remember(tmp_path / "nowhere", ANCHOR, "a receipt")


def test_eight_processes_write_one_register(dying: Victims, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    Ledger.open(url, DataSet.OFFICE).close()
    dying.finish_one("crowd", "remember", url, 8)
    register = remembered(tmp_path)
    assert sorted(line.printed_on for line in register.printed) == sorted(
        f"receipt {process}-{each}" for process in range(8) for each in range(EACH)
    )
    assert register.unreadable == ()
    assert (tmp_path / REGISTER).read_text("utf-8").startswith("printed_on,at,sequence,hash\n")
