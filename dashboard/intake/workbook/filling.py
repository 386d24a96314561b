"""Fills a workbook the way a person would, cell by cell: for the training data and for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO

from openpyxl import load_workbook


def filled(data: bytes, answers: Mapping[tuple[str, str], str | int | float | date | None]) -> bytes:
    """The workbook with `answers` typed in, by sheet and cell (`("Read me", "C12")`). KeyError for an unknown sheet."""
    workbook = load_workbook(BytesIO(data))
    for (sheet, cell), answer in answers.items():
        workbook[sheet][cell].value = answer
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()
