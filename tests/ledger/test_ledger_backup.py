"""A backup is made while the ledger is used, is a ledger in itself, and is put back only where it may be."""

from __future__ import annotations

import json
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, takewhile
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from dashboard.ledger import Anchor, DataSet, Ledger, LedgerError, tables
from dashboard.ledger.anchors import parse_anchor
from dashboard.ledger.disk import sha256_of
from dashboard.ledger.keeping import Backup, backup, restore
from dashboard.ledger.manifest import manifest_path
from tests.ledger.builder import draft, observation, publishing
from tests.ledger.places import tables_at
from tests.ledger.victims import file_return, workbook

MADE_AT = datetime(2026, 11, 22, 14, 30, 15, tzinfo=UTC)
VERSION_1 = Path(__file__).parent.parent / "fixtures" / "ledger_v1.sqlite"


def filled(url: str) -> Ledger:
    """An open office's ledger with a published source, two returns and a decision: five events with the first."""
    ledger = Ledger.open(url, DataSet.OFFICE)
    ledger.submit(draft(), "Secretariat")
    for code in ("return-jcf", "return-cpfsa"):
        file_return(ledger, code)
    ledger.record("return-jcf.1", "accepted", "Secretariat", "complete")
    return ledger


@pytest.fixture
def made(tmp_path: Path) -> Backup:
    """A finished backup, and the folder `tmp_path` for a place to put it back."""
    (tmp_path / "backups").mkdir()
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    filled(url).close()
    return backup(url, tmp_path / "backups", clock=lambda: MADE_AT)


# ---- making one ------------------------------------------------------------------------------------------------------


def test_a_backup_is_a_ledger_in_itself(ledger_url: str, tmp_path: Path) -> None:
    with filled(ledger_url) as ledger:
        file = backup(ledger_url, tmp_path, clock=lambda: MADE_AT).file
        assert file.name == "ledger-2026-11-22T143015Z-5.sqlite"
        assert sorted(entry.name for entry in tmp_path.iterdir()) == [file.with_suffix(".json").name, file.name]
        with Ledger.open(f"sqlite:///{file}", None) as copy:
            assert copy.verify([ledger.anchor(sequence) for sequence in range(1, 6)]) == ()
            assert copy.head() == ledger.head()
            assert copy.submissions() == ledger.submissions()
            assert copy.decisions() == ledger.decisions()
            assert copy.file("return-jcf.1") == workbook("return-jcf")


def test_the_copy_refuses_changes_as_the_ledger_does(made: Backup) -> None:
    with closing(sqlite3.connect(made.file)) as connection:
        for table in tables.metadata.tables:
            if connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
                with pytest.raises(sqlite3.DatabaseError, match="append-only"):
                    connection.execute(f"DELETE FROM {table}")


def test_the_manifest_says_what_the_copy_holds(made: Backup) -> None:
    said = json.loads(made.file.with_suffix(".json").read_text("utf-8"))
    with Ledger.open(f"sqlite:///{made.file}", None) as copy:
        head = copy.head()
    rows = said.pop("rows")
    assert rows.keys() == tables.metadata.tables.keys()
    assert {name: count for name, count in rows.items() if name in ("event", "source", "milestone")} == {
        "event": 5,
        "source": 3,
        "milestone": 3,
    }
    assert said == {
        "data_set": "office",
        "schema_revision": tables.REVISION,
        "head": {"sequence": 5, "hash": head.hash, "at": head.at.isoformat(), "printed": head.short},
        "submissions": 3,
        "files": 2,
        "sha256": sha256_of(made.file),
        "made_at": "2026-11-22T14:30:15+00:00",
    }


