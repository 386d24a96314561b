"""A Release in, a Word document out, by way of one block tree.

In: a `Release` and the years to report. Out: a `.docx` that officials edit, its PDF where LibreOffice is installed, and
notes on what could not be done. Prose and house style lie in `report_templates/`, a folder a document; no number does.
Knows no storage and no screen. How to draft and edit is written in `docs/annual-report.md`.
"""

from dashboard.documents.annual_report import Draft, draft_annual_report

__all__ = ["Draft", "draft_annual_report"]
