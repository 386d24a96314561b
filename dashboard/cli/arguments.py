"""What may stand after an option: each is checked while the command is read, before any work."""

from __future__ import annotations

import argparse
import os
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.periods import Period, PeriodKind

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Words = Any
"""Where a module adds its words; argparse gives the type no public name."""


def financial_year(text: str) -> Period:
    """`2021/22`."""
    period = _period(text)
    if not period.is_financial_year:
        raise argparse.ArgumentTypeError(f"{text!r} is not a financial year; write it as 2021/22")
    return period


def half_year(text: str) -> Period:
    """`2021-H1`."""
    try:
        period = Period.parse(text)
    except ValueError:
        period = None
    if period is None or period.kind is not PeriodKind.HALF_YEAR:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a half-year; write 2021-H1 for April to September 2021, 2021-H2 for October 2021 to "
            "March 2022"
        )
    return period


def year_or_half(text: str) -> Period:
    """`2021-H1`, or `2021/22` for what is asked once a year."""
    period = _period(text)
    if period.kind not in (PeriodKind.HALF_YEAR, PeriodKind.FINANCIAL_YEAR):
        raise argparse.ArgumentTypeError(f"{text!r} is no half-year, as 2021-H1, and no financial year, as 2021/22")
    return period


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def port(text: str) -> int:
    """A number from 1 to 65535."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; write a number from 1 to 65535, such as 8501")
    return int(text)


def seconds(text: str) -> int:
    """A time in whole seconds, 0 or more."""
    if not text.isdecimal() or len(text) > len("86400"):
        raise argparse.ArgumentTypeError(f"{text!r} is no time; write a whole number of seconds, such as 60")
    return int(text)


def writable(text: str) -> Path:
    """A file that can be written, found out before the work and not after it."""
    path = Path(text)
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is a folder; name a file in it")
    if not path.absolute().parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path.parent}; make it first, or name another")
    if not os.access(path if path.exists() else path.absolute().parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"{text} may not be written to; name another file")
    return path


def readable(text: str) -> Path:
    """A file that is there."""
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return path


def folder(text: str) -> Path:
    """A folder that is there."""
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text}; make it first, or name another")
    return path


def at_cell(text: str) -> tuple[str, str]:
    """`Ch 3 Identify and refer!B26=two cases of 2020 were opened late`: a place and what is said of it.

    The place is one that a finding names: a cell, or a sheet where the whole of it is meant (`Read me`).
    """
    place, equals, said = text.partition("=")
    if not equals or not place.strip() or not said.strip():
        raise argparse.ArgumentTypeError(
            f'{text!r} is no reason at a place; write it as "Ch 3 Identify and refer!B26=why it is so", with the place '
            "as the warning names it"
        )
    return place.strip(), said.strip()


def category(text: str) -> tuple[str, str]:
    """`sex=female`: a breakdown and one of its categories."""
    dimension, equals, code = text.partition("=")
    if not equals or not dimension or not code:
        raise argparse.ArgumentTypeError(f"{text!r} is no category; write it as sex=female")
    return dimension, code


def amount(text: str) -> Decimal:
    """A whole number, negative where something is taken off."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"{text!r} is no number; write it as -1") from None
    if not number.is_finite():
        raise argparse.ArgumentTypeError(f"{text!r} is no number; write it as -1")
    return number
