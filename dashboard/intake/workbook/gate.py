"""The gate: what a file must be before any spreadsheet library sees its bytes.

Standard library only (zipfile and expat), in constant memory: parts are streamed, never unpacked whole. In: the bytes.
Out: nothing, or a `RefusedFile` with one sentence for the person who sent it: what was found, what is allowed, how to
go on. Three looks, each in its file: is it a workbook at all (`gate_kinds`), is the archive sound (`gate_archive`), and
does every part hold only what a filled form may hold (`gate_parts`). The bounds stand in `gate_limits`.

Out of scope: what the cells say. Formulas in inputs, hidden rows, merged cells, dates and the template are told by the
reader at their cells; whatever passes here is still opened in a child process with its own limits (`opening`).
"""

from __future__ import annotations

from dashboard.intake.workbook.gate_archive import open_archive
from dashboard.intake.workbook.gate_kinds import check_kind
from dashboard.intake.workbook.gate_limits import Clock, damaged
from dashboard.intake.workbook.gate_parts import check_parts
from dashboard.intake.workbook.model import RefusedFile


def pass_gate(data: bytes) -> None:
    """Nothing if the file may be opened, else RefusedFile."""
    clock = Clock()
    check_kind(data)
    try:
        with open_archive(data) as archive:
            check_parts(archive, clock)
    except RefusedFile:
        raise
    except Exception:
        # zipfile, zlib and expat raise a dozen unrelated types on mutilated bytes, with the bytes in their messages.
        raise damaged() from None
