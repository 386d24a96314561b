"""Words around numbers. A sentence is chosen by the data: no function here can say "rose" of a number that did not.

House rules: `per cent` in prose, dates as 31 March 2022, "identified" and never "were trafficked", no adjective.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dashboard.charts import when
from dashboard.documents.blocks import CrossReference, Runs, Text
from dashboard.release import Citation, Point, Series, Shown
from dashboard.release import amount as shown_amount


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
    """The text with a capital and one full stop, "" for nothing; a share printed `(60 %)` becomes `(60 per cent)`."""
    words = text.strip().replace(" %)", " per cent)")
    if not words:
        return ""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")


def amount(series: Series, point: Point) -> str:
    """`6 children`, `1 child`, `4 of 6 children`, `J$34.8 million`; a bare symbol where no number may be shown."""
    return shown_amount(series, point) if isinstance(point.value, Shown) else point.value.text


def compared(before: Point, after: Point) -> str:
    """`, more than the 5 of 2018/19`, `, fewer than the 7 of 2020/21`, `, the same as in 2020/21`.

    A fact about two counts, no trend: whether chance explains it is the verdict's to say. An inexact count or a share
    has no such sentence; the earlier one is set beside it (`, after 3 of 5 in 2020/21`).
    Raises ValueError where one of the two may not be shown: nothing may be said then.
    """
    if not isinstance(before.value, Shown) or not isinstance(after.value, Shown):
        raise ValueError(f"no sentence may lean on {before.figure_id} and {after.figure_id}: one is not shown")
    first, last, year = before.value, after.value, before.period.label
    if not (_is_count(first) and _is_count(last)):
        return f", after {first.text} in {year}"
    if first.number == last.number:
        return f", the same as in {year}"
    return f", {'more' if last.number > first.number else 'fewer'} than the {first.text} of {year}"


def _is_count(value: Shown) -> bool:
    """Whether the printed form is the bare number: not `about 24`, `4 of 6` or a sum of money."""
    return value.denominator is None and value.text == f"{value.number:,}"


def course(series: Series, points: Sequence[Point]) -> str:
    """What a series came to in its last known year, beside the year before; "" where nothing is known.

    Two years that do not follow each other are not set against each other: the later one stands alone.
    """
    if not points:
        return ""
    latest = points[-1]
    before = points[-2] if len(points) > 1 else None
    follows = before is not None and latest.period.is_financial_year and latest.period.previous == before.period
    beside = compared(before, latest) if before is not None and follows else ""
    return f"{series.label}: {amount(series, latest)} {when(series, latest)}{beside}."


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
    """`TIP Report 2019 [4]; Jamaica Observer [11]`, each source once.

    Returns of several half-years say once what they are: `Returns of the agencies, April–September 2021 [7];
    October 2021–March 2022 [8]`.
    """
    found: list[Text | CrossReference] = []
    before = ""
    for citation in distinct(citations):
        opening = "" if citation.url else citation.short.rpartition(", ")[0]
        named = citation.short.removeprefix(f"{opening}, ") if opening and opening == before else citation.short
        before = opening
        found.append(Text(f"; {named} " if found else f"{named} "))
        found.append(mark(citation))
    return (*found, Text(".")) if found else ()


def distinct(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each source once, by number."""
    return tuple(sorted(dict.fromkeys(citations), key=lambda citation: citation.number))


def typeset(text: str) -> str:
    """Data as a printer sets it: en dashes in ranges of numbers, curved quotation marks and apostrophes."""
    text = _RANGE.sub("\\1–\\2", text)
    text = _OPENING.sub("‘", text)
    return text.replace("'", "’")


# Neither dates (2021-07-20) nor the names of standards (ISO 3166-2) are ranges.
_RANGE = re.compile(r"(?<![\d-])(?<!ISO )(\d{1,4})-(\d{1,4})(?![\d-])")
_OPENING = re.compile(r"(?<![\w.,;:!?’])'(?=\w)")


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it opens with an acronym or a name."""
    first = text.split(" ", 1)[0]
    keeps = first[1:2].isupper() or first in _NAMES
    return text if keeps else text[:1].lower() + text[1:]


_NAMES = frozenset({"Cabinet", "Government", "Jamaica", "Parliament", "Partnership", "Supreme", "Winrock"})
