"""The frame of every page: navigation, title, watermark, page, foot. Runs anew at every interaction."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import ui, workspace
from dashboard.release import standing

VIEWS = Path(__file__).parent / "views"

# A flat list: on a phone Streamlit repeats the names of sections in a way that screen readers stumble over.
PAGES = [
    st.Page(VIEWS / "home.py", title="Overview", default=True),
    st.Page(VIEWS / "objective.py", title="Objectives", url_path="objective"),
    st.Page(VIEWS / "indicator.py", title="Indicators", url_path="indicator"),
    st.Page(VIEWS / "quality.py", title="Data quality", url_path="quality"),
    st.Page(VIEWS / "sources.py", title="Sources", url_path="sources"),
    st.Page(VIEWS / "method.py", title="How to read the figures", url_path="method"),
    st.Page(VIEWS / "annual_report.py", title="Annual report", url_path="annual-report"),
]

chosen = st.navigation(PAGES, position="top")
ui.page(chosen.title)
try:
    release = workspace.release()
except workspace.WorkspaceError as error:
    ui.h1("The figures cannot be shown now")
    ui.show(
        ui.html.paragraph(error), ui.html.paragraph("Nothing is lost. Mend what is named here and load the page again.")
    )
    st.stop()
ui.show(ui.html.watermark(release.watermark))
chosen.run()
ui.show(ui.html.foot(standing(release), release.anchor.short, ui.html.inside("method", "How to read the figures")))
