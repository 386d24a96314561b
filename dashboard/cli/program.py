"""Reads the words, runs the one that was chosen, and turns every refusal into a sentence."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from dashboard.catalogue import CatalogueError
from dashboard.cli import editions, keeping, papers, returning, serving, signing, training
from dashboard.ledger import LedgerError
from dashboard.release import ActError
from dashboard.release.policy import PolicyError
from dashboard.returns import RefusedFile, ReturnError
from dashboard.workspace import WorkspaceError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one word; returns the exit code."""
    chosen = _parser().parse_args(arguments)
    code = 1
    try:
        code = int(chosen.run(chosen))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has read enough, as `| head`; what was cut short has not succeeded
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (
        ActError,
        CatalogueError,
        WorkspaceError,
        LedgerError,
        PolicyError,
        ReturnError,
        RefusedFile,
        OSError,
    ) as error:
        print(f"cpc: {error}", file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 run.py", description="Indicators of the CPC Partnership in Jamaica.")
    words = parser.add_subparsers(title="words", required=True, metavar="WORD")
    for matter in (serving, papers, returning, signing, editions, keeping, training):
        matter.add_words(words)
    return parser
