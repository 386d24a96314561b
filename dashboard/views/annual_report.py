"""Annual report: choose the years, draft, download."""

from __future__ import annotations

import streamlit as st

from dashboard import ui, workspace
from dashboard.documents import draft_annual_report
from dashboard.release import report_years, standing
from dashboard.ui import html

release = workspace.release()
years = report_years(release)
ui.show(html.eyebrow(standing(release)))
ui.h1("Draft the annual report from the figures on these pages")
ui.show(
    html.lead(
        "A Word document in thirteen chapters: contents, tables, charts, sources and notes are made from the figures; "
        "letter, foreword and recommendations are left for the Rapporteur to write. Drafting takes one to three "
        "minutes; stay on this page, which names each chapter as it is written."
    )
)

labels = [year.label for year in years]
first_column, last_column = st.columns(2)
first = first_column.selectbox("First financial year", labels, index=len(labels) - 1)
last = last_column.selectbox("Last financial year", labels, index=len(labels) - 1)
if labels.index(first) > labels.index(last):
    st.warning(f"The report cannot begin with {first} and end with {last}: choose a first year that is not later.")
elif st.button("Draft the report", type="primary"):
    bar = st.progress(0.0, "Starting")

    def show_progress(step: str, share: float) -> None:
        """Move the bar to what is being done."""
        bar.progress(min(share, 1.0), step)

    through = years[labels.index(last)]
    draft = draft_annual_report(
        workspace.release(through=through),
        years[labels.index(first)],
        through,
        show_progress,
    )
    bar.empty()
    st.session_state["draft"] = (f"{first} to {last}" if first != last else first, draft)

if made := st.session_state.get("draft"):
    period, draft = made
    st.success(f"The draft for {period} is ready.")
    for words in draft.notes:
        ui.show(html.note(words))
    st.download_button(
        "Download the draft (Word)",
        draft.docx,
        file_name=f"annual-report-{period.replace('/', '-').replace(' ', '-')}-draft.docx",
        mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
