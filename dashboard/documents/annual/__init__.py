"""The annual report's own part: which years, which words, which tables, from one release.

In: a `Report` (release and years). Out: values that the sections of `report_templates/annual/` print and block-tree
tables and figures that they place. Holds no prose beyond single sentences and knows no Word. The chapters and the
drafting rules are written in `docs/annual-report.md`.
"""

from dashboard.documents.annual.plan import Part, Plan, read_plan
from dashboard.documents.annual.report import Report

__all__ = ["Part", "Plan", "Report", "read_plan"]
