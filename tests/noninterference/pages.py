"""Every page as Streamlit makes it: all that is sent to a browser, element by element."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from dashboard import workspace
from dashboard.access import Tier
from dashboard.release import Release
from tests.noninterference.conftest import TODAY, Twin

APP = workspace.PROJECT / "dashboard" / "app.py"
VIEWS = sorted(path.name for path in (APP.parent / "views").glob("*.py") if path.name != "__init__.py")
FEW = ("1.3b", "2.2a", "2.2b", "2.3")
"""Indicators whose pages have everything that hides: shares, small totals, breakdowns, components near a headline."""


def addresses(tier: Tier) -> Iterator[tuple[str, dict[str, str]]]:
    """Every page with what its address asks for; of indicators a few, for the public all with `CPC_EXHAUSTIVE`."""
    everything = tier is Tier.PUBLIC and "CPC_EXHAUSTIVE" in os.environ
    catalogue = workspace.catalogue()
    for view in VIEWS:
        if view == "indicator.py":
            chosen = [one.id for one in catalogue.indicators if everything or one.id in FEW]
            yield from ((view, {"indicator": one}) for one in chosen)
        elif view == "objective.py":
            yield from ((view, {"objective": one.id}) for one in catalogue.objectives)
        else:
            yield view, {}


@contextmanager
def installation(twin: Twin, tier: Tier, today: date = TODAY) -> Iterator[None]:
    """The dashboard of a ledger, for one audience, on a day. The pages themselves are made for the public."""
    whole = workspace.release

    def release(tier: Tier = tier, **asked: Any) -> Release:
        return whole(tier, **asked)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CPC_HOME", str(twin.home))
        patch.delenv("CPC_DATABASE_URL", raising=False)
        patch.delenv("CPC_DATA_SET", raising=False)
        patch.setattr(workspace, "_day", lambda _held: today)
        patch.setattr(workspace, "release", release)
        yield


def page(view: str, query: dict[str, str]) -> bytes:
    """Everything that a page sends, as text."""
    app = AppTest.from_file(str(APP), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if view != "home.py":
        app.switch_page(f"views/{view}").run()
    assert not app.exception, [found.message for found in app.exception]
    return "\n".join(_sent(app._tree)).encode()


def _sent(block: Block) -> Iterator[str]:
    for node in block.children.values():
        yield f"{type(node).__name__} {getattr(node, 'proto', None) or ''}"
        if isinstance(node, Block):
            yield from _sent(node)
