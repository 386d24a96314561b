"""The words that keep the ledger: check it, back it up, put it back, move it, begin an office's own."""

from __future__ import annotations

import argparse
import sys

from dashboard import workspace
from dashboard.cli import disclosing
from dashboard.cli.arguments import Words, folder, readable
from dashboard.ledger import Anchor, DataSet, Ledger
from dashboard.ledger.anchors import give_up, parse_anchor, remember, remembered
from dashboard.ledger.engine import file_of
from dashboard.ledger.keeping import backup, move, restore
from dashboard.ledger.manifest import read_manifest
from dashboard.returns import audit


def add_words(words: Words) -> None:
    """`audit`, `backup`, `restore`, `move`, `begin-office`."""
    audit = words.add_parser("audit", help="check the whole ledger, or whether hidden counts can be worked out")
    subjects = audit.add_subparsers(title="subjects", required=True, metavar="SUBJECT")
    ledger = subjects.add_parser("ledger", help="its events, content and rows; 0 if all holds, 1 if not")
    _takes_anchors(ledger)
    ledger.set_defaults(run=_audit_ledger)
    disclosing.add_subject(subjects)

    copy = words.add_parser("backup", help="copy the ledger to a folder, while it is in use")
    copy.add_argument("--to", type=folder, required=True, help="folder to write into, best on another disk")
    copy.set_defaults(run=_backup)

    back = words.add_parser("restore", help="put a backup back where there is no ledger")
    back.add_argument("file", type=readable, help="the .sqlite file of a backup, its .json beside it")
    _takes_anchors(back)
    back.add_argument("--force", action="store_true", help="although later places are known: what came since is lost")
    back.set_defaults(run=_restore)

    carry = words.add_parser("move", help="carry the whole ledger over to another database")
    carry.add_argument("--to", required=True, metavar="URL", help="postgresql://USER@HOST/DATABASE or sqlite:///FILE")
    carry.set_defaults(run=_move)

    office = words.add_parser("begin-office", help="begin an office's own ledger, with the public record filed")
    office.set_defaults(run=_begin_office)


def _takes_anchors(parser: argparse.ArgumentParser) -> None:
    help_words = 'places printed on receipts, reports and backups, as "#118 · 3f2a9c41"; those remembered are added'
    parser.add_argument("--anchor", nargs="+", action="extend", default=[], metavar="PLACE", help=help_words)


def _anchors(chosen: argparse.Namespace, data_set: DataSet) -> tuple[Anchor, ...]:
    """Those given and those this installation remembers; what cannot be read of the register is said."""
    register = remembered(workspace.register_folder(data_set))
    _say_unreadable(register.unreadable)
    return (*(parse_anchor(text) for text in chosen.anchor), *register.anchors)


def _say_unreadable(lines: tuple[str, ...]) -> None:
    for line in lines:
        print(f"cpc: {line}", file=sys.stderr)


def _audit_ledger(chosen: argparse.Namespace) -> int:
    printed = tuple(parse_anchor(text) for text in chosen.anchor)
    with Ledger.open(workspace.database_url(), None) as ledger:
        found = audit(ledger, workspace.register_folder(), printed)
        _say_unreadable((*found.unreadable, *found.cautions))
        if not found.breaks:
            head = ledger.head()
            print(f"All {head.sequence} events hold; the last is {head.short}. Held against {_places(found.places)}.")
            return 0
    first, *rest = found.breaks
    print(f"cpc: the ledger does not hold together, first at event {first.sequence}: {first.found}", file=sys.stderr)
    for later in rest:
        print(f"  then at event {later.sequence}: {later.found}", file=sys.stderr)
    return 1


def _places(count: int) -> str:
    if not count:
        return "no printed place, so a cut end would not show: give one with --anchor"
    return f"{count} printed place{'' if count == 1 else 's'}"


def _backup(chosen: argparse.Namespace) -> int:
    made = backup(workspace.database_url(), chosen.to)
    head = made.manifest.contents.head
    remember(workspace.register_folder(), head, f"backup {made.file.name}")
    print(f"Wrote {made.file}\nThe ledger up to {head.short}; sha256 {made.manifest.sha256}")
    held_in = file_of(workspace.database_url())
    if held_in is not None and made.file.parent.resolve() == held_in.parent.resolve():
        print(
            "cpc: this folder is the ledger's own: whatever takes the one takes both; keep a copy elsewhere",
            file=sys.stderr,
        )
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    # The backup says what it holds: an office's ledger does not go where the public record's lies.
    data_set = read_manifest(chosen.file).contents.data_set
    anchors = _anchors(chosen, data_set)
    restored = restore(chosen.file, workspace.database_url(data_set), anchors=anchors, force=chosen.force)
    if restored.lost:
        # Places printed from what is lost would contradict the ledger for ever: they are given up, in writing.
        head = restored.contents.head
        give_up(workspace.register_folder(data_set), head, f"{chosen.file.name} put back by force")
    print(restored.words)
    return 0


def _move(chosen: argparse.Namespace) -> int:
    print(move(workspace.database_url(), chosen.to).words)
    return 0


def _begin_office(_chosen: argparse.Namespace) -> int:
    print(workspace.begin_office())
    print("Next: python3 run.py opens it; docs/returns.md goes through a half-year, from the blank workbooks on.")
    return 0
