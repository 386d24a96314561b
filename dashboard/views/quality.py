"""Data quality: which years are known, what is missing and whose it is, where returns and sources differ."""

from __future__ import annotations

from dashboard import ui, workspace
from dashboard.release import changed_page, quality_page, standing
from dashboard.ui import html

release = workspace.release()
page = quality_page(release)
ui.show(html.eyebrow(standing(release)))
ui.h1(page.title)
ui.show(html.lead(page.lead))

ui.h2("Which years are known")
ui.show(html.coverage_table(page.years, page.coverage))

if page.adoption:
    ui.h2("What the returns bear")
    ui.show(html.paragraph(page.adoption), *(html.paragraph(words) for words in page.unapplied))

    ui.h2("Who has not reported")
    ui.show(html.unreported_list(page.unreported))

    ui.h2("Returns and published figures differ")
    ui.show(html.differences_table(page.differences))

ui.h2("What is missing, by the agency that could supply it")
ui.show(html.owed_list(page.owed))

ui.h2("What has changed since it was printed")
ui.show(html.changed_line(changed_page(release)))

ui.h2("Where sources differ")
ui.show(html.conflicts_table(page.conflicts))

ui.h2("What is withheld")
ui.show(html.paragraph(page.withheld))
