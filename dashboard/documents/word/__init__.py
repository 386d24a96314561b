"""Blocks in, a .docx out.

In: the block tree, a house-style file that officials edit in Word, words for its cover, page numbers from a layout.
Out: bytes that are the same for the same input. Written as WordprocessingML directly; python-docx opens, saves and
keeps the parts. What each feature needs to look right in Word and LibreOffice is written in `docs/annual-report.md`.
"""

from dashboard.documents.word.labels import Entry, Labels
from dashboard.documents.word.package import Properties, WordFile, write

__all__ = ["Entry", "Labels", "Properties", "WordFile", "write"]
