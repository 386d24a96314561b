"""Damaged bytes of a real workbook end in findings or a refusal, never in an exception or a hang."""

from __future__ import annotations

import random
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from dashboard.intake.workbook import NO_HISTORY, ReadReturn, RefusedFile, read_return
from tests.intake.workbook.reading_builder import TODAY, Form, catalogue

SENT = Form().data


def outcome(data: bytes) -> ReadReturn | RefusedFile:
    try:
        return read_return(data, catalogue(), lambda _: NO_HISTORY, today=TODAY)
    except RefusedFile as refused:
        return refused


@pytest.mark.parametrize("seed", range(12))
def test_changed_bytes_are_refused_or_found(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(SENT)
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert isinstance(outcome(bytes(data)), ReadReturn | RefusedFile)


@pytest.mark.parametrize("seed", range(12))
def test_changed_xml_inside_a_whole_archive_is_refused_or_found(seed: int) -> None:
    """The archive is sound, so what was changed gets past the checksums."""
    chance = random.Random(seed)
    changed = BytesIO()
    with ZipFile(BytesIO(SENT)) as archive, ZipFile(changed, "w", ZIP_DEFLATED) as out:
        names = archive.namelist()
        hit = set(chance.sample(names, 2))
        for name in names:
            part = bytearray(archive.read(name))
            if name in hit and part:
                for _ in range(chance.randint(1, 6)):
                    part[chance.randrange(len(part))] = chance.choice(b'<>"=/&0A9 ')
            out.writestr(name, bytes(part))
    assert isinstance(outcome(changed.getvalue()), ReadReturn | RefusedFile)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_refused(share: float) -> None:
    assert isinstance(outcome(SENT[: int(len(SENT) * share)]), RefusedFile)
