"""The words that publish: what would stand in the way, publish, withdraw, list, show, verify, write the files out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from dashboard import workspace
from dashboard.access import Action, Identity, Role, Tier, may
from dashboard.cli.acting import acting, takes_role
from dashboard.cli.arguments import Words, financial_year, folder, readable
from dashboard.cli.tables import table
from dashboard.ledger import Edition, Ledger, StoredFile
from dashboard.ledger.anchors import remember, remembered
from dashboard.release import ActError, Release
from dashboard.release.edition_model import MAY_STAND, ChecklistItem, EditionRequest
from dashboard.release.editions import prepare_edition, publish_edition, withdraw_edition
from dashboard.release.handing_out import (
    files_for,
    find_edition,
    hand_out,
    is_embargoed,
    moment_in_words,
    read_moment,
    why_not_for_everybody,
    why_withdrawn,
)
from dashboard.release.verifying import Verified, verify_chain, verify_edition


def add_words(words: Words) -> None:
    """`edition check`, `publish`, `list`, `show`, `verify`, `withdraw`, `files`."""
    edition = words.add_parser("edition", help="publish a numbered edition, list, show, verify or withdraw one")
    acts = edition.add_subparsers(title="what to do", required=True, metavar="WHAT")

    check = acts.add_parser("check", help="the checklist of what would be published now; 0 if nothing blocks, 1 if not")
    publish = acts.add_parser("publish", help="freeze and publish the next edition (National Rapporteur)")
    for asking, run in ((check, _check), (publish, _publish)):
        _takes_request(asking)
        takes_role(asking)
        asking.set_defaults(run=run)

    listing = acts.add_parser("list", help="every edition, withdrawn ones too")
    listing.set_defaults(run=_list)

    show = _about_one(acts, "show", "what one edition is: its place in the ledger, its checklist, its files")
    show.set_defaults(run=_show)

    verify = acts.add_parser("verify", help="recompute one edition, or all, from the ledger; 0 if all holds, 1 if not")
    verify.add_argument("number", nargs="?", type=_number, help="default: every edition")
    takes_role(verify)
    verify.set_defaults(run=_verify)

    withdraw = _about_one(acts, "withdraw", "say that an edition is withdrawn (National Rapporteur)")
    withdraw.add_argument("--reason", required=True, help="why; no names")
    withdraw.set_defaults(run=_withdraw)

    files = _about_one(acts, "files", "write the files of an edition to a folder")
    files.add_argument("--out", type=folder, required=True, metavar="DIR", help="folder to write into")
    office = "also its checklist and the proof of its audit, which are for the office alone; logged"
    files.add_argument("--restricted", action="store_true", help=office)
    files.set_defaults(run=_files)


def _takes_request(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tier", type=_tier, required=True, metavar="TIER", help="public or natfatip")
    parser.add_argument("--title", required=True, help="as it is called in public; no figure in it")
    parser.add_argument("--year", type=financial_year, help="report on this year, as 2021/22; nothing later is in it")
    parser.add_argument("--embargo", type=_moment, metavar="TIME", help="Jamaica's time, as 2026-12-01T10:00")
    words = "Markdown; [[2.2a/identified/2021/22]] stands for a printed figure"
    parser.add_argument("--narrative", type=readable, metavar="FILE.md", help=words)
    stand = "an error to publish in spite of; once for each"
    parser.add_argument("--let-stand", action="append", default=[], choices=MAY_STAND, metavar="CODE", help=stand)
    parser.add_argument("--reason", default="", help="why now, and why an error is let stand; no names")


def _about_one(acts: Words, name: str, help_words: str) -> argparse.ArgumentParser:
    parser = acts.add_parser(name, help=help_words)
    parser.add_argument("number", type=_number, help="as `edition list` prints it")
    takes_role(parser)
    return parser


def _tier(text: str) -> Tier:
    allowed = [Tier.PUBLIC, Tier.NATFATIP]
    if text not in allowed:
        raise argparse.ArgumentTypeError(f"{text!r} is no audience of an edition; it is {' or '.join(allowed)}")
    return Tier(text)


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no edition; write its number, as 3")
    return int(text)


def _moment(text: str) -> datetime:
    try:
        return read_moment(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time; write it as 2026-12-01T10:00") from None


def _request(chosen: argparse.Namespace) -> EditionRequest:
    return EditionRequest(
        tier=chosen.tier,
        title=chosen.title,
        year=chosen.year,
        embargo_until=chosen.embargo,
        narrative=_text(chosen.narrative) if chosen.narrative else "",
        reason=chosen.reason,
        let_stand=frozenset(chosen.let_stand),
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ActError(
            f"the narrative {path.name} is no UTF-8 text: its byte {error.start + 1:,} cannot be read. It must be "
            "plain Markdown; save it again as plain text with the encoding UTF-8"
        ) from error


def _check(chosen: argparse.Namespace) -> int:
    who, ledger = acting(chosen, Role.RAPPORTEUR), workspace.acting_ledger()
    made = prepare_edition(ledger, workspace.catalogue(), _request(chosen), who, say=_say_step)
    _say_items(made.checklist)
    if made.blocking:
        print(f"cpc: {len(made.blocking)} errors stand in the way", file=sys.stderr)
        return 1
    print("Nothing blocks. The Word files are made and checked when it is published.")
    return 0


def _publish(chosen: argparse.Namespace) -> int:
    from dashboard.documents.edition_files import edition_files, edition_words, items_of_files

    who, ledger, request = acting(chosen, Role.RAPPORTEUR), workspace.acting_ledger(), _request(chosen)

    def render(release: Release) -> Mapping[str, bytes]:
        words = edition_words(len(ledger.editions()) + 1, request.embargo_until)
        files = edition_files(release, request.year, words, _say_step)
        return {**files, "indicators.yaml": workspace.catalogue_text()}

    edition = publish_edition(
        ledger, workspace.catalogue(), request, who, render, inspect=items_of_files, say=_say_step
    )
    until = f", under embargo until {moment_in_words(edition.embargo_until)}" if edition.embargo_until else ""
    print(f"Edition {edition.number} is published{until}: {len(edition.claims)} claims. Ledger {edition.anchor.short}")
    for sentence in edition.checklist:
        print(f"  {sentence}")
    remember(workspace.register_folder(), edition.anchor, f"published edition {edition.number}")
    return 0


def _say_step(step: str) -> None:
    """Beside the answer, not in it; at once, for the next may take minutes."""
    print(f"cpc: {step}", file=sys.stderr, flush=True)


def _say_items(items: tuple[ChecklistItem, ...]) -> None:
    for item in items:
        print(f"{item.weight.value:7}  {item.sentence}")


def _list(_chosen: argparse.Namespace) -> int:
    editions = workspace.ledger().editions()
    if not editions:
        print("Nothing has been published from this ledger.")
        return 0
    head = ["No.", "For", "Year", "Title", "Published", "State", "Ledger"]
    print(table(head, [_row(edition) for edition in editions]))
    return 0


def _row(edition: Edition) -> list[str]:
    year = edition.through.label if edition.through else "all"
    published = moment_in_words(edition.published_at)
    return [str(edition.number), edition.tier, year, edition.title, published, _state(edition), edition.anchor.short]


def _state(edition: Edition) -> str:
    if edition.state == "published" and edition.embargo_until and is_embargoed(edition, datetime.now(UTC)):
        return f"under embargo until {moment_in_words(edition.embargo_until)}"
    return edition.state


def _show(chosen: argparse.Namespace) -> int:
    who, edition = acting(chosen, Role.RAPPORTEUR), find_edition(workspace.ledger(), chosen.number)
    print(table(["No.", "For", "Year", "Title", "Published", "State", "Ledger"], [_row(edition)]))
    print(f"\nRead from event {edition.as_of}; {len(edition.claims)} claims; program {edition.program}")
    if edition.withdrawn_because:
        print(f"Withdrawn: {why_withdrawn(edition, who)}")
    hashes = may(who, Action.SEE_HASHES).allowed
    why = why_not_for_everybody(edition, datetime.now(UTC))
    if why and not hashes and not (read := may(who, Action.SEE_EMBARGOED)).allowed:
        print(f"\nIts files are not listed: {why}; {read.reason}")  # how long a file is tells of what is in it
        return 0
    names = [file for file in edition.files if hashes or file.name in files_for(edition, who, restricted=True)]
    print("\n" + table(["File", "Bytes", *(["sha256"] if hashes else [])], [_file(file, hashes) for file in names]))
    if may(who, Action.SEE_EMBARGOED).allowed:
        print("\nIts checklist:")
        print("\n".join(f"  {sentence}" for sentence in edition.checklist) or "  nothing was found")
    return 0


def _file(file: StoredFile, hashes: bool) -> list[str]:
    return [file.name, f"{file.size:,}", *([file.sha256] if hashes else [])]


def _verify(chosen: argparse.Namespace) -> int:
    from dashboard.documents.edition_files import text_files

    who = acting(chosen, Role.RAPPORTEUR)
    # Not the workspace's own, which would be refused where it does not hold: here that is what is asked.
    with Ledger.open(workspace.database_url(), None) as ledger:
        whole = verify_chain(ledger, remembered(workspace.register_folder()).anchors)
        _say_verified(whole, who)
        if not whole.holds:
            return 1
        asked = [find_edition(ledger, chosen.number)] if chosen.number else ledger.editions()
        found = [verify_edition(ledger, edition, text_files) for edition in asked]
    for one in found:
        _say_verified(one, who)
    if not found:
        print("Nothing has been published from this ledger.")
    return 0 if all(one.holds for one in found) else 1


def _say_verified(verified: Verified, who: Identity) -> None:
    named = f"Edition {verified.number}" if verified.number else "The ledger"
    print(f"{named} {'holds' if verified.holds else 'DOES NOT HOLD'}", file=None if verified.holds else sys.stderr)
    for check in verified.checks:
        print(f"  {'ok ' if check.holds else 'NOT'}  {check.what}: {check.said}")
        if may(who, Action.SEE_RETURNS).allowed:
            for one in check.differences:
                print(f"         {one.cell}: printed {one.printed or 'nothing'}, now {one.recomputed or 'nothing'}")


def _withdraw(chosen: argparse.Namespace) -> int:
    who, ledger = acting(chosen, Role.RAPPORTEUR), workspace.acting_ledger()
    edition = withdraw_edition(ledger, workspace.catalogue(), chosen.number, who, chosen.reason)
    head = ledger.head()
    print(f"Edition {edition.number} is withdrawn. Its numbers stay known, and count in every later audit.")
    print(f"Ledger {head.short}")
    remember(workspace.register_folder(), head, f"withdrew edition {edition.number}")
    return 0


def _files(chosen: argparse.Namespace) -> int:
    who = acting(chosen, Role.RAPPORTEUR)
    handed = hand_out(workspace.ledger(), chosen.number, who, restricted=chosen.restricted)
    for name, content in handed.items():
        target: Path = chosen.out / name
        target.write_bytes(content)
        print(f"Wrote {target}")
    return 0
