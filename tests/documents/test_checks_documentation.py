"""Every code that a finding may carry is explained on the page for the office."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard.documents.checks import CHECKS

PAGE = (Path(__file__).parents[2] / "docs" / "document-checks.md").read_text(encoding="utf-8")
CODE = Path(__file__).parents[2] / "dashboard" / "documents" / "checks"


def test_every_code_is_explained_once() -> None:
    explained = re.findall(r"^\| (D\d\d) \|", PAGE, re.MULTILINE)
    used = {code for file in CODE.glob("*.py") for code in re.findall(r'"(D\d\d)"', file.read_text(encoding="utf-8"))}
    assert explained == sorted(used | set(CHECKS))
