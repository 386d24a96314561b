"""Names that are common in Jamaica, for what no capital letter gives away: `john brown was placed with relatives`.

A rule of thumb, and only a help: whom no list names is found by capitals and by the words around (`personal.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from dashboard.intake.workbook.personal_words import AFTER_WHICH_A_NAME, FAMILY_NAMES, GIVEN_NAMES

GIVEN = frozenset(GIVEN_NAMES.split())

FAMILY = frozenset(FAMILY_NAMES.split())

_WORD = re.compile(r"[a-z](?:[a-z'’\-]{0,30}[a-z])?\.?|[^\w\s]")
_ALWAYS_OF_A_PERSON = frozenset(("mr", "mrs", "sgt", "cpl", "insp", "supt", "auntie", "aunty", "aka", "alias"))
_OFTEN_OF_A_PERSON = frozenset(AFTER_WHICH_A_NAME.split())
_AKA = re.compile(r"\ba\.\s?k\.\s?a\b\.?")
_ALSO_ORDINARY = frozenset(("foster", "young"))
_DOUBLE = re.compile(r"[a-z]{3,12}-(?:ann?|kay|gaye|lee|marie)")
"""`Anna-Kay`, `Jody-Ann`."""
_SAINTS = frozenset(("st", "saint"))


def holds_common_name(text: str, is_office: Callable[[str], bool], is_common: Callable[[str], bool]) -> bool:
    """Whether a text in any letters holds a name that is common here, where no office or place is called so.

    `is_office`: a word of offices and places, which makes an institution's name of what stands before it
    (`norman manley airport`). `is_common`: a word in small letters that is no part of a name.
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    words = [match[0].rstrip(".") or match[0] for match in _WORD.finditer(_AKA.sub("aka", plain))]
    return any(_is_name_at(words, place, is_office, is_common) for place in range(len(words)))


def _is_name_at(words: list[str], at: int, is_office: Callable[[str], bool], is_common: Callable[[str], bool]) -> bool:
    word = _bare(words[at])
    before = words[at - 1] if at else ""
    after = [_bare(one) for one in words[at + 1 : at + 3]]
    if before in _SAINTS or any(is_office(one) and one not in FAMILY for one in after[:1]):
        return False
    if word.partition("-")[0] in GIVEN or _DOUBLE.fullmatch(word):
        return not (len(after) > 1 and _is_word(after[0]) and is_office(after[1]))
    if before in _ALWAYS_OF_A_PERSON:
        return _is_word(word) and not is_common(word)
    if before in _OFTEN_OF_A_PERSON:
        return word in FAMILY and word not in _ALSO_ORDINARY
    return word in FAMILY and len(before) == 1 and before.isalpha() and before not in "ai"


def _is_word(word: str) -> bool:
    return len(word) > 1


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def spaced(text: str) -> Iterator[str]:
    """Names as file names and addresses write them: `john_brown`, `John.Brown`."""
    yield text
    if (apart := re.sub(r"(?<=[^\W\d_])[._](?=[^\W\d_])", " ", text)) != text:
        yield apart
