"""Numbers and addresses that belong to one person: TRNs, telephones, e-mail, dates of birth, in every way people type
them. No reason keeps any of these.

What is let through, because an office writes it every day: sums of money, counts of something named, years beside a
number (`Case No. 145-2021`), round sums in one piece (`4500000`), the numbers of books.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_GAP = r"[\s.\-/]{0,3}"
_TRN = re.compile(rf"(?<![\d,.])\(?\d{{3}}\)?{_GAP}\d{{3}}{_GAP}\d{{3}}(?![\d,])")
_YEARS = r"(?:19|20)\d\d\s*(?:[\-/]|to|\s)\s*\d{2,4}(?!\d)"
_ITS_NUMBER = (
    r"(?:\s+(?:no\.?|number|is|was|card|#)){0,3}[^\w$]{0,4}"
    rf"(?!{_YEARS})[A-Z]{{0,2}}\W?(?!{_YEARS})(?:\d[\s.\-/]{{0,3}}){{5,11}}\d"
)
"""After the name of a paper any way of writing its number counts, but neither money nor a stretch of years."""
_TRN_NAMED = re.compile(
    r"\bTRN\b.{0,12}?(?<!\d)\d{3},\s?\d{3},\s?\d{3}(?!\d)"
    rf"|\b(?:TRN|tax(?:payer)?(?:\s+registration|(?=\s+(?:no\b|number|#)))){_ITS_NUMBER}",
    re.IGNORECASE,
)
_PAPER_NAMED = re.compile(
    rf"\b(?:N\.?I\.?[SN]\b\.?|passport|driver['’]?s?\s+licen[cs]e|(?:voter['’]?s?|national)\s+ID){_ITS_NUMBER}",
    re.IGNORECASE,
)

_YEAR = r"(?:19|20)\d\d(?!\d)"
_PHONES = (
    re.compile(rf"(?<!\d)(?:\+?1{_GAP})?\(?(?:876|658)\)?{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)"),
    re.compile(r"(?<!\d)(?:876|658),\s?\d{3},\s?\d{4}(?!\d)"),
    # Any foreign number, and Jamaica's own seven digits, which people write in one piece or after three.
    re.compile(r"(?:\+|(?<![\d,.])00(?=[1-9]))\d[\d\s().\-]{7,17}\d"),
    re.compile(rf"(?<![\d,.])\d{{3}}(?:[\s.\-]|\s-\s)(?!{_YEAR})\d{{4}}(?![\d,])|(?<![\d,.])\d{{7}}(?![\d,])"),
    re.compile(rf"(?<![\d,.])\(?\d{{3}}\)?{_GAP}\d{{3}}{_GAP}\d{{4}}(?![\d,])"),
)
_TELEPHONE = (
    r"\b(?:tel|ph|phone|telephone|cell|mobile|call|called|whatsapp|contact|(?:her|his|(?:aunt|uncle|mother|father|"
    r"guardian|sister|brother|child|girl|boy|victim|family)['’]s)\s+number)\b"
)
_RUNG = re.compile(
    rf"{_TELEPHONE}\W{{0,3}}(?:\w+\W{{1,3}}){{0,3}}?\d{{3}}(?:[\s.\-]|\s-\s){_YEAR}",
    re.IGNORECASE,
)
"""A number that ends as a year does, after the word for a telephone."""
_TO_RING = re.compile(rf"{_TELEPHONE}(?:\s+(?:no\b|number|is|was)|\W){{0,4}}$", re.IGNORECASE)
"""Right before a number: it is no sum, however round."""

_IN_PIECES = re.compile(r"(?<![\d,.])(?:\d[\s.\-/]{0,3}){10,11}(?![\d,])")
"""`87 65 55 01 99`: ten digits in any pieces, of which `_is_jamaican` tells the area code."""

_AREA = re.compile("876|658")

_SPOKEN_GAP = re.compile(r"(?<=\d)[\s,]{0,2}\b(?:then|dash|hyphen|space)\b[\s,]{0,2}(?=\d)", re.IGNORECASE)
_SINGLE_DIGITS = re.compile(r"(?<!\d)(?<!\d[.,])\d(?:[\s.\-/]\d){6,}(?!\d)")
"""`123 then 456 then 789` and `8 7 6 5 5 5 0 1 9 9`: numbers as they are read out."""

_BEFORE = re.compile(r"(?:\$|JMD|USD|ISBN|ISSN)[\s:]*(?:[\d\-]{1,4}-)?$", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:\.\d\d)?\s*(?:dollars|JMD|USD|million|persons|people|views?|viewers|impressions|listeners|readers|followers|"
    r"copies|leaflets|posters|hits|visits)\b",
    re.IGNORECASE,
)
_ROUND = re.compile(r"\d{3,5}0000")
_SIGN_AND_SPACES = 12
_WORDS_BEFORE = 40

_PROVIDERS = r"(?:gmail|yahoo|hotmail|outlook|icloud)"
_EMAILS = (
    re.compile(r"[^\s@]\s?@\s?[\w\-]{1,63}\s?[.,]\s?[\w\-]"),
    re.compile(r"[A-Za-z][\w.\-]{0,63}@[A-Za-z][\w\-]{2}"),
    re.compile(r"\w\s?[\[({<]\s?at\s?[\])}>]\s?[\w\-]{2}", re.IGNORECASE),
    re.compile(r"\bat\s+[\w\-]{1,63}\s+(?:\(?dot\)?|\.)\s*(?:com|org|net|edu|gov|jm|co)\b", re.IGNORECASE),
    re.compile(rf"\w\s?(?:at|@)?\s?{_PROVIDERS}\s?(?:[.,]|dot)\s?com\b", re.IGNORECASE),
)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_STEP = r"[\s.\-/,]{1,3}(?:(?:day\s+)?of\s+)?"
_DAY_AND_MONTH = rf"\d{{1,2}}(?:st|nd|rd|th)?{_STEP}{_MONTH}|{_MONTH}{_STEP}\d{{1,2}}(?!\d)"
_NUMERIC_DATE = r"\d{1,4}\s?[./\-\s]\s?\d{1,2}\s?[./\-\s]\s?\d{1,4}"
_DAY = rf"(?:{_NUMERIC_DATE}|{_DAY_AND_MONTH})"
_LABEL = (
    r"(?:d\.?\s?o\.?\s?b\b\.?|(?:date|year|day)s?[\s\-]+of[\s\-]+birth|birth\s?-?dates?|birth[\s\-]?days?|b['’\-]days?|"
    r"birth\s*[:=]|y\.?o\.?b\b\.?)"
)
_BIRTH_WORD = re.compile(r"d\W?o\W?b|y\W?o\W?b|birth|born|day|\bb\.|\baged?\b", re.IGNORECASE)
"""Without one of these there is no date of birth: most texts need no closer look."""

_OF_ONE = r"(?:(?<!\w)(?:a|the|one|child|girl|boy|victim|minor|female|male|daughter|son|he|she|was|is),?\s+)"
_BIRTHS = (
    # After the word that asks for it a year is enough, or digits in one piece; after `born` it takes a day.
    re.compile(
        rf"\b{_LABEL}.{{0,40}}?(?:{_DAY}|\d{{1,2}}[/\-]\d{{4}}|(?:19|20)\d\d|\d{{6,8}})", re.IGNORECASE | re.DOTALL
    ),
    re.compile(rf"(?:{_DAY}|(?:19|20)\d\d).{{0,15}}?\b{_LABEL}", re.IGNORECASE | re.DOTALL),
    re.compile(rf"\bborn\b.{{0,40}}?{_DAY}|{_DAY}.{{0,15}}?\bborn\b|\(?\bb\.\s?{_DAY}", re.IGNORECASE | re.DOTALL),
    re.compile(
        rf"(?:{_OF_ONE}(?:was\s+)?born\s+(?:in\s+|c\.\s?|about\s+)?|\bborn\s?[:=]\s*)(?:{_MONTH}[\s,]+)?(?:19|20)\d\d"
        r"|\(b\.\s?(?:19|20)\d\d\)",
        re.IGNORECASE,
    ),
    re.compile(r"\d\s?(?:y/?o|yrs?|years?(?:\s+old)?)\b.{0,15}\bborn\b.{0,12}(?:19|20)\d\d", re.IGNORECASE),
    re.compile(rf"\baged?\s+\d{{1,2}}\s*(?:years?\s*)?(?:old\s*)?\(\s*{_DAY}", re.IGNORECASE),
)


def readable(text: str) -> str:
    """With plain digits and one kind of stroke between them, as an eye takes them."""
    text = _ANCHOR.sub("#", text)
    strokes = (_STROKE if c in _STROKES or unicodedata.category(c) == "Pd" else c for c in text)
    return re.sub(r"(?<=\d{3}):(?=\d{3})", _STROKE, "".join(strokes))


_ANCHOR = re.compile(r"#\d+ · [0-9a-f]{8}\b")
"""A place in the ledger (`#563 · 2174bb69`), which reasons quote."""
_STROKE = "-"
_STROKES = frozenset("_~*•·|¦−⁃ー／＼\\")
"""What people put between the parts of a number, beside the dashes of every alphabet."""


def is_email(text: str) -> bool:
    """An address as it is written, or as people write it to hide it from machines: `name (at) example dot com`."""
    return any(pattern.search(text) for pattern in _EMAILS)


def is_phone(text: str) -> bool:
    """Jamaica's numbers with and without the area code, and any foreign one. Of a text as `readable` gives it."""
    if _RUNG.search(text):
        return True
    if _AREA.search(re.sub(r"\D", "", text)) and any(_is_jamaican(match[0]) for match in _IN_PIECES.finditer(text)):
        return True
    return any(_is_of_somebody(each, match) for each in _as_read(text) for p in _PHONES for match in p.finditer(each))


