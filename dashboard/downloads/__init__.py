"""Files to take away: a `Release` in, tidy CSV out.

One row a figure, as shown on the pages and printed in the report; hidden figures carry their symbol and no number.
Knows neither storage nor Streamlit. Columns are written in `docs/figures-file.md`.
"""

from dashboard.downloads.restated import CHANGE_COLUMNS, restatements_csv
from dashboard.downloads.tidy import COLUMNS, figures_csv, rows

__all__ = ["CHANGE_COLUMNS", "COLUMNS", "figures_csv", "restatements_csv", "rows"]
