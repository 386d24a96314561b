"""One indicator: the finding, the verdict in words, the figures as chart and as table, sources, definition."""

from __future__ import annotations

import streamlit as st

from dashboard import ui, workspace
from dashboard.downloads import figures_csv
from dashboard.ui import html

release = workspace.release()
catalogue = release.catalogue
chosen = ui.choose(
    "Indicator",
    [item.id for item in release.indicators],
    lambda key: f"{key}  {release.indicator(key).entry.short}",
    param="indicator",
)
if chosen is None:
    ui.h1("No indicator has this address")
else:
    item = release.indicator(chosen)
    entry = item.entry
    ui.show(
        html.eyebrow(
            html.inside(html.link_to("objective", objective=entry.objective), f"Objective {entry.objective}"),
            f"Activity {entry.activity}",
            f"Indicator {entry.id}",
            f"Owner: {item.owner}",
        )
    )
    ui.h1(item.finding)
    ui.show(
        html.status_pill(item.verdict.label),
        html.lead(item.verdict.reason),
        html.who_must_act(item.verdict, catalogue),
    )

    figures, about = st.columns([13, 8], gap="large")
    with about:
        ui.show(html.quote(entry.wording))
        if item.reference:
            ui.h2(item.reference.title)
            ui.show(html.status_pill(item.reference.label), html.paragraph(item.reference.sentence))
        if item.components:
            ui.h2("Components")
            ui.show(html.components_table(item.components, f"Components of {entry.id}"))
        if item.stages:
            ui.h2("Stages")
            ui.show(html.ladder(item.stages, f"Stages of {entry.id}"))
        ui.h2("Definition")
        ui.show(html.definition(entry, catalogue))

    with figures:
        if item.empty:
            ui.show(html.empty("Nothing to draw yet." if item.empty == item.verdict.reason else item.empty))
        for series in item.leading_series:
            ui.series(series)
        if item.other_series:
            ui.h2("Also published, as context")
            ui.show(*(html.context_block(series) for series in item.other_series))
        if item.breakdowns:
            ui.h2("Breakdowns")
            for table in item.breakdowns:
                ui.show(html.breakdown(table))
        if item.milestones:
            ui.h2("Dated facts")
            ui.show(html.facts_table(item.milestones, f"Dated facts of {entry.id}"))
        if item.caveats:
            ui.h2("Read with care")
            ui.show(html.caveats_list(item))
        if item.publications:
            printed = html.publications_table(item.publications, "Figures as printed, and those worked out from them")
            ui.h2("Printed and worked out")
            many = len(item.publications) > 1
            said = f"{len(item.publications)} printed figures and the use made of each" if many else "1 printed figure"
            ui.show(html.folded(said, printed))
        ui.download("Download these figures (CSV)", lambda: figures_csv(release, chosen), f"cpc-{chosen}.csv")
