"""Every page runs on the real record, says its title, and says plainly when an address names nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import workspace
from tests.views.driving import APP, app_at, text_of

VIEWS = sorted(path.name for path in (APP.parent / "views").glob("*.py") if path.name != "__init__.py")


@pytest.fixture(scope="module", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CPC_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("CPC_DATABASE_URL", raising=False)
        yield


def opened(view: str = "home.py", **query: str) -> AppTest:
    app = app_at(**query)
    return app.switch_page(f"views/{view}").run() if view != "home.py" else app


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_runs_without_an_exception_and_has_one_title(view: str) -> None:
    app = opened(view)
    assert not app.exception
    assert len(app.title) == 1


def test_home_leads_with_what_is_known_and_counts_every_indicator() -> None:
    app = opened()
    headings = [heading.value for heading in app.header]
    assert headings.index("What is known") < headings.index("Cannot be assessed: who can act")
    assert sum(workspace.release().counts().values()) == 39


@pytest.mark.parametrize("indicator", [item.id for item in workspace.catalogue().indicators])
def test_each_indicator_has_its_page_by_its_address(indicator: str) -> None:
    app = opened("indicator.py", indicator=indicator)
    assert not app.exception
    assert workspace.catalogue().indicator(indicator).wording.replace("'", "&#39;") in text_of(app)


def test_an_unknown_indicator_is_said_and_no_other_is_shown_in_its_place() -> None:
    app = opened("indicator.py", indicator="9.9z")
    assert not app.exception
    assert "9.9z" in text_of(app)
    assert [title.value for title in app.title] == ["No indicator has this address"]


def test_an_indicator_of_which_nothing_is_known_says_so_and_draws_nothing() -> None:
    silent = next(item for item in workspace.release().indicators if item.empty)
    app = opened("indicator.py", indicator=silent.id)
    assert silent.empty in text_of(app)
    assert not app.get("vega_lite_chart")


@pytest.mark.parametrize("objective", ["1", "2", "3"])
def test_each_objective_lists_its_indicators(objective: str) -> None:
    app = opened("objective.py", objective=objective)
    shown = text_of(app)
    for item in workspace.release().of_objective(objective):
        assert f"indicator?indicator={item.id}" in shown
