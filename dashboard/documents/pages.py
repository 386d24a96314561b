"""LibreOffice behind one function: a .docx in, its PDF and the page of every bookmark out.

LibreOffice never saves our .docx; it only lays it out. Where it is not installed there is no PDF and no page number,
and the caller says so. Page numbers in Word may differ by a page; they are exact in the PDF.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

# Bookmarks become named destinations, from which page numbers are read; PDF/UA gives tags, language and title.
_FILTER = (
    'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
# A report of 65 pages takes 15 to 18 seconds on two cores; a loaded machine may need several times that.
TIME_LIMIT_SECONDS = 240


@dataclass(frozen=True)
class Layout:
    """A laid-out document. `pages` gives the printed page number of each bookmark."""

    pdf: bytes
    pages: Mapping[str, int]
    page_count: int


class LayoutError(RuntimeError):
    """LibreOffice is there but did not lay the document out."""


def office_program() -> str | None:
    """The LibreOffice program, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def lay_out(docx: bytes, time_limit: int = TIME_LIMIT_SECONDS) -> Layout | None:
    """PDF and page numbers of a document; None where LibreOffice is not installed. Raises LayoutError."""
    program = office_program()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="layout-") as folder:
        place = Path(folder)
        source = place / "document.docx"
        source.write_bytes(docx)
        _convert(program, source, place, time_limit)
        pdf = place / "document.pdf"
        if not pdf.exists():
            raise LayoutError("LibreOffice ended without making a PDF; open the .docx in Word to see what is wrong")
        return read_layout(pdf.read_bytes())


def read_layout(pdf: bytes) -> Layout:
    """The pages of a PDF's named destinations. LibreOffice writes `_` in their names as `/5F`; pypdf reads it back."""
    reader = PdfReader(BytesIO(pdf))
    pages: dict[str, int] = {}
    for name, destination in reader.named_destinations.items():
        page = reader.get_destination_page_number(destination)
        if page is not None:
            pages[name.replace("/5F", "_")] = page + 1
    return Layout(pdf, pages, len(reader.pages))


def _convert(program: str, source: Path, place: Path, time_limit: int) -> None:
    """One call with its own profile: two calls cannot share one. Ends the whole process group when time is up."""
    command = [
        program,
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--convert-to", _FILTER),
        *("--outdir", str(place), str(source)),
    ]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        env={**os.environ, "HOME": str(place)},
    )
    try:
        said, _ = process.communicate(timeout=time_limit)
    except subprocess.TimeoutExpired:
        _end(process)
        raise LayoutError(f"LibreOffice did not finish within {time_limit} seconds; try again later") from None
    if process.returncode != 0:
        raise LayoutError(f"LibreOffice failed with code {process.returncode}: {said.decode(errors='replace').strip()}")


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()
