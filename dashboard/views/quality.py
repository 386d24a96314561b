"""Data quality: which years are known, what is missing and whose it is, what was restated, what conflicts."""

from __future__ import annotations

from dashboard import ui, workspace
from dashboard.release import quality_page, standing
from dashboard.ui import html

release = workspace.release()
page = quality_page(release)
ui.show(html.eyebrow(standing(release)))
ui.h1(page.title)
ui.show(html.lead(page.lead))

ui.h2("Which years are known")
ui.show(html.coverage_table(page.years, page.coverage))

ui.h2("What is missing, by the agency that could supply it")
ui.show(html.owed_list(page.owed))

ui.h2("What was restated")
ui.show(html.restatements_table(release.restatements))

ui.h2("Where sources differ")
ui.show(html.conflicts_table(page.conflicts))

ui.h2("What is withheld")
ui.show(html.paragraph(page.withheld))
