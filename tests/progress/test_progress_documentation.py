"""The page that the office reads says every word that a status may use, and every gate's rule is on it."""

from __future__ import annotations

from pathlib import Path

from dashboard.catalogue import EvidenceModel
from dashboard.progress import VerdictLabel

PAGE = (Path(__file__).parents[2] / "docs" / "progress.md").read_text(encoding="utf-8")


def test_every_status_is_explained_with_its_shape() -> None:
    made_by_releases_only = {VerdictLabel.WITHHELD}
    for label in set(VerdictLabel) - made_by_releases_only:
        assert f"{label.shape} {label.value}" in PAGE.replace("\n", " "), label


def test_every_kind_of_evidence_is_on_the_page() -> None:
    for model in EvidenceModel:
        assert f"| {model.value.replace('_', ' ')} |" in PAGE, model
