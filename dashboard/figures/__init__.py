"""From accepted observations to figures: one cell, its vintages, restatements and conflicts, rolled up to years.

In: the ledger's submissions as of a moment and the catalogue. Out: a `FigureBook`: published figures, and national
figures from the agencies' returns. Ratios are kept as numerator and denominator. Does not know who is looking. The
rule is written in `docs/figures.md`.
"""

from dashboard.figures.building import build_book
from dashboard.figures.model import (
    Figure,
    FigureBook,
    IndicatorFigures,
    Milestone,
    Part,
    Returned,
    Unapplied,
    Vintage,
)
from dashboard.figures.selecting import DIRECTNESS

__all__ = [
    "DIRECTNESS",
    "Figure",
    "FigureBook",
    "IndicatorFigures",
    "Milestone",
    "Part",
    "Returned",
    "Unapplied",
    "Vintage",
    "build_book",
]
