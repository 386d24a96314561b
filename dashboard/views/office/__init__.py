"""The office's pages: returns, review, decisions, focal posts. They exist only for those who act on this machine.

In: who is acting (`dashboard.ui.identity`), the ledger and catalogue of `dashboard.workspace`, and the acts and values
of `dashboard.returns`, which checks every act again. Out: restricted pages, neither cached nor written to disk.
What each role may do is written in `docs/returns.md`.
"""

from dashboard.views.office.frame import OFFICE, OfficePage, pages_of, reporting_agencies

__all__ = ["OFFICE", "OfficePage", "pages_of", "reporting_agencies"]
