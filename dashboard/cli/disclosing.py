"""The word that attacks tables, this installation's or any: can a hidden count be worked out from what is printed?"""

from __future__ import annotations

import argparse
import json
import sys

from dashboard import workspace
from dashboard.access import Tier
from dashboard.cli.arguments import Words, financial_year, readable, seconds, writable
from dashboard.disclosure import SystemFormError, Verdict, answered, parse_form, read_system
from dashboard.release import audit_release

OWNER_ONLY = 0o600
# The time the policy allows for the search for the best pattern.
SECONDS = 60


def add_subject(subjects: Words) -> None:
    """`audit disclosure`."""
    words = "whether hidden counts can be worked out, from this installation's tables or from any; 0 if safe, 1 if not"
    parser = subjects.add_parser("disclosure", help=words)
    parser.add_argument(
        "--system",
        type=readable,
        metavar="FILE.json",
        help="any linked tables, see docs/disclosure-method.md; without it, what this installation shows",
    )
    parser.add_argument(
        "--seconds", type=seconds, default=SECONDS, help=f"time to search for the best pattern (default: {SECONDS})"
    )
    parser.add_argument(
        "--tier", choices=[str(Tier.PUBLIC), str(Tier.NATFATIP)], help="the audience to attack (default: both)"
    )
    parser.add_argument("--year", type=financial_year, help="as a report on this year shows it, such as 2021/22")
    parser.add_argument(
        "--proof",
        type=writable,
        metavar="FILE.json",
        help="write the proof there: restricted, for it tells what could be",
    )
    parser.set_defaults(run=_audit_disclosure)


def _audit_disclosure(chosen: argparse.Namespace) -> int:
    if chosen.system is None:
        return _audit_release(chosen)
    ours = [
        word for word, given in (("--tier", chosen.tier), ("--year", chosen.year), ("--proof", chosen.proof)) if given
    ]
    if ours:
        print(f"cpc: {', '.join(ours)}: of this installation's tables; leave out with --system", file=sys.stderr)
        return 2
    return _audit_system(chosen)


def _audit_release(chosen: argparse.Namespace) -> int:
    """Every audience's tables as they are shown now, attacked with all that is known besides."""
    ledger = workspace.ledger()
    proofs, safe = {}, True
    for tier in [Tier(chosen.tier)] if chosen.tier else [Tier.PUBLIC, Tier.NATFATIP]:
        found = audit_release(workspace.release(tier, through=chosen.year), ledger, through=chosen.year)
        print(f"{tier}: {found.sentence}")
        for finding in found.findings:
            print(f"  {finding.sentence}")
        proofs[str(tier)] = json.loads(found.record)
        safe = safe and not found.findings
    if chosen.proof:
        chosen.proof.touch(mode=OWNER_ONLY)
        chosen.proof.chmod(OWNER_ONLY)
        chosen.proof.write_text(json.dumps(proofs, indent=1, sort_keys=True, ensure_ascii=False), encoding="utf-8")
    return 0 if safe else 1


def _audit_system(chosen: argparse.Namespace) -> int:
    try:
        question = read_system(parse_form(chosen.system.read_bytes()))
    except SystemFormError as error:
        count = len(error.faults)
        print(f"cpc: {chosen.system} cannot be used, {count} {'fault' if count == 1 else 'faults'}:", file=sys.stderr)
        for fault in error.faults:
            print(f"  {fault}", file=sys.stderr)
        return 1
    answer = answered(question, chosen.seconds)
    print(json.dumps(answer.form(), indent=2, ensure_ascii=False))
    for reason in answer.reasons:
        print(f"cpc: {reason}", file=sys.stderr)
    return 0 if answer.verdict is Verdict.SAFE else 1
