"""The word that practises: builds the training data once, then opens the dashboard on it."""

from __future__ import annotations

import argparse
import os

from dashboard import workspace
from dashboard.cli import serving
from dashboard.cli.arguments import Words
from dashboard.ledger import DataSet


def add_words(words: Words) -> None:
    """`demo`."""
    demo = words.add_parser("demo", help="make the synthetic training data and open the dashboard on it")
    serving.add_place(demo)
    demo.add_argument("--build-only", action="store_true", help="make the data and do not open the dashboard")
    demo.add_argument("--anew", action="store_true", help="make the data again: what was practised on it is lost")
    demo.set_defaults(run=_demo)


def _demo(chosen: argparse.Namespace) -> int:
    """Made under another name and put in place when whole, so that an interrupted build is simply begun again."""
    # The training data never go where an office's ledger may lie.
    os.environ.pop("CPC_DATABASE_URL", None)
    os.environ["CPC_DATA_SET"] = DataSet.TRAINING.value
    place = workspace.home() / workspace.FILES[DataSet.TRAINING]
    if chosen.anew or not place.exists():
        print("Making the training data, once; this takes five to ten minutes.", flush=True)
        unfinished = place.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        _build(f"sqlite:///{unfinished}")
        workspace.forget_printed(DataSet.TRAINING)
        unfinished.replace(place)
        print(f"The training data are in {place}. Every number in them was made up.", flush=True)
    return 0 if chosen.build_only else serving.serve(chosen)


def _build(url: str) -> None:
    from dashboard.training import TrainingError, build_training  # here: no other word needs what makes workbooks

    try:
        build_training(url, _report)
    except TrainingError as error:
        raise workspace.WorkspaceError(str(error)) from error


def _report(step: str, share: float) -> None:
    print(f"{share:4.0%}  {step}", flush=True)
