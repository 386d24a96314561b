"""Sources: every edition that says something, oldest first, and what each says."""

from __future__ import annotations

from dashboard import ui, workspace
from dashboard.release import sources_page, standing
from dashboard.ui import html

release = workspace.release()
page = sources_page(release)
ui.show(html.eyebrow(standing(release)))
ui.h1(page.title)
ui.show(html.lead(page.lead), html.sources_table(page.sources))
