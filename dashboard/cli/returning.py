"""The words about returns: make the workbooks, send one in, see who owes what, show one, remind, list focal posts."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

from dashboard import returns, workspace
from dashboard.access import Role
from dashboard.cli import deciding
from dashboard.cli.acting import acting, takes_role
from dashboard.cli.arguments import Words, at_cell, half_year, readable, writable
from dashboard.cli.tables import table
from dashboard.ledger import SYNTHETIC, DataSet, Decision, Kind, Submission
from dashboard.ledger.anchors import remember
from dashboard.periods import Period, day_in_jamaica, day_in_words, financial_year_of
from dashboard.returns import Obligation


def add_words(words: Words) -> None:
    """`returns …`."""
    parser = words.add_parser("returns", help="the agencies' returns: workbooks out, returns in, decisions on them")
    acts = parser.add_subparsers(title="what to do", required=True, metavar="WHAT")

    blank = acts.add_parser("blank", help="write the workbook that an agency fills for a half-year")
    whose = blank.add_mutually_exclusive_group(required=True)
    whose.add_argument("--agency", help="its code, such as cpfsa")
    whose.add_argument("--all", action="store_true", help="every agency that owes a return, in one .zip")
    blank.add_argument("--period", type=half_year, required=True, help="half-year, as 2021-H1")
    blank.add_argument("--amend", action="store_true", help="filled with what the agency's last return says")
    blank.add_argument("--out", type=writable, required=True, help="file to write: .xlsx, with --all .zip")
    blank.set_defaults(run=_blank)

    submit = acts.add_parser("submit", help="send in a filled workbook: a receipt, or every finding and a marked copy")
    submit.add_argument("file", type=readable, help="the workbook, .xlsx")
    submit.add_argument("--agency", help="whose it must be (default: whoever's it is)")
    submit.add_argument("--period", type=half_year, help="for which half-year it must be (default: the file's)")
    reason_help = (
        'the reason for a warning, at the place it names, as "Ch 3 Identify and refer!B26=why it is so" or '
        '"Read me=why this replaces what stands"; once for each'
    )
    submit.add_argument("--reason", type=at_cell, action="append", default=[], metavar="PLACE=WHY", help=reason_help)
    submit.add_argument("--receipt", type=writable, help="file to write the receipt to (it is printed in any case)")
    submit.add_argument("--marked", type=writable, help="marked copy (default: …-problems.xlsx beside the file)")
    takes_role(submit)
    submit.set_defaults(run=_submit)

    listing = acts.add_parser("list", help="who owes what, what came, on time or late, and where it stands")
    listing.add_argument(
        "--period", type=half_year, action="append", help="half-year, as 2021-H1 (default: all with returns)"
    )
    listing.set_defaults(run=_list)

    show = acts.add_parser("show", help="one return: its receipt, the decisions on it, and what changed")
    show.add_argument("id", help="as `returns list` prints it, such as return-cpfsa-2021-H1.1")
    show.set_defaults(run=_show)

    remind = acts.add_parser("remind", help="draft e-mails to agencies that owe a return; nothing is sent")
    remind.add_argument("--period", type=half_year, required=True, help="half-year, as 2021-H1")
    remind.add_argument("--agency", help="one agency's (default: all that owe)")
    remind.set_defaults(run=_remind)

    posts = acts.add_parser("posts", help="the register of focal posts, and changes that were not notified in time")
    takes_role(posts)
    posts.set_defaults(run=_posts)
    deciding.add_words(acts)


def today() -> date:
    """The day it is in Jamaica."""
    return day_in_jamaica(datetime.now(UTC))


def _blank(chosen: argparse.Namespace) -> int:
    ledger, catalogue = workspace.ledger(), workspace.catalogue()
    if chosen.all:
        if chosen.amend:
            print("cpc: --amend is for one agency; name it with --agency", file=sys.stderr)
            return 2
        data = returns.all_workbooks(ledger, catalogue, chosen.period)
    else:
        _, data = returns.blank_workbook(ledger, catalogue, chosen.agency, chosen.period, amend=chosen.amend)
    chosen.out.write_bytes(data)
    count = f": {len(ZipFile(chosen.out).namelist())} workbooks" if chosen.all else ""
    print(f"Wrote {chosen.out}{count}")
    return 0


def _submit(chosen: argparse.Namespace) -> int:
    answered = returns.answer(
        workspace.acting_ledger(),
        workspace.catalogue(),
        chosen.file.read_bytes(),
        acting(chosen, Role.FOCAL_PERSON, chosen.agency or ""),
        agency=chosen.agency,
        period=chosen.period,
        reasons=dict(chosen.reason),
    )
    if answered.receipt is None:
        for finding in answered.findings:
            if not finding.answered:
                print(f"{finding.severity}: {finding}")
        marked = chosen.marked or _beside(chosen.file)
        marked.write_bytes(answered.marked)
        print(f"cpc: nothing was filed. Each problem is marked at its cell in {marked}", file=sys.stderr)
        return 1
    text = returns.receipt_text(answered.receipt)
    remember(workspace.register_folder(), answered.receipt.anchor, f"receipt {answered.receipt.submission_id}")
    print(text, end="")
    if chosen.receipt:
        chosen.receipt.write_text(text, encoding="utf-8")
        print(f"Wrote {chosen.receipt}")
    return 0


def _beside(file: Path) -> Path:
    """`return-problems.xlsx`, or with a number: a copy that somebody is mending is never overwritten."""
    stem = file.stem.partition("-problems")[0] + "-problems"
    names = (f"{stem}{number}.xlsx" for number in ("", *(f"-{count}" for count in range(2, 1000))))
    return next(path for name in names if not (path := file.with_name(name)).exists())


def _list(chosen: argparse.Namespace) -> int:
    ledger, catalogue = workspace.ledger(), workspace.catalogue()
    _say_if_synthetic(ledger)
    submissions = ledger.submissions()
    periods = tuple(chosen.period or _half_years(submissions))
    obliged = returns.obligations(submissions, ledger.decisions(), catalogue, periods, today())
    print(table(("Half-year", "Agency", "Due", "Standing", "Received", "Return"), [_row(one) for one in obliged]))
    missing = returns.not_reported(obliged)
    print(f"\n{len(obliged)} returns are owed; {len(missing)} have not reported.")
    lines = [one for one in submissions if one.draft.kind in (Kind.ADJUSTMENT, Kind.CORRECTION)]
    if lines:
        rows = [(one.id, one.state, one.draft.source.title) for one in lines]
        print("\n" + table(("Adjustments and corrections", "Standing", "What"), rows))
    return 0


def _say_if_synthetic(ledger: returns.Ledger) -> None:
    if ledger.data_set is DataSet.TRAINING:
        print(f"{SYNTHETIC}\n")


def _half_years(submissions: tuple[Submission, ...]) -> list[Period]:
    """Those that returns are for, and the last one that is over."""
    year = financial_year_of(today())
    running = next(half for half in year.halves if half.end >= today())
    held = {one.draft.period for one in submissions if one.draft.kind is Kind.RETURN}
    return sorted({running.previous, *(period for period in held if period is not None)})


def _row(one: Obligation) -> tuple[str, ...]:
    received = "" if one.received_on is None else f"{one.received_on}{'' if one.on_time else ' late'}"
    standing = f"{one.standing}, with a reservation" if one.reservation else str(one.standing)
    return one.period.code, one.agency, str(one.due), standing, received, one.submission_id


def _show(chosen: argparse.Namespace) -> int:
    ledger, catalogue = workspace.ledger(), workspace.catalogue()
    submissions, decisions = ledger.submissions(), ledger.decisions()
    submission = returns.find(submissions, chosen.id)
    if submission.draft.kind is Kind.RETURN:
        print(returns.receipt_text(returns.receipt_of(ledger, catalogue, chosen.id)))
    else:
        print("\n".join(returns.lines_in_words(submission, catalogue)) + "\n")
    print("DECISIONS")
    print("\n".join(_decision(one) for one in decisions if one.submission_id == chosen.id))
    beside = returns.compared_with(submission, submissions, decisions)
    if beside is not None:
        for remark in submission.draft.remarks:
            if remark.code == returns.REPLACES:
                print(f"\nWHY IT REPLACES WHAT STOOD\n{remark.reason}")
        moved = [one for one in returns.changes(submission, submissions, catalogue, decisions) if one.before != one.now]
        rows = [(one.cell, one.indicator, one.label, one.before, one.now, one.remark) for one in moved]
        print(f"\nCHANGES FROM {beside.id} ({beside.state})")
        print(table(("Cell", "Indicator", "What", "Before", "Now", "Reason"), rows) if rows else "none")
    return 0


def _decision(one: Decision) -> str:
    words = (
        one.reason,
        one.reservation and f"reservation: {one.reservation}",
        "" if one.holds else "VOID: it was changed",
    )
    said = "; ".join(word for word in words if word)
    return f"#{one.sequence}  {day_in_words(day_in_jamaica(one.at))}: {one.type} by {one.actor}{said and f': {said}'}"


def _remind(chosen: argparse.Namespace) -> int:
    ledger, catalogue = workspace.ledger(), workspace.catalogue()
    _say_if_synthetic(ledger)
    decisions = ledger.decisions()
    obliged = returns.obligations(ledger.submissions(), decisions, catalogue, [chosen.period], today())
    wanted = [one for one in obliged if one.agency == chosen.agency] if chosen.agency else returns.not_reported(obliged)
    if chosen.agency and not wanted:
        print(f"cpc: {chosen.agency} owes no return for {chosen.period.code}", file=sys.stderr)
        return 1
    for one in wanted:
        sent_back = [each for each in decisions if each.submission_id == one.submission_id and each.type == "sent_back"]
        print(returns.reminder(one, today(), sent_back_because=sent_back[-1].reason if sent_back else ""))
    print(f"{len(wanted)} draft{'' if len(wanted) == 1 else 's'}; nothing was sent.")
    return 0


def _posts(chosen: argparse.Namespace) -> int:
    home, who = workspace.home(), acting(chosen, Role.SECRETARIAT)
    register = returns.read_register(home, workspace.catalogue())
    rows = [
        (one.agency, one.post, str(one.since), str(one.until or ""), str(one.notified_on or ""), one.email, one.phone)
        for one in returns.shown_to(who, register.posts)
    ]
    print(table(("Agency", "Post", "Since", "Until", "Notified", "E-mail", "Phone"), rows))
    for sentence in returns.late_notices(register.posts, today()):
        print(sentence)
    print(f"The register is {returns.register_path(home)}; nobody else on this computer can read it.")
    for finding in register.findings:
        print(f"cpc: {finding}", file=sys.stderr)
    return 1 if register.findings else 0
