"""The words that check the record and write papers and files from it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dashboard import workspace
from dashboard.cli.arguments import Words, financial_year, writable


def add_words(words: Words) -> None:
    """`check`, `draft`, `figures`."""
    check = words.add_parser("check", help="check the catalogue and the public record; 0 if sound, 1 if not")
    check.add_argument("--catalogue", type=Path, default=None, help="another indicators.yaml to check")
    check.set_defaults(run=_check)

    draft = words.add_parser("draft", help="draft a document in Word")
    papers = draft.add_subparsers(title="papers", required=True, metavar="PAPER")
    report = papers.add_parser("annual-report", help="the Rapporteur's annual report to Parliament")
    report.add_argument("--year", type=financial_year, help="financial year, as 2021/22")
    report.add_argument("--from", dest="first", type=financial_year, help="first financial year of several")
    report.add_argument("--to", dest="last", type=financial_year, help="last financial year of several")
    report.add_argument("--out", type=writable, required=True, help="file to write, .docx")
    report.set_defaults(run=_draft_annual_report)

    figures = words.add_parser("figures", help="write every figure to a tidy CSV file, one row a figure")
    figures.add_argument("--out", type=writable, required=True, help="file to write, .csv")
    figures.set_defaults(run=_figures)


def _check(chosen: argparse.Namespace) -> int:
    from dashboard.catalogue import load
    from dashboard.intake import RecordError, read_public_record

    catalogue = load(chosen.catalogue) if chosen.catalogue else load()
    try:
        drafts = read_public_record(workspace.PUBLIC_RECORD, catalogue)
    except RecordError as error:
        print(error, file=sys.stderr)
        return 1
    observations = sum(len(draft.observations) for draft in drafts)
    milestones = sum(len(draft.milestones) for draft in drafts)
    commitments = sum(len(activity.commitments) for activity in catalogue.activities)
    print(
        f"indicators.yaml: {len(catalogue.indicators)} indicators, {len(catalogue.activities)} activities, "
        f"{commitments} commitments: no faults\n"
        f"data/public_record: {len(drafts)} sources, {observations} observations, {milestones} milestones: no faults"
    )
    return 0


def _draft_annual_report(chosen: argparse.Namespace) -> int:
    first, last = chosen.first or chosen.year, chosen.last or chosen.year
    if first is None or last is None or (chosen.year and (chosen.first or chosen.last)):
        print("cpc: give either --year 2021/22, or --from 2018/19 --to 2019/20", file=sys.stderr)
        return 2
    if last < first:
        print(f"cpc: --from {first.label} is after --to {last.label}", file=sys.stderr)
        return 2
    from dashboard.documents import draft_annual_report
    from dashboard.release import report_years

    years = report_years(workspace.release())
    if first not in years or last not in years:
        print(f"cpc: the record bears reports on {years[0].label} to {years[-1].label}", file=sys.stderr)
        return 2
    draft = draft_annual_report(workspace.release(through=last), first, last, _report_progress)
    chosen.out.write_bytes(draft.docx)
    for note in draft.notes:
        print(note)
    print(f"Wrote {chosen.out}")
    return 0


def _report_progress(step: str, share: float) -> None:
    print(f"{share:4.0%}  {step}", flush=True)


def _figures(chosen: argparse.Namespace) -> int:
    from dashboard.downloads import figures_csv

    chosen.out.write_bytes(figures_csv(workspace.release()))
    print(f"Wrote {chosen.out}")
    return 0
