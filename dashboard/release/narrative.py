"""The free text of an edition, held against its figures.

`[[2.2a/identified/2021/22]]` stands for a printed figure and is replaced by it, so that the sentence cannot be untrue.
A numeral typed by hand must be one that the release prints, in whatever script it is; years, dates and the numbers of
indicators, objectives, chapters and sections are no figures. What a program cannot judge, number words and Roman
numerals for instance, a second person reads. A title is read before its edition is, so it may tell no count at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize, numeric

from dashboard.disclosure.telling import tells_a_count
from dashboard.intake.workbook.personal import Known, traces
from dashboard.release.claims import printed_values
from dashboard.release.edition_model import ChecklistItem, Weight
from dashboard.release.model import Release, Shown, Value

_KEY = re.compile(r"\[\[(.*?)\]\]")
_NUMERAL = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NO_FIGURE = re.compile(
    # A month has its capital: "3 may have been moved" is a count.
    rf"\b(?:19|20)\d\d[/–-]\d\d\b|\b\d{{1,2}}\s(?:{_MONTHS})\b(?:\s(?:19|20)\d\d)?|\b(?:{_MONTHS})\s(?:19|20)\d\d\b"
    r"|\b(?i:in|of|since|by|from|to|until|before|after|between|and|year|report)\s(?:19|20)\d\d\b(?![,/–-]\d)"
    r"|\b(?i:Objective|Activity|Chapter|Section|Annex|Table|Figure|Article|Indicator|Edition)(?i:s?)\s"
    r"(?:\d+(?:\.\d+)*[a-z]?|[IVX]+\b)|\b39\s(?i:indicators)\b"
)
_ROMAN = re.compile(
    r"\b(?=[MDCLXVI]{2})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?<=\w)\b"  # VI, IV, XII; not I
)
_NO_COUNT_IN_TITLE = re.compile(
    r"(?<![\w.,/])(?:(?:19|20)\d\d(?:[/–-]\d\d)?|39)(?![\w/]|[.,]\d)|\bhalf-year(?:ly)?\b", re.IGNORECASE
)
"""The periods of reports and the 39 indicators of the catalogue."""


@dataclass(frozen=True)
class Narrative:
    """The text with its figures filled in, and what a checklist says of it."""

    text: str
    items: tuple[ChecklistItem, ...]


def read_narrative(title: str, text: str, release: Release) -> Narrative:
    """The narrative and the title of an edition on a release. Total: what is wrong is said in the items."""
    printed = dict(_printed(release))
    shown = (value.text for value in printed.values() if isinstance(value, Shown))
    numerals = frozenset(_plain(numeral) for text_of in shown for numeral in _NUMERAL.findall(text_of))
    reader = _Reader(printed, numerals, _indicators(release), Known.of(release.catalogue))
    items = [*reader.items("the title", title)]
    paragraphs = re.split(r"\n\s*\n", text)
    for number, paragraph in enumerate(paragraphs, start=1):
        items += reader.items(f"the narrative, paragraph {number}", paragraph)
    return Narrative("\n\n".join(reader.filled(paragraph) for paragraph in paragraphs), tuple(items))


def title_tells_a_count(title: str) -> bool:
    """Whether a title tells more than years and the 39 indicators. It is listed for all, embargo or not."""
    return tells_a_count(_NO_COUNT_IN_TITLE.sub(" ", title))


def _printed(release: Release) -> Iterator[tuple[str, Value]]:
    for item in release.indicators:
        yield from printed_values(item)
        yield from ((point.figure_id, point.value) for series in item.context for point in series.to_date.points)


def _indicators(release: Release) -> re.Pattern[str]:
    ids = "|".join(sorted((re.escape(item.id) for item in release.indicators), key=len, reverse=True))
    return re.compile(rf"\b(?:{ids or '(?!)'})(?![\w]|\.\d)")


@dataclass(frozen=True)
class _Reader:
    printed: Mapping[str, Value]
    numerals: frozenset[str]
    ids: re.Pattern[str]
    known: Known

    def filled(self, text: str) -> str:
        return _KEY.sub(lambda found: self.printed[found[1]].text if found[1] in self.printed else found[0], text)

    def items(self, where: str, text: str) -> Iterator[ChecklistItem]:
        yield from self._of_keys(where, text)
        left = self.ids.sub(" ", _NO_FIGURE.sub(" ", _KEY.sub(" ", text)))
        typed = _typed(left)
        if untrue := [numeral for numeral, number in typed.items() if number not in self.numerals]:
            yield ChecklistItem(
                "narrative",
                Weight.ERROR,
                where,
                f"{', '.join(untrue)} is no figure that this edition prints",
                "Correct it, take it out, or write the figure's key, as [[2.2a/identified/2021/22]]",
            )
        elif typed or tells_a_count(left) or _ROMAN.search(normalize("NFKC", left)):
            yield ChecklistItem(
                "second_reader",
                Weight.WARNING,
                where,
                "it may tell a count in free text, which no program can check",
                "Let a second person read it beside the figures, or write the figure's key in its place",
            )
        if found := traces(text, self.known):
            yield ChecklistItem(
                "personal",
                Weight.ERROR,
                where,
                f"it holds {' and '.join(trace.found for trace in found)}",
                "Name offices and posts, never a person or an address",
            )

    def _of_keys(self, where: str, text: str) -> Iterator[ChecklistItem]:
        for key in dict.fromkeys(_KEY.findall(text)):
            value = self.printed.get(key)
            if not isinstance(value, Shown):
                state = "names no figure of this edition" if value is None else f"is printed as {value.text}"
                mend = "figures.csv has the keys of all figures; a figure that is not shown cannot stand in a sentence"
                yield ChecklistItem("narrative", Weight.ERROR, where, f"[[{key}]] {state}", mend)


def _typed(text: str) -> dict[str, str]:
    """Every numeral of a text, as typed, and its number as `_plain` writes it.

    NFKC makes letters of "Ⅵ" and one numeral of "39²", so the text is read before and after it.
    """
    found = {numeral: _plain(numeral) for numeral in _NUMERAL.findall(text) + _NUMERAL.findall(normalize("NFKC", text))}
    values = ((letter, numeric(letter, None)) for letter in text if not letter.isdecimal())
    return found | {letter: f"{value:.12g}" for letter, value in values if value is not None}


def _plain(numeral: str) -> str:
    return normalize("NFKC", numeral).replace(",", "")
