"""What is made from a release is the same for two ledgers that say the same of everything published.

Release, files, charts, the report in Word, and every page: each is rendered from the true ledger and from its witness.
Where they differ, something hidden has a way out. The last test opens such a way in each and sees the others turn red.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from dashboard import ui, workspace
from dashboard.access import Tier
from dashboard.catalogue import RollUp
from dashboard.charts import plot
from dashboard.charts.browser import _made as charts_kept
from dashboard.documents import annual_report
from dashboard.periods import Period
from dashboard.release import WITHHELD_SYMBOL, Withheld
from dashboard.release.claims import claims_of
from dashboard.release.series import Viewer
from dashboard.ui import html
from tests.noninterference import outputs, pages
from tests.noninterference.children import Child
from tests.noninterference.conftest import LAST, Twin, Twins

pytestmark = pytest.mark.xdist_group("twins")  # one worker makes both ledgers once
Rendered = Iterator[tuple[str, bytes]]


def pages_of(twin: Twin, tier: Tier) -> Rendered:
    with pages.installation(twin, tier):
        for view, query in pages.addresses(tier):
            yield f"{view} {query}", pages.page(view, query)


def one_page_of(twin: Twin, tier: Tier) -> Rendered:
    with pages.installation(twin, tier):
        yield "home.py", pages.page("home.py", {})


CHANNELS: dict[str, Callable[[Twin, Tier], Rendered]] = {
    "release": lambda twin, tier: outputs.released(twin.release(tier)),
    "downloads": lambda twin, tier: outputs.downloaded(twin.release(tier)),
    "charts": lambda twin, tier: outputs.drawn(twin.release(tier)),
    "report": lambda twin, tier: outputs.documents(twin.release(tier, LAST), LAST, LAST),
    "pages": pages_of,
}


@pytest.fixture(autouse=True)
def _without_page_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Page numbers follow from the document; finding them takes LibreOffice half a minute."""
    monkeypatch.setattr(annual_report, "lay_out", lambda _docx: None)


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_output_does_not_tell_the_true_ledger_from_its_witness(twins: Twins, channel: str) -> None:
    true, other = (dict(CHANNELS[channel](twin, twins.tier)) for twin in (twins.true, twins.other))
    assert true.keys() == other.keys()
    assert outputs.differing(true, other) == []


# --- The witness is another ledger ---------------------------------------------------------------


def counted(children: Sequence[Child]) -> Counter[tuple[str, ...]]:
    """How many children each figure of a year counts: of what stands on a day, those of the second half."""
    found: Counter[tuple[str, ...]] = Counter()
    for child in children:
        indicator, component = child.series.split("/")
        stock = workspace.catalogue().indicator(indicator).component(component).roll_up is not RollUp.SUM
        if child.counted and not (stock and child.period == Period.financial_year(child.year).halves[0]):
            year = f"{child.series}/{Period.financial_year(child.year).code}"
            found.update([(year,), *((year, f"{name}={code}") for name, code in child.categories.items())])
    return found


def test_every_withheld_total_is_another_number_in_the_witness(twins: Twins) -> None:
    """Also that no rule tells one: a total that no witness could change is no secret."""
    true, other = counted(twins.true.children), counted(twins.other.children)
    claims = {claim.cell: claim.text for claim in claims_of(twins.true.release(twins.tier).indicators)}
    hidden = [key for key in true if len(key) == 1 and claims.get(key[0]) == WITHHELD_SYMBOL]
    assert [key for key in hidden if true[key] == other[key]] == []
    assert (len(hidden) > 20) is (twins.tier is Tier.PUBLIC)


def test_many_withheld_cells_agencies_and_halves_are_others_in_the_witness(twins: Twins) -> None:
    true, other = counted(twins.true.children), counted(twins.other.children)
    claims = {claim.cell: claim.text for claim in claims_of(twins.true.release(twins.tier).indicators)}
    cells = [key for key in true if len(key) == 2 and claims.get("/".join(key)) == WITHHELD_SYMBOL]
    assert len([key for key in cells if true[key] != other[key]]) > 15

    def parts(children: Sequence[Child]) -> Counter[tuple[str, str, Period]]:
        return Counter((child.series, child.agency, child.period) for child in children)

    assert len(parts(twins.true.children) - parts(twins.other.children)) > 50


# --- The test can fail ---------------------------------------------------------------------------


def _caveat_of_a_hidden_number(patch: pytest.MonkeyPatch, _twin: Twin) -> None:
    """A withheld point that keeps its caveat."""
    whole = Viewer._point

    def point(self: Viewer, indicator: Any, series: str, unit: Any, figure: Any, with_interval: bool) -> Any:
        made = whole(self, indicator, series, unit, figure, with_interval)
        return replace(made, note=f"Of them {figure.value} girls.") if isinstance(made.value, Withheld) else made

    patch.setattr(Viewer, "_point", point)


def _axis_up_to_a_hidden_number(patch: pytest.MonkeyPatch, twin: Twin) -> None:
    whole = plot.round_steps
    patch.setattr(plot, "round_steps", lambda highest: whole(highest + len(twin.children)))


def _property_of_the_file(patch: pytest.MonkeyPatch, twin: Twin) -> None:
    whole = annual_report._properties
    patch.setattr(
        annual_report, "_properties", lambda report: replace(whole(report), subject=f"{len(twin.children)} rows")
    )


def _foot_of_the_page(patch: pytest.MonkeyPatch, twin: Twin) -> None:
    whole = html.foot
    patch.setattr(ui.html, "foot", lambda *said: whole(*said, f"{len(twin.children)} rows"))


LEAKS: dict[str, tuple[Callable[[pytest.MonkeyPatch, Twin], None], Callable[[Twin, Tier], Rendered]]] = {
    "release": (_caveat_of_a_hidden_number, CHANNELS["release"]),
    "downloads": (_caveat_of_a_hidden_number, CHANNELS["downloads"]),
    "charts": (_axis_up_to_a_hidden_number, lambda twin, tier: outputs.drawn(twin.release(tier), ("2.2a",))),
    "report": (_property_of_the_file, CHANNELS["report"]),
    "pages": (_foot_of_the_page, one_page_of),
}


@pytest.mark.parametrize("twins", [Tier.PUBLIC], indirect=True, ids=str)
@pytest.mark.parametrize("channel", LEAKS)
def test_a_way_out_that_is_opened_on_purpose_is_found(twins: Twins, channel: str) -> None:
    leak, render = LEAKS[channel]
    found = []
    for twin in (twins.true, twins.other):
        with pytest.MonkeyPatch.context() as patch:
            leak(patch, twin)
            # What an earlier test kept was made without the leak.
            workspace._release.cache_clear()
            charts_kept.cache_clear()
            found.append(dict(render(twin, twins.tier)))
    assert outputs.differing(*found)
