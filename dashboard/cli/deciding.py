"""The words that decide on a return, and those that write adjustments and corrections."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from decimal import Decimal

from dashboard import returns, workspace
from dashboard.access import Role
from dashboard.cli.acting import acting, takes_role
from dashboard.cli.arguments import Words, amount, category, year_or_half
from dashboard.ledger import Anchor, Ledger, Submission
from dashboard.ledger.anchors import remember
from dashboard.periods import day_in_jamaica
from dashboard.returns import Adjustment, Correction, Kind


def add_words(acts: Words) -> None:
    """`accept`, `send-back`, `adopt`, `withdraw`, `adjust`, `correct`, beneath `returns`."""
    accept = _about_one(acts, "accept", "take a return that has been read (TIP Secretariat)")
    accept.add_argument("--reason", default="", help="a remark for the register")
    accept.set_defaults(run=_accept)

    back = _about_one(acts, "send-back", "back to the agency, to be mended (TIP Secretariat)")
    back.add_argument("--reason", required=True, help="what the agency is to mend")
    back.set_defaults(run=_send_back)

    adopt = _about_one(acts, "adopt", "take an accepted return into the report (National Rapporteur)")
    adopt.add_argument("--reservation", default="", help="printed beside its figures; no number in it")
    adopt.add_argument("--reason", default="", help="a remark for the register")
    adopt.set_defaults(run=_adopt)

    withdraw = _about_one(acts, "withdraw", "let a return count no longer; it stays on record (TIP Secretariat)")
    withdraw.add_argument("--reason", required=True, help="why it counts no longer")
    withdraw.set_defaults(run=_withdraw)

    adjust = acts.add_parser("adjust", help="take off what several agencies both counted (TIP Secretariat)")
    adjust.add_argument("--indicator", required=True, help="such as 2.2a")
    adjust.add_argument("--component", required=True, help="such as identified")
    adjust.add_argument("--period", type=year_or_half, required=True, help="as 2021-H1, or 2021/22 where asked yearly")
    adjust.add_argument("--amount", type=amount, required=True, help="how many, as a negative number: --amount=-1")
    out_of = "how many of what it is out of, where there is that: --out-of=-1"
    adjust.add_argument("--out-of", type=amount, default=Decimal(0), help=out_of)
    adjust.add_argument("--agency", action="append", required=True, help="one that counted them; once for each")
    of = "a category that the children are in, as sex=female; once for each breakdown"
    adjust.add_argument("--of", type=category, action="append", default=[], help=of)
    adjust.add_argument("--reason", required=True, help="how it is known; no names")
    takes_role(adjust)
    adjust.set_defaults(run=_adjust)

    correct = _about_one(acts, "correct", "read one number of an accepted return as another (TIP Secretariat)")
    correct.add_argument("--cell", required=True, help="as the receipt prints it, such as Identify!C12")
    correct.add_argument("--part", default="numerator", help="numerator (default) or denominator")
    correct.add_argument("--expect", required=True, help="what it says now; if it does not, nothing is filed")
    correct.add_argument("--becomes", required=True, help="what it is to say")
    correct.add_argument("--reason", required=True, help="how it is known")
    correct.set_defaults(run=_correct)


def _about_one(acts: Words, name: str, help_words: str) -> argparse.ArgumentParser:
    parser = acts.add_parser(name, help=help_words)
    parser.add_argument("id", help="as `returns list` prints it, such as return-cpfsa-2021-H1.1")
    takes_role(parser)
    return parser


def _accept(chosen: argparse.Namespace) -> int:
    who, ledger, catalogue = acting(chosen, Role.SECRETARIAT), workspace.acting_ledger(), workspace.catalogue()
    _say(chosen.id, "accepted", returns.accept(ledger, catalogue, chosen.id, who, chosen.reason))
    for one in returns.waiting_after(ledger.submissions(), chosen.id):
        print(f"{one.id} was filed later and still waits: what it says otherwise is not accepted by this.")
    return 0


def _send_back(chosen: argparse.Namespace) -> int:
    who, ledger, catalogue = acting(chosen, Role.SECRETARIAT), workspace.acting_ledger(), workspace.catalogue()
    _say(chosen.id, "sent back", returns.send_back(ledger, catalogue, chosen.id, who, chosen.reason))
    submission = returns.find(ledger.submissions(), chosen.id)
    if submission.draft.kind is Kind.RETURN:
        print("\nA draft to the agency; nothing was sent:\n")
        print(returns.sent_back_letter(submission, chosen.reason), end="")
    return 0


def _adopt(chosen: argparse.Namespace) -> int:
    who, ledger, catalogue = acting(chosen, Role.RAPPORTEUR), workspace.acting_ledger(), workspace.catalogue()
    anchor = returns.adopt(ledger, catalogue, chosen.id, who, chosen.reason, reservation=chosen.reservation)
    return _say(chosen.id, "adopted with a reservation" if chosen.reservation else "adopted", anchor)


def _withdraw(chosen: argparse.Namespace) -> int:
    who, ledger, catalogue = acting(chosen, Role.SECRETARIAT), workspace.acting_ledger(), workspace.catalogue()
    return _say(chosen.id, "withdrawn", returns.withdraw(ledger, catalogue, chosen.id, who, chosen.reason))


def _say(submission_id: str, done: str, anchor: Anchor) -> int:
    print(f"{submission_id} is {done}. Ledger {anchor.short}")
    remember(workspace.register_folder(), anchor, f"{done} {submission_id}")
    return 0


def _adjust(chosen: argparse.Namespace) -> int:
    lines = [
        Adjustment(
            indicator=chosen.indicator,
            component=chosen.component,
            period=chosen.period,
            dimensions=dimensions,
            numerator=chosen.amount,
            denominator=chosen.out_of if not dimensions else Decimal(0),
            agencies=tuple(dict.fromkeys(chosen.agency)),
            reason=chosen.reason,
        )
        for dimensions in ((), *((pair,) for pair in chosen.of))
    ]
    who, today = acting(chosen, Role.SECRETARIAT), day_in_jamaica(datetime.now(UTC))
    ledger = workspace.acting_ledger()
    return _say_filed(ledger, returns.adjust(ledger, workspace.catalogue(), who, lines, today))


def _correct(chosen: argparse.Namespace) -> int:
    line = Correction(chosen.id, chosen.cell, chosen.part, chosen.expect, chosen.becomes, chosen.reason)
    who, today = acting(chosen, Role.SECRETARIAT), day_in_jamaica(datetime.now(UTC))
    ledger = workspace.acting_ledger()
    return _say_filed(ledger, returns.correct(ledger, workspace.catalogue(), who, line, today))


def _say_filed(ledger: Ledger, filed: Submission) -> int:
    print(f"{filed.id} is {filed.state}. It counts once somebody else has accepted it: returns accept {filed.id}")
    remember(workspace.register_folder(), ledger.anchor(filed.sequence), f"filed {filed.id}")
    return 0
