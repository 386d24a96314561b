"""The frame of every page: navigation by role, title, watermark, page, foot. Runs anew at every interaction."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import ui, workspace
from dashboard.access import NOBODY
from dashboard.ledger import DataSet
from dashboard.release import standing
from dashboard.views.office import pages_of, reporting_agencies

VIEWS = Path(__file__).parent / "views"

# A flat list: on a phone Streamlit repeats the names of sections in a way that screen readers stumble over.
PAGES = [
    st.Page(VIEWS / "home.py", title="Overview", default=True),
    st.Page(VIEWS / "objective.py", title="Objectives", url_path="objective"),
    st.Page(VIEWS / "indicator.py", title="Indicators", url_path="indicator"),
    st.Page(VIEWS / "quality.py", title="Data quality", url_path="quality"),
    st.Page(VIEWS / "editions.py", title="Editions", url_path="published"),
    st.Page(VIEWS / "restatements.py", title="Changes", url_path="changed"),
    st.Page(VIEWS / "sources.py", title="Sources", url_path="sources"),
    st.Page(VIEWS / "method.py", title="How to read", url_path="method"),
    st.Page(VIEWS / "annual_report.py", title="Annual report", url_path="annual-report"),
]

try:
    release = workspace.release()
except workspace.WorkspaceError as error:
    ui.page(st.navigation(PAGES, position="top").title)
    ui.h1("The figures cannot be shown now")
    ui.show(
        ui.html.paragraph(error), ui.html.paragraph("Nothing is lost. Mend what is named here and load the page again.")
    )
    st.stop()

# Whoever is not at this machine is the public, and a ledger of the public record alone has no returns to act on.
keeps_returns = release.data_set is not DataSet.PUBLIC_RECORD
who = ui.current_identity() if keeps_returns else NOBODY
office = [st.Page(VIEWS / "office" / page.file, title=page.title, url_path=page.address) for page in pages_of(who)]
# The office's pages stand second: what does not fit into the bar goes behind a menu at its end.
chosen = st.navigation([*PAGES[:1], *office, *PAGES[1:]], position="top")
ui.page(chosen.title)
if keeps_returns and ui.may_act_here():
    ui.role_control(release.catalogue, reporting_agencies(release.catalogue))
ui.show(ui.html.watermark(release.watermark))
chosen.run()
begin = "Returns from agencies: python3 run.py begin-office" if ui.may_act_here() and not keeps_returns else ""
ui.show(
    ui.html.foot(standing(release), release.anchor.short, begin, ui.html.inside("method", "How to read the figures"))
)
