"""Overview: what is known first, then what cannot be assessed and who could change that."""

from __future__ import annotations

from dashboard import ui, workspace
from dashboard.downloads import figures_csv
from dashboard.release import changed_page, overview, standing
from dashboard.ui import html

release = workspace.release()
page = overview(release)

ui.show(html.eyebrow(standing(release)))
ui.h1(page.title)
ui.show(
    html.lead(page.lead, html.inside("#who-can-act", "Who can act")),
    html.counts_strip(release.counts()),
)

ui.h2("What is known")
ui.show(
    html.indicator_rows(page.known, name="Indicators of which the record says something"),
    html.note("Counts are what authorities recorded. They do not measure how much trafficking exists."),
)
ui.download("Download every figure (CSV)", lambda: figures_csv(release), "cpc-figures.csv")

ui.show(html.anchor("who-can-act"))
ui.h2("Cannot be assessed: who can act")
ui.show(html.waiting_table(page.waiting))

ui.h2("Status by objective")
ui.show(html.objectives_table(release))

ui.h2("Key indicators for the annual dialogue")
ui.show(html.indicator_table(page.key, "Key indicators, four for each objective"))

ui.h2("What is new")
ui.show(
    html.news_list(page.news),
    html.changed_line(changed_page(release)),
)

ui.h2("What nobody has reported")
ui.show(html.silent_list(page.silent))
