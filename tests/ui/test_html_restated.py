"""A changed figure on screen: then and now side by side, every cause, who decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from markupsafe import escape

from dashboard.release import Cause, Citation, PrintedEdition, Restatement, Value, Withheld, changed_page
from dashboard.ui import html
from tests.release_builder import citation, release, restatement, shown

OURS = PrintedEdition(1, "Annual report 2021/22", date(2026, 11, 21))


def ours(after: Value | None = None, *causes: Cause) -> Restatement:
    """Printed as 7 in our own edition."""
    none: tuple[Citation, ...] = ()
    made = replace(restatement(), edition=OURS, after_citations=none)
    return replace(made, after=after or shown(8), causes=causes or (Cause("Recounted.", "TIP Secretariat", OURS.on),))


def test_then_and_now_stand_side_by_side_with_the_reason() -> None:
    table = html.restatements_table([ours()], "Edition 1")
    assert 'data-head="Printed" class="cpc-number">7</td>' in table
    assert 'data-head="Now" class="cpc-number">8</td>' in table
    assert "Recounted." in table
    assert "TIP Secretariat, 21 November 2026" in table


def test_every_cause_is_said() -> None:
    table = html.restatements_table([ours(None, Cause("One.", "", None), Cause("Two.", "", None))], "Edition 1")
    assert table.index("One.") < table.index("Two.")


def test_a_withheld_figure_says_what_the_symbol_means() -> None:
    assert "[c] withheld to protect children" in html.restatements_table([ours(Withheld())], "Edition 1")
    assert "[c]" not in html.restatements_table([ours()], "Edition 1")


def test_a_source_s_later_edition_is_linked() -> None:
    assert f'href="{escape(citation(6).url)}"' in html.restatements_table([restatement()], "TIP Report")


def test_words_of_a_reason_cannot_become_markup() -> None:
    table = html.restatements_table([ours(None, Cause("<script>alert()</script>", "", None))], "Edition 1")
    assert "<script>" not in table


def test_other_pages_say_how_many_and_lead_there() -> None:
    line = html.changed_line(changed_page(release()))
    assert "1 figure has changed since it was printed." in line
    assert 'href="changed"' in line


def test_where_nothing_has_changed_no_link_leads_anywhere() -> None:
    line = html.changed_line(changed_page(release(restatements=())))
    assert "Nothing that was printed has changed since." in line
    assert "href" not in line
