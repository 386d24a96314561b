"""The tidy table of what was printed and is printed otherwise now: one row a figure and edition."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields

from dashboard.downloads.tidy import safe
from dashboard.release import Release, Restatement


@dataclass(frozen=True)
class ChangeRow:
    """One figure that an edition printed otherwise. `printed` and `now` are printed forms, dates are ISO.

    `indicator` names every indicator that the figure serves. Of a cohort `period` is the year in which it began, `seen`
    the one in which it was followed up; else `seen` is empty. `why` holds every cause with who decided it and when.
    """

    figure_id: str
    indicator: str
    label: str
    period: str
    seen: str
    printed: str
    edition: str
    edition_date: str
    now: str
    why: str
    tier: str
    marking: str
    data_set: str
    ledger_anchor: str


CHANGE_COLUMNS = tuple(field.name for field in fields(ChangeRow))


def restatements_csv(release: Release) -> bytes:
    """The file, UTF-8 with a byte order mark so that Excel reads the accents; the rows of the page in its order."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CHANGE_COLUMNS)
    for found in release.restatements:
        row = _row(release, found)
        writer.writerow([safe(getattr(row, column)) for column in CHANGE_COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _row(release: Release, found: Restatement) -> ChangeRow:
    return ChangeRow(
        figure_id=found.figure_id,
        indicator=", ".join(found.indicators),
        label=found.series,
        period=found.period.code,
        seen=found.seen.code if found.seen else "",
        printed=found.before.text,
        edition=found.edition.name,
        edition_date=found.edition.on.isoformat(),
        now=found.after.text,
        why=" ".join(cause.text for cause in found.causes),
        tier=release.tier.value,
        marking=release.watermark,
        data_set=release.data_set.value,
        ledger_anchor=release.anchor.short,
    )
