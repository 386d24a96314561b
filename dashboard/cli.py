"""The same doors from the command line. `python3 run.py WORD …` comes here.

Words: serve, check, draft annual-report, figures. Exit codes: 0 done, 1 the input has faults, 2 the command was wrong.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from dashboard import workspace
from dashboard.catalogue import CatalogueError
from dashboard.periods import Period
from dashboard.workspace import WorkspaceError

PROJECT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one word; returns the exit code."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except (CatalogueError, WorkspaceError) as error:
        print(f"cpc: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cpc", description="Indicators of the CPC Partnership in Jamaica.")
    words = parser.add_subparsers(title="words", required=True, metavar="WORD")

    serve = words.add_parser("serve", help="open the dashboard in a browser")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    serve.add_argument("--port", type=_port, default=8501, help="port to listen on (default: 8501)")
    serve.set_defaults(run=_serve)

    check = words.add_parser("check", help="check the catalogue and the public record; 0 if sound, 1 if not")
    check.add_argument("--catalogue", type=Path, default=None, help="another indicators.yaml to check")
    check.set_defaults(run=_check)

    draft = words.add_parser("draft", help="draft a document in Word")
    papers = draft.add_subparsers(title="papers", required=True, metavar="PAPER")
    report = papers.add_parser("annual-report", help="the Rapporteur's annual report to Parliament")
    report.add_argument("--year", type=_financial_year, help="financial year, as 2021/22")
    report.add_argument("--from", dest="first", type=_financial_year, help="first financial year of several")
    report.add_argument("--to", dest="last", type=_financial_year, help="last financial year of several")
    report.add_argument("--out", type=_writable, required=True, help="file to write, .docx")
    report.set_defaults(run=_draft_annual_report)

    figures = words.add_parser("figures", help="write every figure to a tidy CSV file, one row a figure")
    figures.add_argument("--out", type=_writable, required=True, help="file to write, .csv")
    figures.set_defaults(run=_figures)
    return parser


def _financial_year(text: str) -> Period:
    try:
        period = Period.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if not period.is_financial_year:
        raise argparse.ArgumentTypeError(f"{text!r} is not a financial year; write it as 2021/22")
    return period


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; write a number from 1 to 65535, such as 8501")
    return int(text)


def _writable(text: str) -> Path:
    """A file that can be written, found out before the work and not after it."""
    path = Path(text)
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is a folder; name a file in it")
    if not path.absolute().parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path.parent}; make it first, or name another")
    if not os.access(path if path.exists() else path.absolute().parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"{text} may not be written to; name another file")
    return path


def _serve(chosen: argparse.Namespace) -> int:
    """Streamlit in this process's place, so that whatever ends this one ends it; Windows cannot, and waits."""
    workspace.ledger()  # whatever is wrong is said here in a sentence, not in a browser that finds no server
    _port_is_free(chosen.host, chosen.port)
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/server.py"]
    command += ["--server.address", chosen.host, "--server.port", str(chosen.port)]
    command += ["--server.headless", "false" if _has_display() else "true"]
    shown_host = "localhost" if chosen.host in ("127.0.0.1", "0.0.0.0", "::1") else chosen.host
    print(f"The dashboard opens at http://{shown_host}:{chosen.port}  (Ctrl-C ends it)", flush=True)
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    if os.name == "posix":
        os.chdir(PROJECT)
        os.execve(command[0], command, environment)
    try:
        return subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0


def _port_is_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise WorkspaceError(
                f"cannot listen on {host}, port {port}: {error.strerror}. Choose another port with --port, "
                "or end what is using it."
            ) from error


def _has_display() -> bool:
    """A browser can open on Windows and macOS, and on Linux where a display is set."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


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


if __name__ == "__main__":
    sys.exit(main())