def test_backups_are_made_while_returns_are_filed(ledger_url: str, tmp_path: Path) -> None:
    """Each is the ledger as it was at one moment: a beginning of what it is in the end."""
    with filled(ledger_url) as ledger, ThreadPoolExecutor(1) as office:
        enough = Event()
        numbers = takewhile(lambda _: not enough.is_set(), count())
        filing = office.submit(lambda: [file_return(ledger, f"return-{number}") for number in numbers])
        try:
            made = [backup(ledger_url, tmp_path) for _ in range(3)]
        finally:
            enough.set()
        assert filing.result()
        for each in made:
            head = each.manifest.contents.head
            assert ledger.anchor(head.sequence) == head
            with Ledger.open(f"sqlite:///{each.file}", None) as copy:
                assert copy.verify() == ()
                assert copy.submissions() == ledger.submissions()[: each.manifest.contents.submissions]
    assert len({each.file for each in made}) == len(made)


def test_two_backups_of_one_second_are_two_files(made: Backup, tmp_path: Path) -> None:
    again = backup(f"sqlite:///{tmp_path / 'ledger.sqlite'}", made.file.parent, clock=lambda: MADE_AT)
    assert again.file.name == "ledger-2026-11-22T143015Z-5-2.sqlite"
    assert {entry.suffix for entry in made.file.parent.iterdir()} == {".sqlite", ".json"}
    assert len(list(made.file.parent.iterdir())) == 4


def test_a_folder_of_any_name_takes_a_backup(made: Backup, tmp_path: Path) -> None:
    folder = tmp_path / "Office backups #2 % ?é"
    folder.mkdir()
    again = backup(f"sqlite:///{tmp_path / 'ledger.sqlite'}", folder)
    restore(again.file, f"sqlite:///{tmp_path / 'back.sqlite'}")


def test_where_there_is_no_folder_or_no_ledger_none_is_made(made: Backup, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"there is no folder .*usb.* plug in the disk"):
        backup(f"sqlite:///{tmp_path / 'ledger.sqlite'}", tmp_path / "usb")
    with pytest.raises(LedgerError, match=r"there is no ledger at .*mistyped"):
        backup(f"sqlite:///{tmp_path / 'mistyped' / 'ledger.sqlite'}", tmp_path / "backups")
    assert not (tmp_path / "usb").exists()
    assert not (tmp_path / "mistyped").exists()
    assert len(list((tmp_path / "backups").iterdir())) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE observation SET numerator = '7'", "changed behind the program's back, first at event 2: "),
        ("UPDATE source SET published_on = 'a Tuesday'", "a row of the table source cannot be read"),
        ("UPDATE event SET actor = 'Minister' WHERE sequence = 5", "first at event 5: event 5 (accepted) was changed"),
    ],
)
def test_a_ledger_that_does_not_verify_is_not_backed_up(tmp_path: Path, change: str, words: str) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    filled(url).close()
    tamper(tmp_path / "ledger.sqlite", change)
    (tmp_path / "backups").mkdir()
    with pytest.raises(LedgerError) as refusal:
        backup(url, tmp_path / "backups")
    assert words in str(refusal.value)
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_ledger_of_version_1_is_backed_up_as_it_is_and_comes_back_up_to_date(tmp_path: Path) -> None:
    shutil.copy(VERSION_1, tmp_path / "ledger.sqlite")
    made = backup(f"sqlite:///{tmp_path / 'ledger.sqlite'}", tmp_path)
    assert sha256_of(tmp_path / "ledger.sqlite") == sha256_of(VERSION_1)
    assert made.manifest.contents.revision == tables.REVISION
    assert made.manifest.contents.head.short == "#3 · c328a3a9"


# ---- putting one back ------------------------------------------------------------------------------------------------


def test_what_is_put_back_is_the_ledger_that_was_saved(made: Backup, ledger_url: str) -> None:
    before = sha256_of(made.file)
    restored = restore(made.file, ledger_url, anchors=[made.manifest.contents.head])
    assert restored.contents == made.manifest.contents
    assert restored.words == f"The ledger was put back as of {made.manifest.contents.head.short}."
    with Ledger.open(ledger_url, None) as back, Ledger.open(f"sqlite:///{made.file}", None) as copy:
        assert back.verify() == ()
        assert back.submissions() == copy.submissions()
        assert back.file("return-cpfsa.1") == workbook("return-cpfsa")
        assert back.record("return-cpfsa.1", "accepted", "Secretariat").sequence == 6
    assert sha256_of(made.file) == before


