"""The name of a program tells two programs apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.release import program


def name_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(program, "_PROJECT", folder)
    return program.program_version.__wrapped__()


def test_a_changed_line_or_template_makes_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dashboard" / "__pycache__").mkdir(parents=True)
    (tmp_path / "report_templates").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1.2"\n')
    names = []
    for place, text in (
        ("dashboard/a.py", "1"),
        ("dashboard/a.py", "2"),
        ("report_templates/b.md", "1"),
        ("report_templates/c.md", "1"),
    ):
        (tmp_path / place).write_text(text)
        names.append(name_of(tmp_path, monkeypatch))
    assert len(set(names)) == 4
    assert all(name.startswith("1.2 (") for name in names)
    (tmp_path / "dashboard/__pycache__/a.py").write_text("3")
    (tmp_path / "notes.txt").write_text("not of the program")
    assert name_of(tmp_path, monkeypatch) == names[-1]
