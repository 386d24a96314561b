"""Editions: what this office has published for everybody, how to cite it, and what has changed since."""

from __future__ import annotations

from functools import partial

from dashboard import ui, workspace
from dashboard.downloads.zipped import zipped
from dashboard.release.published import PublicEdition
from dashboard.ui import html

page = workspace.editions_page()
ui.h1(page.title)
ui.show(html.lead(page.lead))


def take(number: int) -> bytes:
    """The files of an edition in one."""
    return zipped(workspace.edition_files(number))


def about(edition: PublicEdition) -> dict[str, object]:
    """What is said of an edition, in pairs."""
    changes = html.inside(html.link_to("changed"), "Each with its reason") if edition.restated else ""
    return {
        "State": f"{edition.withdrawn}. Its numbers stay known." if edition.withdrawn else "",
        "Published": edition.published,
        "For": edition.readers,
        "Covers": edition.covers,
        "Since then": html.joined([edition.since, changes], " "),
        "Made from": f"Record {edition.record}, as its papers print it",
        "Ledger": edition.ledger,
        "How to cite": edition.citation,
    }


for edition in page.editions:
    ui.h2(edition.name)
    ui.show(html.pairs(about(edition), edition.name))
    if not edition.withdrawn:
        name = f"edition-{edition.number}.zip"
        ui.download(f"Download edition {edition.number} (zip)", partial(take, edition.number), name)