def test_a_backup_that_an_older_version_made_is_put_back_and_brought_up_to_date(
    tmp_path: Path, ledger_url: str
) -> None:
    file = tmp_path / "ledger-2026-01-05T090000Z-3.sqlite"
    shutil.copy(VERSION_1, file)
    said = {
        "data_set": "training",
        "schema_revision": "0001",
        "head": {
            "sequence": 3,
            "hash": "c328a3a9e2839ff47ee4139a66d6c1fbeb4aab7917db63bbd753262d81da95d2",
            "at": "2026-01-05T09:02:00+00:00",
        },
        "rows": {"event": 3, "milestone": 1, "narrative": 1, "observation": 2, "source": 1, "submission": 1},
        "sha256": sha256_of(file),
        "made_at": "2026-01-05T09:05:00+00:00",
    }
    manifest_path(file).write_text(json.dumps(said))
    assert restore(file, ledger_url).contents.revision == tables.REVISION
    with Ledger.open(ledger_url, None) as back:
        assert back.verify([parse_anchor("#3 · c328a3a9")]) == ()


def test_a_backup_of_a_newer_version_is_refused(made: Backup, ledger_url: str) -> None:
    tamper(made.file, f"UPDATE {tables.VERSION_TABLE} SET version_num = '9999'")
    edit_manifest(made, sha256=sha256_of(made.file))
    with pytest.raises(LedgerError, match=r"schema revision 9999, .* update the program"):
        restore(made.file, ledger_url)
    assert tables_at(ledger_url) == []


def test_nothing_is_put_where_anything_is(made: Backup, ledger_url: str) -> None:
    with Ledger.open(ledger_url, DataSet.TRAINING) as there:
        head = there.head()
        with pytest.raises(LedgerError, match=r"is not empty \(it has the tables .*event.*Name a new file or an empty"):
            restore(made.file, ledger_url, force=True)
        assert (there.verify(), there.head()) == ((), head)


def test_a_file_that_was_damaged_since_is_refused(made: Backup, ledger_url: str) -> None:
    content = bytearray(made.file.read_bytes())
    content[len(content) // 2] ^= 1
    made.file.write_bytes(content)
    with pytest.raises(LedgerError, match="not the file that its manifest was written for"):
        restore(made.file, ledger_url, force=True)
    assert tables_at(ledger_url) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"data_set": "training"}, "it holds the data set office, not training"),
        ({"rows": {"event": 4}}, "it has 5 rows of event, not 4"),
        ({"head": {"sequence": 4, "hash": "0" * 64, "at": "2026-01-05T09:02:00+00:00"}}, "it ends at #5 · "),
    ],
)
def test_a_file_that_is_not_what_its_manifest_says_is_refused(
    made: Backup, ledger_url: str, change: dict[str, Any], words: str
) -> None:
    edit_manifest(made, **change)
    with pytest.raises(LedgerError, match=words):
        restore(made.file, ledger_url)
    assert tables_at(ledger_url) == []


def test_a_file_that_was_changed_together_with_its_manifest_is_refused(made: Backup, ledger_url: str) -> None:
    tamper(made.file, "UPDATE observation SET numerator = '7' WHERE submission_id = 'return-jcf.1'")
    edit_manifest(made, sha256=sha256_of(made.file))
    with pytest.raises(LedgerError, match=r"changed behind the program's back, first at event 3: .*numerator"):
        restore(made.file, ledger_url, force=True)
    assert tables_at(ledger_url) == []


