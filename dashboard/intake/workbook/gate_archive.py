"""Whether the zip archive is sound: its entries' number, names, packing and declared sizes. Nothing is unpacked."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from dashboard.intake.workbook.gate_kinds import not_a_workbook
from dashboard.intake.workbook.gate_limits import (
    FRESH,
    MAX_PARTS,
    MAX_RATIO,
    MAX_UNPACKED,
    MIB,
    RATIO_FROM,
    damaged,
    shown,
)
from dashboard.intake.workbook.model import RefusedFile

ENTRY_MAGIC = b"PK\x01\x02"  # begins each entry of a zip archive's table of contents
ENCRYPTED = 0x1  # flag bit of an entry that has a password
CONTENT_TYPES = "[Content_Types].xml"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"


def open_archive(data: bytes) -> ZipFile:
    """The archive, open for streaming, once its table of contents is sound; else RefusedFile."""
    # Counted before zipfile reads the table: it makes an object of each entry, and 20 MB hold 400,000 of them.
    if data.count(ENTRY_MAGIC) > MAX_PARTS:
        raise RefusedFile(
            "too_many_parts",
            f"The file has more than {MAX_PARTS} sheets, pictures and other parts inside; a filled return has about "
            f"40. {FRESH}.",
        )
    try:
        archive = ZipFile(BytesIO(data))
    except BadZipFile:
        raise RefusedFile(
            "truncated",
            "The file is cut off or damaged: its end is missing, as when an upload or a copy breaks off. Send the file "
            "from your own disk again.",
        ) from None
    entries = archive.infolist()
    _check_open_document(archive, entries)
    for entry in entries:
        _check_entry(entry)
    _check_names(entries)
    _check_sizes(entries)
    return archive


def _check_open_document(archive: ZipFile, entries: list[ZipInfo]) -> None:
    if entries and entries[0].filename == "mimetype" and entries[0].file_size < 200:  # bytes: a media type is short
        kind = archive.read(entries[0]) if not entries[0].flag_bits & ENCRYPTED else b""
        if kind.startswith(OPEN_DOCUMENT):
            raise RefusedFile(
                "open_document",
                "The file is an OpenDocument file (.ods), perhaps under another name; only an Excel workbook (.xlsx) "
                "can be read. In LibreOffice choose File, Save As, Excel 2007-365 (.xlsx), and send that file.",
            )


def _check_entry(entry: ZipInfo) -> None:
    name = entry.orig_filename
    if entry.flag_bits & ENCRYPTED:
        raise RefusedFile(
            "encrypted_part",
            "Parts of the file are locked with a password; only a workbook without one can be read. Remove the "
            "password, save it as an Excel workbook (.xlsx) and send it again.",
        )
    if name.startswith("/") or any(sign in name for sign in "\\:\0") or ".." in name.split("/"):
        raise RefusedFile(
            "bad_path",
            f"The file holds a part named “{shown(name)}”, which points outside of the workbook; Excel never writes "
            f"such a name. {FRESH}.",
        )
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise damaged()


def _check_names(entries: list[ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename.casefold()
        if name in seen:
            raise RefusedFile(
                "duplicate_part",
                f"The file holds the part “{shown(entry.filename)}” twice, so that it says two different things; Excel "
                f"never writes such a file. {FRESH}.",
            )
        seen.add(name)
    if CONTENT_TYPES.casefold() not in seen:
        raise not_a_workbook("a zip archive of other files")


def _check_sizes(entries: list[ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise unpacks_too_large()
    if any(
        entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1) for entry in entries
    ):
        raise RefusedFile(
            "packed_too_tightly",
            f"A part of the file unpacks to more than {MAX_RATIO} times its size, as only files made to exhaust a "
            f"computer do. {FRESH}.",
        )


def unpacks_too_large() -> RefusedFile:
    """Declared or seen while streaming."""
    return RefusedFile(
        "unpacks_too_large",
        f"The file unpacks to more than {MAX_UNPACKED // MIB} MB; a filled return unpacks to less than 5 MB. {FRESH}.",
    )
