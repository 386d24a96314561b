"""The Rapporteur's words on what is withheld: small totals for print, named analysts; and the analysts' own."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard import release, workspace
from dashboard.access import UNVERIFIED, Action, Role
from dashboard.cli.acting import acting, takes_role
from dashboard.cli.arguments import Words, financial_year, writable
from dashboard.cli.tables import table
from dashboard.ledger import Anchor, Note
from dashboard.ledger.anchors import remember
from dashboard.periods import day_in_jamaica, day_in_words
from dashboard.release import Access

NOBODY_CHECKED = f"Logged {UNVERIFIED}: nobody has checked who acted."
"""After every act: who is at the keyboard cannot be proved."""

TIER_IN_NAME = "restricted"


def add_words(words: Words) -> None:
    """`sign-off`, `analyst`, `restricted`."""
    _add_sign_off(words.add_parser("sign-off", help="small national totals that wait for the Rapporteur before print"))
    _add_analyst(words.add_parser("analyst", help="the posts that may see restricted figures (National Rapporteur)"))
    _add_restricted(words.add_parser("restricted", help="exact figures for a named analyst; each look is logged"))


def _add_sign_off(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title="what to do", required=True, metavar="WHAT")
    listing = acts.add_parser("list", help="what waits, what is signed off and what has lapsed; shows the numbers")
    takes_role(listing)
    listing.set_defaults(run=_list_totals)
    for name, help_words, run in (
        ("give", "let a small total be printed; everything below it stays withheld", _give),
        ("take-back", "withhold it again from the next release", _take_back),
    ):
        act = acts.add_parser(name, help=help_words)
        act.add_argument("key", metavar="KEY", help="as `sign-off list` prints it, such as 2.2a/identified/2021/22")
        act.add_argument("--reason", required=True, help="why; for the restricted log, never printed; no names")
        takes_role(act)
        act.set_defaults(run=run)


def _add_analyst(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title="what to do", required=True, metavar="WHAT")
    name = acts.add_parser("name", help="let a post see restricted figures until a day")
    name.add_argument("post", metavar="POST", help="the post, never a person's name")
    name.add_argument("--until", type=_day, required=True, metavar="DATE", help="its last day, as 2027-03-31")
    name.set_defaults(run=_name)
    end = acts.add_parser("end", help="let a post see them no longer, from now on")
    end.add_argument("post", metavar="POST", help="as `analyst list` prints it")
    end.set_defaults(run=_end)
    for act in (name, end):
        act.add_argument("--reason", required=True, help="why; kept in the log; no names")
        takes_role(act)
    listing = acts.add_parser("list", help="every post that was named, and what it has looked at")
    takes_role(listing)
    listing.set_defaults(run=_list_analysts)


def _add_restricted(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title="what to write", required=True, metavar="WHAT")
    for name, suffix, help_words, run in (
        ("report", ".docx", "the annual report with every count", _report),
        ("figures", ".csv", "every figure, one a row", _figures),
    ):
        act = acts.add_parser(name, help=help_words)
        whose = "the post that reads, as the Rapporteur named it"
        act.add_argument("--analyst", required=True, metavar="POST", help=whose)
        act.add_argument("--purpose", required=True, help="what for; it is logged; no names")
        act.add_argument(
            "--out", type=_restricted_file(suffix), required=True, help=f"file to write: …-{TIER_IN_NAME}{suffix}"
        )
        takes_role(act)
        act.set_defaults(run=run)
        if suffix == ".docx":
            act.add_argument("--year", type=financial_year, help="financial year, as 2021/22 (default: the newest)")


def _list_totals(chosen: argparse.Namespace) -> int:
    who = acting(chosen, Role.RAPPORTEUR)
    release.permit(who, Action.SIGN_OFF)
    found = release.small_totals(workspace.acting_ledger(), workspace.catalogue())
    if not found:
        print("No small total waits, and none was signed off.")
        return 0
    rows = [[one.key, one.label, one.text, one.words] for one in found]
    print(table(["Key", "What", "Number", "Standing"], rows))
    for one in found:
        if one.why and one.waits:
            print(f"\n{one.key}: {one.why.because} {one.why.tells}")
    waiting = sum(one.waits for one in found)
    said = "1 waits: in public it is" if waiting == 1 else f"{waiting} wait: in public they are"
    print(f"\n{said} [c] until signed off. RESTRICTED: this list shows the numbers.")
    return 0


def _give(chosen: argparse.Namespace) -> int:
    who = acting(chosen, Role.RAPPORTEUR)
    anchor = release.sign_off(workspace.acting_ledger(), workspace.catalogue(), who, chosen.key, chosen.reason)
    return _say(f"{chosen.key} is signed off for print", "signed off", chosen.key, anchor)


def _take_back(chosen: argparse.Namespace) -> int:
    who = acting(chosen, Role.RAPPORTEUR)
    anchor = release.take_back(workspace.acting_ledger(), workspace.catalogue(), who, chosen.key, chosen.reason)
    said = f"The sign-off of {chosen.key} is taken back; what an edition has printed stays known"
    return _say(said, "took back the sign-off of", chosen.key, anchor)


def _name(chosen: argparse.Namespace) -> int:
    who, ledger = acting(chosen, Role.RAPPORTEUR), workspace.acting_ledger()
    catalogue = workspace.catalogue()
    anchor = release.name_analyst(ledger, catalogue, who, chosen.post, chosen.until, chosen.reason, _today())
    said = f"{chosen.post} may see restricted figures until {day_in_words(chosen.until)}"
    return _say(said, "named analyst", chosen.post, anchor)


def _end(chosen: argparse.Namespace) -> int:
    who, ledger = acting(chosen, Role.RAPPORTEUR), workspace.acting_ledger()
    anchor = release.end_analyst(ledger, workspace.catalogue(), who, chosen.post, chosen.reason, _today())
    return _say(f"{chosen.post} may see restricted figures no longer", "ended analyst", chosen.post, anchor)


def _list_analysts(chosen: argparse.Namespace) -> int:
    release.permit(acting(chosen, Role.RAPPORTEUR), Action.NAME_ANALYST)
    ledger = workspace.acting_ledger()
    named, looks = release.analysts(ledger), release.viewings(ledger)
    if not named:
        print("No analyst has been named.")
    else:
        rows = [[one.post, one.standing(_today()), one.reason] for one in named]
        print(table(["Post", "Standing", "Why"], rows))
    if looks:
        rows = [
            [f"#{one.sequence}", _day_of(one), one.subject, one.content["what"], one.content["purpose"]]
            for one in looks
        ]
        print("\nWhat was looked at, newest first:\n" + table(["Event", "Day", "Post", "What", "Purpose"], rows))
    return 0


def _report(chosen: argparse.Namespace) -> int:
    from dashboard.documents import draft_annual_report

    years = release.report_years(workspace.release())
    year = chosen.year or years[-1]
    if year not in years:
        borne = f"{years[0].label} to {years[-1].label}"
        raise release.ActError(f"the record bears reports on {borne}, not on {year.label}")
    access = _admitted(chosen, f"the annual report on {year.label}, every count")
    draft = draft_annual_report(workspace.restricted_release(access, through=year), year, year)
    chosen.out.write_bytes(draft.docx)
    for note in draft.notes:
        print(note)
    return _say_written(chosen.out, access)


def _figures(chosen: argparse.Namespace) -> int:
    from dashboard.downloads import figures_csv

    access = _admitted(chosen, "the file of all figures, every count")
    chosen.out.write_bytes(figures_csv(workspace.restricted_release(access)))
    return _say_written(chosen.out, access)


def _admitted(chosen: argparse.Namespace, what: str) -> Access:
    """Logged before anything is made."""
    who, ledger = acting(chosen, Role.ANALYST), workspace.acting_ledger()
    access = release.admit(ledger, workspace.catalogue(), who, chosen.analyst, chosen.purpose, what, _today())
    remember(workspace.register_folder(), access.anchor, f"restricted: {access.what}")
    return access


def _say_written(file: Path, access: Access) -> int:
    print(f"Wrote {file}\nRESTRICTED to {access.post}. This look is logged: {access.anchor.short}. {NOBODY_CHECKED}")
    return 0


def _say(sentence: str, done: str, about: str, anchor: Anchor) -> int:
    print(f"{sentence}. Ledger {anchor.short}. {NOBODY_CHECKED}")
    remember(workspace.register_folder(), anchor, f"{done} {about}")
    return 0


def _restricted_file(suffix: str) -> Callable[[str], Path]:
    """A file that can be written, whose name says of which tier it is wherever it lies."""

    def named(text: str) -> Path:
        path = Path(text)
        if path.suffix.lower() != suffix or TIER_IN_NAME not in path.stem.lower():
            meant = f"{path.stem}-{TIER_IN_NAME}{suffix}"
            raise argparse.ArgumentTypeError(
                f"{path.name} does not say of which tier it is; a restricted file is called …-{TIER_IN_NAME}{suffix}, "
                f"such as {meant}"
            )
        return writable(text)

    return named


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2027-03-31") from None


def _day_of(note: Note) -> str:
    return day_in_words(day_in_jamaica(note.at))


def _today() -> date:
    return day_in_jamaica(datetime.now(UTC))
