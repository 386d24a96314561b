"""Sources: every edition that says something, by year, and what each says; a word finds those that a reader wants."""

from __future__ import annotations

import streamlit as st

from dashboard import ui, workspace
from dashboard.release import FEW_SOURCES, sources_page, standing
from dashboard.ui import html

release = workspace.release()
page = sources_page(release)
ui.show(html.eyebrow(standing(release)))
ui.h1(page.title)
ui.show(html.lead(page.lead))

words = st.text_input("Find a source by title, publisher or indicator", key="sources_find", placeholder="Gleaner 1.3a")
found = page.matching(words)
if not found:
    ui.show(html.empty(f"No source matches “{words}”. All {len(page.sources)} stand here when the box is empty."))
elif words.strip() or len(page.sources) <= FEW_SOURCES:
    ui.show(html.sources_table(found, f"{len(found)} of {len(page.sources)} sources"))
else:
    ui.show(html.sources_by_year(page.groups))
