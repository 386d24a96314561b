"""Every hostile or wrong file is refused with its own sentence, leaves nothing behind and is quoted nowhere."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import pytest

from dashboard.intake.workbook.gate import pass_gate
from dashboard.intake.workbook.model import RefusedFile
from dashboard.intake.workbook.opening import read_grid
from tests.intake.workbook import hostile
from tests.intake.workbook.refused_archives import ARCHIVES, Refused
from tests.intake.workbook.refused_contents import CONTENTS

CASES = (*ARCHIVES, *CONTENTS)
SECRET = "Marva Brown of Half Way Tree"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_file_is_refused_with_its_sentence_and_leaves_nothing_behind(
    case: Refused, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    data = case.build()
    with caplog.at_level(logging.DEBUG), pytest.raises(RefusedFile) as refused:
        read_grid(data)
    assert (refused.value.code, str(refused.value)) == (case.code, case.sentence)
    assert list(tmp_path.iterdir()) == []
    assert caplog.records == []


def test_no_two_cases_are_the_same() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize(
    "sick",
    [
        f'<c r="B2" t="inlineStr" t="s"><is><t>{SECRET}</t></is></c>',
        f'<c r="B2" t="n"><v>{SECRET}</v></c><c r="C2" s="999"/>',
        f'<c r="B2" t="b"><v>{SECRET}</v></c>',
    ],
    ids=["in_the_gate", "beside_a_fault", "in_the_child"],
)
def test_what_a_refused_file_says_is_told_to_nobody(
    sick: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(RefusedFile) as refused:
        read_grid(hostile.with_cell(sick))
    told = "".join((str(refused.value), caplog.text, *capfd.readouterr()))
    assert refused.value.code == "damaged"
    assert "Marva" not in told
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_a_name_in_a_sentence_carries_no_control_or_direction_characters() -> None:
    with pytest.raises(RefusedFile, match=r"named “\.\./xmoc”,"):
        pass_gate(hostile.with_entry("../\u202ex\u200bmoc"))
