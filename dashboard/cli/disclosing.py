"""The word that attacks linked tables: can a hidden count be worked out from what is printed?"""

from __future__ import annotations

import argparse
import json
import sys

from dashboard.cli.arguments import Words, readable
from dashboard.disclosure import SystemFormError, Verdict, answered, read_system

# The time the policy allows for the search for the best pattern.
SECONDS = 60


def add_subject(subjects: Words) -> None:
    """`audit disclosure`."""
    words = "whether hidden counts can be worked out from linked tables; 0 if safe, 1 if not"
    parser = subjects.add_parser("disclosure", help=words)
    parser.add_argument(
        "--system", type=readable, required=True, metavar="FILE.json", help="the tables, see docs/disclosure-method.md"
    )
    parser.add_argument(
        "--seconds", type=int, default=SECONDS, help=f"time to search for the best pattern (default: {SECONDS})"
    )
    parser.set_defaults(run=_audit_disclosure)


def _audit_disclosure(chosen: argparse.Namespace) -> int:
    try:
        question = read_system(json.loads(chosen.system.read_text(encoding="utf-8")))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        print(f"cpc: {chosen.system} is not JSON: {error}", file=sys.stderr)
        return 1
    except SystemFormError as error:
        print(f"cpc: {chosen.system} cannot be used, {len(error.faults)} faults:", file=sys.stderr)
        for fault in error.faults:
            print(f"  {fault}", file=sys.stderr)
        return 1
    answer = answered(question, chosen.seconds)
    print(json.dumps(answer.form(), indent=2, ensure_ascii=False))
    for reason in answer.reasons:
        print(f"cpc: {reason}", file=sys.stderr)
    return 0 if answer.verdict is Verdict.SAFE else 1
