"""One objective: its wording, its status counts, its indicators by activity, and what nobody has reported."""

from __future__ import annotations

from dashboard import ui, workspace
from dashboard.release import objective_page
from dashboard.ui import html

release = workspace.release()
catalogue = release.catalogue
chosen = ui.choose(
    "Objective",
    [objective.id for objective in catalogue.objectives],
    lambda key: f"Objective {key}: {catalogue.objective(key).short}",
    param="objective",
)
if chosen is None:
    ui.h1("No objective has this address")
else:
    objective = catalogue.objective(chosen)
    page = objective_page(release, chosen)
    ui.show(html.eyebrow(f"Objective {objective.id}", f"Sub-committee: {objective.subcommittee}"))
    ui.h1(page.title)
    ui.show(html.quote(objective.wording, "The objective, as signed"), html.counts_strip(release.counts(chosen)))

    for activity, items in page.activities:
        ui.h2(f"Activity {activity.id}")
        ui.show(
            html.note(activity.wording),
            html.indicator_rows(items, name=f"Indicators of activity {activity.id}"),
            html.commitments_line(activity, catalogue),
        )

    ui.h2("What nobody has reported")
    ui.show(html.silent_list(page.silent))
