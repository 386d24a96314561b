"""Why a small national total waits for the Rapporteur, and what printing it would tell; for her alone.

Sentences with the numbers in them, beside a decision that `disclosure.withholding` has made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashboard.catalogue import Catalogue, Component, Indicator
from dashboard.disclosure import ReleasePolicy
from dashboard.figures import Figure, FigureBook
from dashboard.ledger import Kind


@dataclass(frozen=True)
class WhyWaiting:
    """`because`: the rule that it falls under, whose returns it is from, and that nobody has printed it.

    `tells`: what every reader would know once it is printed.
    """

    because: str
    tells: str


def why_it_waits(
    figure: Figure,
    indicator: Indicator,
    component: Component,
    book: FigureBook,
    catalogue: Catalogue,
    policy: ReleasePolicy,
) -> WhyWaiting:
    """Of a total that waits; `figure` has a number."""
    limit = policy.needs_sign_off_to(f"{indicator.id}/{component.id}")
    # Each rule with what the number tells by it.
    rules = [*_small(figure, limit)] or [_near(figure, indicator, component, book)]
    rule, told = " ".join(rule for rule, _ in rules), "; ".join(told for _, told in rules)
    because = " ".join(filter(None, (rule, _whose(figure, catalogue), _printed_by_nobody(figure))))
    when = f"of the cases begun in {figure.cohort.label}" if figure.cohort else f"in {figure.period.label}"
    return WhyWaiting(because, f"Printed, it tells everybody that {when} {told}.")


def _small(figure: Figure, limit: int) -> Iterator[tuple[str, str]]:
    """Each count that `x` or `x of y` tells and that is small: x, those who are not, and y."""
    counted, of = figure.value, figure.denominator
    assert counted is not None  # what has no number cannot wait
    small = {1: "1", 2: "1 or 2"}.get(limit, f"1 to {limit}")
    if 0 < counted <= limit:
        out_of = "" if of is None else f", here {counted:f} of {of:f}"
        yield f"A total of {small} waits{out_of}.", f"it was exactly {_number(figure)}"
    if of is None:
        return
    if 0 < (rest := of - counted) <= limit:
        are = "is" if rest == 1 else "are"
        yield (
            f"A remainder of {small} waits: {rest:f} of the {of:f} {are} not counted.",
            f"for {rest:f} of the {of:f} it was not so",
        )
    if 0 < of <= limit:
        yield f"A total of {small} that a number is out of waits.", f"there were only {of:f} in all"


def _near(figure: Figure, indicator: Indicator, component: Component, book: FigureBook) -> tuple[str, str]:
    """A component that is no headline, and lies near one."""
    beside = [
        f"{other.label}: {_number(one)}"
        for other in indicator.headline
        if other.unit is component.unit
        for one in book.indicators[indicator.id].values.get(other.id, ())
        if one.period == figure.period and one.value is not None
    ]
    of = "; ".join(beside)
    return (
        f"It lies so near to a headline number of its year ({of}) that a small count could be worked out from the two.",
        f"it was {_number(figure)}; from that and the headline number a small count follows",
    )


def _whose(figure: Figure, catalogue: Catalogue) -> str:
    """`From the returns of JCF and CPFSA.`; of those who returned a 0 nothing is told by the number."""
    answers = [part for part in figure.parts if part.kind is Kind.RETURN]
    counting = [part for part in answers if part.numerator or part.denominator] or answers
    names = dict.fromkeys(catalogue.agency(code).short for part in counting for code in part.agencies)
    if not names:
        return ""
    return f"It is from the {'return' if len(counting) == 1 else 'returns'} of {_listed(names)}."


def _printed_by_nobody(figure: Figure) -> str:
    if figure.marks:
        sources = _listed(dict.fromkeys(mark.source.title for mark in figure.marks))
        return f"{sources} printed another number for the year; this one no named source has printed."
    return "No named source has printed it."


def _number(figure: Figure) -> str:
    return f"{figure.value:f}" if figure.denominator is None else f"{figure.value:f} of {figure.denominator:f}"


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