def is_trn(text: str) -> bool:
    """Of a text as `readable` gives it."""
    if _TRN_NAMED.search(text):
        return True
    return any(_is_of_somebody(each, match) for each in _as_read(text) for match in _TRN.finditer(each))


def is_of_a_paper(text: str) -> bool:
    """The number of a passport, a licence or a card. Of a text as `readable` gives it."""
    return _PAPER_NAMED.search(text) is not None


def is_birth_date(text: str) -> bool:
    """Of a text as `readable` gives it. That children were born in a year is none; that a child was, is one."""
    return bool(_BIRTH_WORD.search(text)) and any(pattern.search(text) for pattern in _BIRTHS)


def _as_read(text: str) -> Iterator[str]:
    yield text
    dictated = _SINGLE_DIGITS.sub(lambda run: re.sub(r"\D", "", run[0]), _SPOKEN_GAP.sub(" ", text))
    if dictated != text:
        yield dictated


def _is_jamaican(run: str) -> bool:
    digits = re.sub(r"\D", "", run)
    return re.fullmatch(r"1?(?:876|658)\d{7}", digits) is not None


def _is_of_somebody(text: str, match: re.Match[str]) -> bool:
    """Neither a sum of money, nor a count of something, nor the number of a book."""
    if _ROUND.fullmatch(match[0]):
        return bool(_TO_RING.search(text[max(0, match.start() - _WORDS_BEFORE) : match.start()]))
    before = text[max(0, match.start() - _SIGN_AND_SPACES) : match.start()]
    is_count = match[0].count(_STROKE) < 2 and _AFTER.match(text, match.end())
    return not _BEFORE.search(before) and not is_count
