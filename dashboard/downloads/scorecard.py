"""Where each indicator stands, one row an indicator: its status with its reason, and the newest thing on record."""

from __future__ import annotations

import csv
import io

from dashboard.downloads.tidy import safe
from dashboard.release import Release

COLUMNS = (
    "indicator",
    "objective",
    "title",
    "status",
    "reason",
    "finding",
    "known",
    "known_detail",
    "owner",
    "tier",
    "marking",
    "data_set",
    "ledger_anchor",
)


def scorecard_csv(release: Release) -> bytes:
    """The file in the Plan's order, UTF-8 with a byte order mark so that Excel reads the accents."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item in release.indicators:
        row = (
            item.id,
            item.entry.objective,
            item.entry.short,
            item.verdict.label.value,
            item.verdict.reason,
            item.finding,
            item.known,
            item.known_detail,
            item.owner,
            release.tier.value,
            release.watermark,
            release.data_set.value,
            release.anchor.short,
        )
        writer.writerow([safe(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")
