"""Our few parts of a page: status pill, rows and cards, readable table, headings, chart, deep link; and who is acting.

In: values of a `Release` and words. Out: what stands on a Streamlit page. `ui.html` builds the parts without Streamlit;
nothing here knows what a figure means. The look is in `style.css`, its colours in `dashboard/charts/style.py`.
"""

from dashboard.ui import html
from dashboard.ui.choosing import choose
from dashboard.ui.components import FAVICON, PRODUCT, as_text, download, draw, draw_exact, h1, h2, page, series, show
from dashboard.ui.identity import UNVERIFIED, current_identity, may_act_here, role_control

__all__ = [
    "FAVICON",
    "PRODUCT",
    "UNVERIFIED",
    "as_text",
    "choose",
    "current_identity",
    "download",
    "draw",
    "draw_exact",
    "h1",
    "h2",
    "html",
    "may_act_here",
    "page",
    "role_control",
    "series",
    "show",
]
