"""Words around numbers. A sentence is chosen by the data: no function here can say "rose" of a number that did not.

House rules: `per cent` in prose, dates as 31 March 2022, "identified" and never "were trafficked", no adjective.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from dashboard.documents.blocks import CrossReference, Runs, Text
from dashboard.periods import Period
from dashboard.release import Citation, Point, Series, Shown


def listed(words: Iterable[str], link: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; "" for nothing."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {link} {items[-1]}"


def counted(number: int, singular: str, plural: str = "") -> str:
    """`1 indicator`, `3 indicators`."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def per_cent(share: float) -> str:
    """A share in prose: `43 per cent`; below one in a hundred with a decimal."""
    return f"{share * 100:.0f} per cent" if share >= 0.01 else f"{share * 100:.1f} per cent"


def sentence(text: str) -> str:
    """The text with a capital and one full stop, "" for nothing."""
    words = text.strip()
    if not words:
        return ""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")


def amount(point: Point, unit_words: str) -> str:
    """`6 children`, `4 of 6 children`, `J$34.8 million`."""
    return f"{point.value.text} {unit_words}".strip()


def when(period: Period) -> str:
    """`in 2021/22`, `on 31 March 2021`, `from 1 January to 22 July 2021`."""
    if period.start == period.end:
        return f"on {period.label}"
    if period.label == period.words or " to " in period.label:
        return f"from {period.label}"
    return f"in {period.label}"


def direction(before: Point, after: Point) -> str:
    """`rose from 5 in 2018/19 to 6 in 2021/22`, `fell from …`, `stood at 6 in both …`.

    Raises ValueError where one of the two has no number to be shown: nothing may be said then.
    """
    if not isinstance(before.value, Shown) or not isinstance(after.value, Shown):
        raise ValueError(f"no sentence may lean on {before.figure_id} and {after.figure_id}: one is not shown")
    first, last = before.value, after.value
    if _size(first) == _size(last):
        if first.text == last.text:
            return f"stood at {last.text} in both {before.period.label} and {after.period.label}"
        return f"stood level at {first.text} in {before.period.label} and {last.text} in {after.period.label}"
    verb = "rose" if _size(last) > _size(first) else "fell"
    return f"{verb} from {first.text} in {before.period.label} to {last.text} in {after.period.label}"


def _size(value: Shown) -> Decimal:
    return value.number / value.denominator if value.denominator else value.number


def course(series: Series, points: Sequence[Point]) -> str:
    """What a series did over its last two known years, in one sentence; "" where nothing is known.

    Two years that do not follow each other are not set against each other: the later one stands alone.
    """
    if not points:
        return ""
    latest = points[-1]
    before = points[-2] if len(points) > 1 else None
    if before is not None and latest.period.is_financial_year and latest.period.previous == before.period:
        return f"{series.label} {direction(before, latest)}."
    return f"{series.label}: {amount(latest, series.unit_words)} {when(latest.period)}."


def mark(citation: Citation) -> CrossReference:
    """`[12]`, leading to the numbered source in the annex."""
    return CrossReference(source_key(citation), f"[{citation.number}]")


def source_key(citation: Citation) -> str:
    """What the paragraph of a numbered source is called."""
    return f"source-{citation.number}"


def marks(citations: Iterable[Citation]) -> Runs:
    """`[4] [7]`, each source once, in the order of their numbers."""
    found: list[Text | CrossReference] = []
    for citation in distinct(citations):
        if found:
            found.append(Text(" "))
        found.append(mark(citation))
    return tuple(found)


def sources(citations: Iterable[Citation]) -> Runs:
    """`TIP Report 2019 [4]; Jamaica Observer [11]`, each source once."""
    found: list[Text | CrossReference] = []
    for citation in distinct(citations):
        found.append(Text(f"; {citation.short} " if found else f"{citation.short} "))
        found.append(mark(citation))
    return (*found, Text(".")) if found else ()


def distinct(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each source once, by number."""
    return tuple(sorted(dict.fromkeys(citations), key=lambda citation: citation.number))


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it opens with an acronym or a name."""
    first = text.split(" ", 1)[0]
    keeps = len(first) > 1 and (first.upper() == first or first in _NAMES)
    return text if keeps else text[:1].lower() + text[1:]


_NAMES = frozenset({"Cabinet", "Government", "Jamaica", "Parliament", "Partnership", "Supreme", "Winrock"})
