"""Finds what looks like a person in a text: the counts of this system never need one.

Two strengths. NEVER: a TRN, telephone number, e-mail address, date of birth, or a heading that asks for such: the file
is refused as a whole. LOOK_ALIKE: a personal name or a street address as a rule of thumb; it may be kept with a reason,
because a hospital may look like a surname. No function here gives back what it found, only what it looks like, so that
nothing personal reaches a finding, a log or a marked copy.

A name is found by capitals, by the words around it (aunt, named, placed with), or by a list of those that are common in
Jamaica. Deliberately out of scope: a first name alone that the list does not have, and digits spelt as words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dashboard.catalogue import Catalogue
from dashboard.intake.workbook import personal_numbers
from dashboard.intake.workbook.personal_names import holds_common_name, spaced
from dashboard.intake.workbook.personal_words import BEGINNINGS, OFFICE_WORDS, PLACES, SMALL_WORDS, TOWNS


class Strength(StrEnum):
    """Whether a reason can keep it."""

    NEVER = "never"
    LOOK_ALIKE = "look_alike"


@dataclass(frozen=True)
class Trace:
    """What a text seems to hold: the check's code and the words for a finding; never the text itself."""

    code: str
    found: str
    strength: Strength


TRN = Trace("personal_trn", "something that looks like a TRN", Strength.NEVER)
PAPER = Trace("personal_number", "something that looks like the number of a personal document", Strength.NEVER)
PHONE = Trace("personal_phone", "something that looks like a telephone number", Strength.NEVER)
EMAIL = Trace("personal_email", "something that looks like an e-mail address", Strength.NEVER)
BIRTH = Trace("personal_birth_date", "something that looks like a date of birth", Strength.NEVER)
HEADING = Trace("personal_heading", "a heading or label that asks for personal data", Strength.NEVER)
NAME = Trace("looks_like_name", "something that looks like a person's name", Strength.LOOK_ALIKE)
ADDRESS = Trace("looks_like_address", "something that looks like an address", Strength.LOOK_ALIKE)

_ASKS = (
    r"(?:(?:first|last|middle|full|given|family|maiden|pet|christian|child'?s|victim'?s|mother'?s|father'?s|client'?s)\s+)?"
    r"name(?:s)?(?:\s+of\s+(?:the\s+)?(?:child|victim|client|accused|suspect|mother|father|guardian))?|surname|alias|"
    r"d\.?\s?o\.?\s?b\.?|date\s+of\s+birth|birth\s?date|(?:home\s+|street\s+)?address|"
    r"(?:tele)?phone(?:\s+(?:no\.?|number))?|(?:cell|mobile|contact)(?:\s+(?:phone|no\.?|number))?|"
    r"trn(?:\s+(?:no\.?|number))?|tax\s+registration\s+number|e-?mail(?:\s+address)?|passport(?:\s+(?:no\.?|number))?"
)
_HEADING = re.compile(rf"(?:{_ASKS})\s*[:#*]?", re.IGNORECASE)
_LONGEST_HEADING = 60
_LABELLED = re.compile(
    r"\b(?:surname|nick\s?name|(?:first|last|full)\s+name|name|address|passport\s*(?:no\.?|number)?)\s*[:=]\s*\S",
    re.IGNORECASE,
)

_SMALL_ADDRESS = re.compile(
    r"\b\d{1,4}[a-z]?,?\s+(?P<name>[a-z][a-z'’]{1,20}(?:\s+[a-z][a-z'’]{1,20})?)\s+"
    r"(?:street|road|rd|avenue|ave|lane|drive|crescent|terrace|boulevard)\b"
)
_ADDRESS = re.compile(
    r"\b\d{1,4}[a-z]?,?\s+(?:[A-Z][\w'’.]{0,30}\s+){1,4}(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Drive|Dr\.?|Crescent|"
    r"Close|Terrace|Boulevard|Blvd\.?|Way|Court|Place|Heights|Gardens|Mews|Path|Circle|Gap)\b"
    r"|\b(?:Lot|Apt\.?|Apartment|Unit|House|Block)\s+(?:[Nn]o\.?\s*|#\s*)?\d+[A-Za-z]?\b"
    r"|\bP\.?\s?O\.?\s*Box\b"
)

