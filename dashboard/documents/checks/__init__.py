"""The checks a report must pass before it leaves the office: structure, tables, fields, words, looks, file, PDF.

In: a .docx, and its PDF where there is one. Out: findings with a code, a place and plain words; none means it passes.
Reads the file's XML alone, so that what it finds does not depend on what wrote it. The codes are explained in
`docs/document-checks.md`. Schema validators (openxml-audit, ooxml-integrity) are run by the tests.
"""

from __future__ import annotations

from dashboard.documents.checks.finding import Finding
from dashboard.documents.checks.package_parts import find_withheld
from dashboard.documents.checks.running import CHECKS, check

__all__ = ["CHECKS", "Finding", "check", "find_withheld"]
