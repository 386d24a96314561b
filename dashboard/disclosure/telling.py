"""Whether a free text about a count could tell the count.

One strict net for two places: a reservation with such words is not adopted, and one that got in is not printed outside
the restricted tier. It reads words, not sense, so it also stops harmless sentences: the writer can say it otherwise,
while a number that is out cannot be called back. What it finds is stated in `docs/disclosure.md`.
"""

from __future__ import annotations

import re
from unicodedata import category, normalize

_NUMBERS = (
    "zero|nil|nought|no|none|nobody|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    "fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|"
    "thousand|dozen"
)
# "First" and "second" are left out: they name halves of a year, and a "second girl" is found as a girl.
_FRACTIONS = (
    "half|halves|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|twentieth|hundredth|"
    "per cent|percent"
)
_AMOUNTS = (
    "once|twice|thrice|both|either|neither|couple|pair|duo|trio|double|triple|twofold|threefold|several|few|fewer|"
    "handful|single|sole|solely|only|lone|alone|another|twin|triplet|sibling|sister|brother"
)
_ONE_CHILD = (
    "child|girl|boy|daughter|son|baby|infant|toddler|teenager|teen|adolescent|youngster|youth|minor|schoolgirl|"
    "schoolboy|kid|pupil|student|victim|survivor|complainant|she|he|her|him|his|hers|herself|himself"
)
# "Child labour" and "victim support" name a kind of work, not a child.
_KINDS = (
    "trafficking|labour|labor|protection|care|abuse|exploitation|identification|support|services?|welfare|rights|"
    "justice|diversion|development|referrals?|assistance|witness(?:es)?|victims?|survivors?"
)
_TELLING = re.compile(
    rf"\b(?:(?:{_NUMBERS}|{_FRACTIONS}|{_AMOUNTS})(?:s|es)?|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies"
    rf"|(?:{_ONE_CHILD})(?![\s-]+(?:{_KINDS})\b)"
    r"|an?\s+(?:[\w-]+\s+){0,2}?(?:case|person|investigation|defendant|offender|suspect|trafficker|conviction))\b",
    re.IGNORECASE,
)
_NUMERALS = frozenset({"Nd", "Nl", "No"})


def tells_a_count(text: str) -> bool:
    """Whether a text holds a numeral of any script, a number word, a word of amount, or one child in the singular."""
    # NFKC turns letters set as symbols (circled, full width) into plain ones; an invisible one parts no word.
    plain = "".join(letter for letter in normalize("NFKC", text) if category(letter) != "Cf")
    return any(category(letter) in _NUMERALS for letter in text + plain) or _TELLING.search(plain) is not None
