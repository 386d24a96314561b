"""How to read the figures: what is counted, how a verdict is reached, what statuses and symbols mean."""

from __future__ import annotations

from dashboard import ui, workspace
from dashboard.release import method_notes, standing
from dashboard.ui import html

release = workspace.release()
ui.show(html.eyebrow(standing(release)))
ui.h1("Small numbers, each a child: what the figures can and cannot say")
for heading, paragraphs in method_notes(release):
    ui.h2(heading)
    ui.show(*(html.paragraph(words) for words in paragraphs))

ui.h2("The statuses")
ui.show(html.status_legend())

ui.h2("Short forms")
ui.show(html.abbreviations_table(release.catalogue))
