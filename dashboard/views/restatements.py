"""What has changed since it was printed: each figure with its reason, by the edition that printed it."""

from __future__ import annotations

from dashboard import ui, workspace
from dashboard.downloads import restatements_csv
from dashboard.release import changed_page, standing
from dashboard.ui import html

release = workspace.release()
page = changed_page(release)
ui.show(html.eyebrow(standing(release)))
ui.h1(page.title)
ui.show(html.lead(page.lead))

for group in page.editions:
    ui.h2(group.title)
    ui.show(
        html.paragraph(group.lead), html.restatements_table(group.rows, f"{group.edition.name}: printed then, and now")
    )

if page.editions:
    ui.download("Download every change (CSV)", lambda: restatements_csv(release), "cpc-changes.csv")
