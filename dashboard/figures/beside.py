"""Returns and the public record: in a year of which an agency's return was accepted, the returns make the figure.

A published number of such a year is a mark beside it, for comparison: never added, never filling a missing half, never
leading. A year of which nobody has returned anything keeps its published figure. A published number that names no
cohort is none of a series that agencies return by cohorts: "2019/20" is another year in the one than in the other. The
reason is in `docs/figures.md`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.figures.model import Figure
from dashboard.ledger import Role
from dashboard.periods import Period, financial_year_of


@dataclass(frozen=True)
class Beside:
    """Totals by component, oldest first; the cells below them; and published figures set apart as comparison."""

    totals: Mapping[str, tuple[Figure, ...]]
    breakdowns: tuple[Figure, ...]
    aside: tuple[Figure, ...]


def beside_the_record(
    published: Mapping[str, Sequence[Figure]], below: Iterable[Figure], returned: Sequence[Figure]
) -> Beside:
    """Published totals by component, published cells `below` them, and the figures from returns, each in its place."""
    fed = {_place(figure) for figure in returned if figure.parts}
    by_cohort = {figure.component for figure in returned if figure.cohort}
    everything = [figure for figures in published.values() for figure in figures]
    unlike = [figure for figure in everything if figure.component in by_cohort and figure.cohort is None]
    printed = [figure for figure in everything if figure not in unlike]
    known = {_place(figure) for figure in printed}
    marks = {(figure.component, figure.period): figure.vintages for figure in printed if _place(figure) in fed}
    own = [
        replace(figure, marks=marks.pop((figure.component, figure.period), ()))
        for figure in returned
        if not figure.dimensions and (_place(figure) in fed or _place(figure) not in known)
    ]
    totals: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in (*(figure for figure in printed if _place(figure) not in fed), *own):
        totals[figure.component].append(figure)
    below = tuple(below)
    aside = [figure for figure in printed if (figure.component, figure.period) in marks] + unlike
    aside += [figure for figure in below if _place(figure) in fed]
    return Beside(
        totals={name: tuple(sorted(found, key=lambda figure: figure.period)) for name, found in totals.items()},
        breakdowns=(
            *(figure for figure in below if _place(figure) not in fed),
            *(figure for figure in returned if figure.dimensions),
        ),
        aside=tuple(replace(figure, role=Role.EXTERNAL_CLAIM) for figure in aside),
    )


def _place(figure: Figure) -> tuple[str, Period]:
    """The component and the financial year that a figure belongs to."""
    return figure.component, financial_year_of(figure.period.start)
