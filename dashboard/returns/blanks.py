"""The workbooks that go out: one agency's, or all of them in a zip."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dashboard.catalogue import Catalogue
from dashboard.intake.workbook.asked import agencies_asked
from dashboard.intake.workbook.history import history_of
from dashboard.intake.workbook.laying_out import layout_of
from dashboard.ledger import SYNTHETIC, DataSet, Ledger, Submission
from dashboard.periods import Period, PeriodKind, day_in_jamaica, day_in_words
from dashboard.returns.model import ReturnError
from dashboard.returns.standing import returns_of


def blank_workbook(
    ledger: Ledger, catalogue: Catalogue, agency: str, period: Period, *, amend: bool = False
) -> tuple[str, bytes]:
    """Name and bytes of one agency's workbook; with `amend` it opens with what the agency's last return says.

    ReturnError for an unknown agency, one that owes nothing, a period that is no half-year or has not begun, or an
    amendment of nothing.
    """
    _asks(catalogue, agency, period)
    return _workbook(catalogue, ledger.submissions(), ledger.data_set, agency, period, amend=amend)


def all_workbooks(ledger: Ledger, catalogue: Catalogue, period: Period) -> bytes:
    """A zip with the workbook of every agency that owes a return. ReturnError for no half-year, or one ahead."""
    _is_half_year(period)
    submissions, packed = ledger.submissions(), BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for agency in agencies_asked(catalogue, period):
            name, data = _workbook(catalogue, submissions, ledger.data_set, agency, period, amend=False)
            # A fixed date: the same workbooks give the same zip.
            archive.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, ZIP_DEFLATED)
    return packed.getvalue()


def _workbook(
    catalogue: Catalogue,
    submissions: tuple[Submission, ...],
    data_set: DataSet,
    agency: str,
    period: Period,
    *,
    amend: bool,
) -> tuple[str, bytes]:
    from dashboard.intake.workbook.writing import write_workbook  # here: openpyxl is slow to import

    amended = _newest(submissions, agency, period) if amend else None
    data = write_workbook(
        layout_of(catalogue, agency, period),
        catalogue,
        last=history_of(submissions, catalogue, agency, period).last,
        amends=amended,
        watermark=SYNTHETIC if data_set is DataSet.TRAINING else "",
    )
    return f"return-{agency}-{period.code}{'-amendment' if amend else ''}.xlsx", data


def _newest(submissions: tuple[Submission, ...], agency: str, period: Period) -> Submission:
    """The revision to amend: the newest, whatever became of it; building on an older one would lose what it says."""
    revisions = returns_of(submissions, agency, period)
    if not revisions:
        raise ReturnError(
            f"{agency} has sent no return for {period.code}, so there is nothing to amend; make a blank workbook"
        )
    return revisions[-1]


def _asks(catalogue: Catalogue, agency: str, period: Period) -> None:
    _is_half_year(period)
    asked = agencies_asked(catalogue, period)
    if agency in asked:
        return
    known = {one.code for one in catalogue.agencies}
    why = f"owes nothing for {period.code}" if agency in known else "is no agency of data/reference/agencies.csv"
    owing = ", ".join(asked)
    raise ReturnError(f"{agency!r} {why}; who owes a return: {owing}")


def _is_half_year(period: Period) -> None:
    if period.kind is not PeriodKind.HALF_YEAR:
        raise ReturnError(f"{period.label} is not a half-year: returns are for half-years, such as 2021-H1")
    if period.start > day_in_jamaica(datetime.now(UTC)):
        raise ReturnError(
            f"{period.label} has not begun; its workbooks can be made from {day_in_words(period.start)} on, when it is "
            "settled what they ask"
        )