# Bounded throughout: a cell may hold 32,767 characters made to keep an unbounded pattern busy.
_WORD = r"(?:\b[A-Z][a-zà-ÿ]{0,20}(?:[-'’][A-Za-zà-ÿ]{1,20}){1,3}|\b[A-Z][a-zà-ÿ]{1,30}|\b[A-Z]{2,30}|\b[A-Z]\.?)"
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Miss|Ms|Dr|Rev|Sgt|Cpl|Cons|Insp|Supt|Constable|Corporal|Sergeant|Inspector|Pastor|Nurse|Teacher)\b\.?"
    rf"\s+(?P<name>{_WORD}(?:\s+{_WORD}){{0,3}})"
)
_CALLED = re.compile(
    rf"\b(?:(?i:named|called|a\.?k\.?a\.?|alias|initials)|(?:(?i:child|girl|boy|victim|minor|mother|father|aunt|uncle|sister|"
    rf"brother|accused|suspect|defendant)))\s*[,:]?\s+[“\"'‘]?(?P<name>{_WORD}(?:\s+{_WORD}){{0,3}})"
)
_CURRENCY = re.compile(r"\b(?:J|US|U\.S\.|CA?|A|TT|BD)\$")
"""The letter before the sign is no initial."""
_INITIALS = re.compile(
    r"\b(?i:child|girl|boy|victim|minor|named|called)\s+\(?(?!U\.?\s?[SKN]\b)[A-Z]\.\s?[A-Z]\b\.?(?![A-Za-z])"
    r"|\b(?!U\.?\s?[SKN]\b)[A-Z]\.\s?[A-Z]\b\.?,?\s*\(?(?:aged?\s+\d{1,2}|\d{1,2}\s?(?:y|\)))"
)
_RUN = re.compile(rf"{_WORD}(?:\s+{_WORD}){{1,3}}|\b[A-Z][A-Za-zà-ÿ'’\-]{{1,30}},\s+[A-Z][a-zà-ÿ]{{1,30}}\b")


_SMALL = r"[a-zà-ÿ][a-zà-ÿ'’\-]{2,20}"
_KIN_THEN_NAME = re.compile(
    r"\b(?:named|called|alias|(?:placed|lives|living|lived|stays|staying|reunited)\s+with(?:\s+(?:her|his|a|the))?|"
    r"(?:grand|step|god)?(?:mother|father|aunt|uncle|sister|brother|cousin|guardian))\s*[,:]?\s+"
    rf"(?P<name>{_SMALL}\s+{_SMALL})\b(?=\s*(?:[.,;:)]|$|(?:of|in|at|from|and|who|was|is|on|by)\b))"
)
_NAME_THEN_VERB = re.compile(
    rf"\b(?P<name>{_SMALL}\s+{_SMALL})(?:\s+(?:of|from)\s+{_SMALL})?\s+(?:was|is)\s+(?:placed|living|staying|reunited)"
    r"\s+with\b"
)
"""A given and a family name in small letters, where a sentence has one; a rule of thumb, `SMALL_WORDS` against it."""


@dataclass(frozen=True)
class Known:
    """What is capitalised and names no person: `words` in lower case, and `places` of several words."""

    words: frozenset[str]
    places: re.Pattern[str]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Known:
        """From the catalogue's bodies, parishes, labels and capitalised words, and the lists of `personal_words.py`."""
        said = [OFFICE_WORDS, TOWNS]
        said += [f"{agency.name} {agency.short} {agency.code}" for agency in catalogue.agencies]
        said += [
            code.label
            for code_list in catalogue.code_lists
            for code in code_list.codes
            if code_list.code not in _OF_PLACES
        ]
        said += [part.label for indicator in catalogue.indicators for part in indicator.components]
        said += [stage.label for indicator in catalogue.indicators for stage in indicator.stages]
        sentences = " ".join(f"{one.wording} {one.short} {one.source}" for one in catalogue.indicators)
        words = {word for text in said for word in _words(text)} | {w for w in _words(sentences) if w[0].isupper()}
        parishes = [parish.name for parish in catalogue.parishes]
        words |= {name for name in parishes if " " not in name}
        places = [name for name in parishes if " " in name] + [name.strip() for name in PLACES.split(";")]
        return cls(frozenset(word.lower() for word in words), _pattern(places))

    def names_somebody(self, run: str, fewest: int = 2) -> bool:
        """Whether a run of capitalised words holds `fewest` together that are unknown and name no office.

        `Percy Junor Hospital` is a hospital; `Social Worker Percy Junor` is not.
        """
        unknown: list[str] = []
        for word in [*run.split(), ""]:
            bare = _bare(word)
            if bare and not self._knows(bare) and bare not in _BEGINNINGS:
                unknown.append(bare)
                continue
            of_office = bool(bare) and bare not in _BEGINNINGS
            if not of_office and len(unknown) >= fewest and any(len(one) > 1 for one in unknown):
                return True
            unknown = []
        return False

    def is_common(self, word: str) -> bool:
        """Whether a word in small letters is no part of a name."""
        return self._knows(word) or word in _SMALL_WORDS or word in _BEGINNINGS or word.endswith(_ENDINGS)

    def is_of_office(self, word: str) -> bool:
        """Whether a word in small letters makes an institution or a place of the name before it."""
        return word in _OFFICE_WORDS or word.removesuffix("s") in _OFFICE_WORDS

    def _knows(self, word: str) -> bool:
        return word in self.words or word.removesuffix("s") in self.words


