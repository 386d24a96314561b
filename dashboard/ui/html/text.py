"""Small pieces of safe HTML: escaped text, links inside the house and to sources, lines above and below content.

Every value passes `text`, which escapes it and takes out line breaks: a blank line would end an HTML block in Markdown
and hand the rest to the Markdown reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from urllib.parse import urlencode, urlsplit

from markupsafe import Markup, escape

from dashboard.release import Citation

_BREAKS = re.compile(r"[\r\n\t\f\v\u0085\u2028\u2029]+")
_PER_CENT = re.compile(r"(?<=\d) %")

HOME = "./"
"""The first page lives at the root and answers to no other name."""


def text(value: object) -> Markup:
    """Escaped, without line breaks of its own and with none before a percent sign; what is already safe stays so."""
    return value if isinstance(value, Markup) else escape(together(_BREAKS.sub(" ", str(value))))


def together(words: str) -> str:
    """`22 %` that no end of a line can part."""
    return _PER_CENT.sub("\N{NO-BREAK SPACE}%", words)


def joined(parts: Iterable[object], between: str = "") -> Markup:
    """Parts side by side, each escaped; empty ones are left out."""
    return text(between).join(piece for part in parts if (piece := text(part)))


def link_to(page: str, **query: str) -> str:
    """Address of another page: `link_to("indicator", indicator="2.2a")` is `indicator?indicator=2.2a`.

    Relative, because pages have one level and a ministry may serve the dashboard under a path of its own.
    """
    address = page or HOME
    return f"{address}?{urlencode(query)}" if query else address


def inside(address: str, words: object) -> Markup:
    """A link to another page of the dashboard, in the same window (Streamlit opens links in a new one unless told)."""
    return Markup('<a href="{}" target="_self">{}</a>').format(text(address), text(words))


def outside(url: str, words: object) -> Markup:
    """A link to a source, in a new window and saying so; plain text where the address is not a web address."""
    if urlsplit(url).scheme not in ("http", "https"):
        return text(words)
    return Markup(
        '<a href="{}" target="_blank" rel="noopener noreferrer">{}'
        '<span class="cpc-unseen"> (opens in a new window)</span></a>'
    ).format(text(url), text(words))


def _numbered(shared: str, ones: Sequence[Citation]) -> Markup:
    """`Returns of the agencies: [3] April–September 2018, [4] October 2018–March 2019`."""
    if not shared or ones[0].url:
        return joined((citation(one) for one in ones), ", ")
    said = (f"[{one.number}] {one.short.removeprefix(f'{shared}, ')}" for one in ones)
    return Markup('<span class="cpc-source">{}</span>').format(f"{shared}: {', '.join(said)}")


def eyebrow(*parts: object) -> Markup:
    """The line above a title: `Objective 1 · Activity 1.3 · Indicator 1.3a`; parts may be links."""
    return Markup('<div class="cpc-eyebrow">{}</div>').format(joined(parts, " · "))


def lead(*parts: object) -> Markup:
    """The paragraph under a title, larger than text."""
    return Markup('<div class="cpc-lead">{}</div>').format(joined(parts, " "))


def note(*parts: object) -> Markup:
    """A line in the second ink: what a chart's subtitle says, how to read a table."""
    return Markup('<div class="cpc-note">{}</div>').format(joined(parts, " "))


def citation(cited: Citation) -> Markup:
    """A source in a sentence or a list: its number and short name, linked."""
    return Markup('<span class="cpc-source">{} {}</span>').format(f"[{cited.number}]", outside(cited.url, cited.short))


def cite(cited: Sequence[Citation]) -> Markup:
    """Sources in a table cell, by their short names and linked; nothing where there is none.

    Sources without an address that differ in their last words alone share the first ones: `Returns of the agencies:
    April–September 2021, October 2021–March 2022`. Linked ones of one short name are told apart by their numbers:
    `TIP Report 2024 ([40], [41])`.
    """
    return joined((_named(shared, ones) for shared, ones in _sharing(cited)), ", ")


def _named(shared: str, ones: Sequence[Citation]) -> Markup:
    if not shared:
        return joined((outside(one.url, one.short) for one in ones), ", ")
    if ones[0].url:
        return joined([shared, " (", joined((outside(one.url, f"[{one.number}]") for one in ones), ", "), ")"])
    return text(f"{shared}: {', '.join(one.short.removeprefix(f'{shared}, ') for one in ones)}")


def _sharing(cited: Iterable[Citation]) -> Iterable[tuple[str, list[Citation]]]:
    """Neighbours with the same first words, and those words; "" and one source where there are none to share."""
    for (_, shared), found in groupby(cited, key=lambda one: (bool(one.url), _to_share(one))):
        ones = list(found)
        yield (shared, ones) if len(ones) > 1 else ("", ones)


def _to_share(one: Citation) -> str:
    return one.short if one.url else one.short.rpartition(", ")[0]


def source_line(cited: Sequence[Citation], *links: object) -> Markup:
    """The line under a chart or table: every source once, by its number, then links such as the CSV."""
    unique = sorted(dict.fromkeys(cited), key=lambda one: one.number)
    sources = joined((_numbered(shared, ones) for shared, ones in _sharing(unique)), ", ")
    word = "Source:" if len(unique) == 1 else "Sources:"
    said = joined([word, sources], " ") if unique else Markup("")
    return Markup('<div class="cpc-note">{}</div>').format(joined([said, *links], " · "))
