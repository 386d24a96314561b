"""An office to look at with the browser on the serving machine, as those who act in it sit."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.ui import identity
from tests.views.driving import HERE


@pytest.fixture
def office(office: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copy of an office's home that a test may change, opened from the machine that serves it."""
    monkeypatch.setattr(identity, "connection", lambda: HERE)
    return office