def test_a_file_without_a_manifest_or_with_an_unreadable_one_is_refused(made: Backup, ledger_url: str) -> None:
    manifest_path(made.file).write_text('{"data_set": "office"}')
    with pytest.raises(LedgerError, match=r"the manifest .* cannot be read \(KeyError\('head'\)\)"):
        restore(made.file, ledger_url)
    manifest_path(made.file).unlink()
    with pytest.raises(LedgerError, match=r"has no manifest .* it was not finished, or the manifest was left behind"):
        restore(made.file, ledger_url)
    with pytest.raises(LedgerError, match="there is no backup"):
        restore(made.file.with_name("ledger-of-yesterday.sqlite"), ledger_url)


def test_a_backup_older_than_a_known_anchor_is_put_back_only_by_force_and_aloud(made: Backup, ledger_url: str) -> None:
    head = made.manifest.contents.head
    known = [parse_anchor(head.short), Anchor(9, "a" * 64, head.at)]
    with pytest.raises(LedgerError, match=r"ends at #5 · .* but a later place is known: #9 · aaaaaaaa"):
        restore(made.file, ledger_url, anchors=known)
    assert tables_at(ledger_url) == []
    restored = restore(made.file, ledger_url, anchors=known, force=True)
    assert restored.lost == (known[1],)
    assert "It is OLDER than what was printed: #9 · aaaaaaaa." in restored.words
    assert "after event 5 is not in it and must be entered again" in restored.words


def test_a_backup_that_contradicts_an_anchor_is_not_put_back_even_by_force(made: Backup, ledger_url: str) -> None:
    other = replace(made.manifest.contents.head, hash="b" * 8)
    with pytest.raises(LedgerError, match="not the anchor's #5 · bbbbbbbb"):
        restore(made.file, ledger_url, anchors=[other], force=True)
    assert tables_at(ledger_url) == []


def test_what_was_published_and_noted_comes_back(ledger_url: str, tmp_path: Path) -> None:
    """From either database into a backup, and from the backup into a file."""
    with filled(ledger_url) as ledger:
        ledger.publish(publishing(as_of=5), "Rapporteur")
        ledger.withdraw_edition(1, "Rapporteur", "One number was counted twice.")
        ledger.publish(publishing(as_of=5, title="Second"), "Rapporteur")
        ledger.note(
            "analyst_named", "Analyst", "Rapporteur", "She checks the restricted view.", {"until": "2026-12-31"}
        )
        anchors = [ledger.anchor(sequence) for sequence in range(1, 10)]
        put_back = f"sqlite:///{tmp_path / 'back.sqlite'}"
        restore(backup(ledger_url, tmp_path).file, put_back, anchors=anchors)
        with Ledger.open(put_back, None) as back:
            assert back.verify(anchors) == ()
            assert (back.editions(), back.notes()) == (ledger.editions(), ledger.notes())
            assert back.edition_file(2, "annual-report.docx") == ledger.edition_file(2, "annual-report.docx")
            assert back.publish(publishing(as_of=9), "Rapporteur").number == 3


def test_many_rows_and_odd_values_come_back_as_they_were(tmp_path: Path, ledger_url: str) -> None:
    """More rows than are carried at a time, and texts that a careless copy would mend."""
    text = "Line one\r\n\tline two – “quoted” 🇯🇲 '); --"
    many = tuple(observation(locator=f"F{number}", note=f"{text}{number}") for number in range(120))
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    with Ledger.open(url, DataSet.PUBLIC_RECORD) as ledger:
        ledger.submit(draft(observations=many), "Secretariat", text)
        restore(backup(url, tmp_path).file, ledger_url)
        with Ledger.open(ledger_url, None) as back:
            assert back.submissions() == ledger.submissions()
            assert back.verify([ledger.head()]) == ()


def tamper(path: Path, statement: str) -> None:
    """Change a SQLite ledger behind the program's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)


def edit_manifest(made: Backup, **changes: Any) -> None:
    path = manifest_path(made.file)
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes))
