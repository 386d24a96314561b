"""Our parts on a Streamlit page. The only place that hands HTML to Streamlit.

`st.markdown` keeps inline SVG, which `st.html` strips (Streamlit 1.67). Everything shown stands in one `div.cpc`, whose
opening tag makes the whole string an HTML block that no Markdown rule touches.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from dashboard.charts import alt_text, chart, subtitle, vega_lite
from dashboard.release import Series
from dashboard.ui.html import joined, note, paragraph, series_table, source_line
from dashboard.ui.html.text import together

_HERE = Path(__file__).parent
_STYLE = _HERE / "style.css"
FAVICON = _HERE.parent / "static" / "favicon.png"
PRODUCT = "CPC indicators"

_MARKDOWN = re.compile(r"[\\`*_\[\]<>$~&]|:(?=[a-z])")
"""What Streamlit's Markdown would read as more than itself; `:` only where a name follows, as in `:red[…]`.

It makes links of web addresses even so. Words that come from outside go through `show`, where nothing reads them.
"""


def page(title: str) -> None:
    """Name the browser's tab and put the style sheet on the page; once a run, before anything is shown.

    The mark is a local file: a `:material/…:` icon would be fetched from another machine.
    """
    st.set_page_config(page_title=f"{title} - {PRODUCT}", page_icon=str(FAVICON), layout="wide")
    st.html(_STYLE)


def show(*parts: Markup) -> None:
    """Print safe HTML parts one under another; nothing at all where every part is empty."""
    inner = joined(parts)
    if inner:
        st.markdown(Markup('<div class="cpc">{}</div>').format(inner), unsafe_allow_html=True)


def h1(words: str) -> None:
    """The one title of a page: its finding."""
    st.title(as_text(words), anchor=False)


def h2(words: str, anchor: str = "") -> None:
    """A section of a page; `anchor` names it for a link further up the page (`html.further_down`)."""
    st.header(as_text(words), anchor=anchor or False)


def draw(series: Series) -> None:
    """The chart of a series, as wide as its column, with its words for those who cannot see it.

    ValueError for a series of which nothing may be shown; print `empty` instead.
    """
    st.vega_lite_chart(None, vega_lite(series), theme=None, width="stretch", alt=alt_text(series))


def draw_exact(series: Series) -> None:
    """The chart of a restricted series: made for this look, kept nowhere, and without the menu that saves it."""
    spec = chart(series).to_dict() | {"usermeta": {"embedOptions": {"actions": False}}}
    with st.container(key=f"cpc-exact-{series.id}"):
        st.vega_lite_chart(None, spec, theme=None, width="stretch", alt=alt_text(series))


def as_text(words: str) -> str:
    """Words as Markdown that prints them unchanged: `[c]`, `J$` and `_` have no meaning in a heading."""
    return _MARKDOWN.sub(r"\\\g<0>", together(" ".join(words.split())))


# Two points make a line that says more than they do.
FEWEST_POINTS = 3


def series(of: Series) -> None:
    """One series: heading, chart, the claim that the data bear out, the same figures as a table, the sources."""
    h2(f"{of.label} ({of.heading[:1].lower()}{of.heading[1:]})" if of.heading else of.label)
    if len(of.known) >= FEWEST_POINTS:
        show(note(subtitle(of)))
        draw(of)
    show(
        paragraph(of.sentence) if of.sentence else Markup(""),
        series_table(of, f"{of.label}, the same figures"),
        source_line([cited for point in of.to_date.known for cited in point.citations]),
    )


_MIME = {
    ".csv": "text/csv",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


def download(label: str, make: Callable[[], bytes], name: str) -> None:
    """A file that is made only when somebody asks for it; what it is follows from the end of its name."""
    st.download_button(label, make, file_name=name, mime=_MIME[Path(name).suffix], on_click="ignore")