_OF_PLACES = ("parish", "parish_of_residence")
_ENDINGS = ("ed", "ing", "ly", "tion", "ment", "ness", "ships", "ies", "'s", "’s")
_SMALL_WORDS = frozenset(SMALL_WORDS.split())
_BEGINNINGS = frozenset(BEGINNINGS.lower().split())
_OFFICE_WORDS = frozenset(OFFICE_WORDS.lower().split())


def _words(text: str) -> list[str]:
    return [word.strip("'’") for word in re.findall(r"[\w'’\-]+", text) if len(word.strip("'’")) > 1]


def _bare(word: str) -> str:
    return word.strip(".,'’").lower().removesuffix("'s").removesuffix("’s")


def _pattern(places: list[str]) -> re.Pattern[str]:
    """Any of the names, the longest first, with `St`, `St.` and `Saint` as one."""
    each = [r"\s+".join(map(re.escape, name.split())) for name in sorted(places, key=len, reverse=True)]
    any_saint = [one.replace(r"St\.", r"S(?:t\.?|aint)") for one in each]
    return re.compile(rf"\b(?:{'|'.join(any_saint)})(?!\w)" if each else r"(?!)", re.IGNORECASE)


def traces(text: str, known: Known) -> tuple[Trace, ...]:
    """What a text seems to hold, each kind once, the strongest first. Total: any text, no error."""
    plain = _plain(text)
    return tuple(dict.fromkeys((*_never(plain), *_look_alikes(plain, known))))


def never_kept(text: str) -> tuple[Trace, ...]:
    """Only what no reason can keep: for properties and sheet names, where a program writes its user's name unasked."""
    return tuple(dict.fromkeys(_never(_plain(text))))


def _plain(text: str) -> str:
    """What an eye would read: any script's digits as 0 to 9, compatibility forms as plain ones, nothing invisible."""
    flat = unicodedata.normalize("NFKC", text)
    shown = (character for character in flat if unicodedata.category(character) != "Cf")
    figures = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in shown)
    return " ".join(figures.split())


def _never(text: str) -> Iterator[Trace]:
    if personal_numbers.is_email(text):
        yield EMAIL
    if any(character.isdigit() for character in text):
        plain = personal_numbers.readable(text)
        kinds = (
            (personal_numbers.is_phone, PHONE),
            (personal_numbers.is_trn, TRN),
            (personal_numbers.is_of_a_paper, PAPER),
            (personal_numbers.is_birth_date, BIRTH),
        )
        yield from (trace for is_found, trace in kinds if is_found(plain))
    if len(text) <= _LONGEST_HEADING and _HEADING.fullmatch(text):
        yield HEADING


def _look_alikes(text: str, known: Known) -> Iterator[Trace]:
    if _LABELLED.search(text) or _names(text, known):
        yield NAME
    small = (match["name"].split() for match in _SMALL_ADDRESS.finditer(text))
    if _ADDRESS.search(text) or any(not any(known.is_common(word) for word in words) for words in small):
        yield ADDRESS


def _names(text: str, known: Known) -> bool:
    rest = known.places.sub(" · ", _CURRENCY.sub("$", text))
    if any(known.names_somebody(m["name"], fewest=1) for p in (_TITLED, _CALLED) for m in p.finditer(rest)):
        return True
    if _INITIALS.search(rest) or any(known.names_somebody(match[0]) for match in _RUN.finditer(rest)):
        return True
    small = (m["name"].split() for p in (_KIN_THEN_NAME, _NAME_THEN_VERB) for m in p.finditer(rest.casefold()))
    if any(not any(known.is_common(word) for word in words) for words in small):
        return True
    return any(holds_common_name(each, known.is_of_office, known.is_common) for each in spaced(rest))
