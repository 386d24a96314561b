"""Whether the bytes can be an Excel workbook at all: size, first bytes, and the files people send by mistake."""

from __future__ import annotations

import re

from dashboard.intake.workbook.gate_limits import MAX_FILE, MIB
from dashboard.intake.workbook.model import RefusedFile

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Microsoft's compound file: .xls, and any file with a password
ZIP_MAGIC = b"PK\x03\x04"
EMPTY_ZIP_MAGIC = b"PK\x05\x06"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")  # how Office names the locked content of an .xlsx
HEAD = 4096  # enough to tell text from binary
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")  # control bytes that no text file holds

SAVE_AS = "save it as an Excel workbook (.xlsx)"


def check_kind(data: bytes) -> None:
    """RefusedFile for whatever does not begin like a zip archive, each kind with its own sentence."""
    if not data:
        raise RefusedFile(
            "empty_file", "The file is empty. Open your workbook in Excel, save it, close Excel and send it again."
        )
    if len(data) > MAX_FILE:
        raise RefusedFile(
            "too_large",
            f"The file has {-(-len(data) // MIB)} MB; a return may have at most {MAX_FILE // MIB} MB. Remove pictures "
            "and whatever else was added to the workbook, save it and send it again.",
        )
    if data.startswith(OLE_MAGIC):
        raise _locked_or_old(data)
    if not data.startswith(ZIP_MAGIC):
        raise _other_kind(data)


def _locked_or_old(data: bytes) -> RefusedFile:
    if ENCRYPTED_STREAM in data:
        return RefusedFile(
            "password",
            "The file is protected by a password to open it; only a workbook without one can be read. In Excel choose "
            "File, Info, Protect Workbook, Encrypt with Password, clear the password, save it and send it again.",
        )
    return RefusedFile(
        "old_workbook",
        "The file is an old Excel workbook (.xls), or is protected by a password; only an Excel workbook (.xlsx) "
        f"without a password can be read. Open it in Excel, {SAVE_AS} without a password and send it again.",
    )


def _other_kind(data: bytes) -> RefusedFile:
    head = data[:HEAD]
    if head.startswith(EMPTY_ZIP_MAGIC):
        return not_a_workbook("an empty zip archive")
    if head.startswith(b"%PDF"):
        return not_a_workbook("a PDF document")
    text = head.decode("utf-16", "replace") if head.startswith(UTF_16_MARKS) else None
    if text is None and not NO_TEXT.search(head):
        text = head.decode("utf-8", "replace")
    if text is None:
        return not_a_workbook("a file of an unknown kind")
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return RefusedFile(
            "web_page",
            "The file is a web page or an XML text under the name of a workbook; only an Excel workbook (.xlsx) can be "
            f"read. Open it in Excel, {SAVE_AS} and send it again.",
        )
    return RefusedFile(
        "text_file",
        "The file is plain text, such as CSV, under the name of a workbook; only the Excel workbook (.xlsx) that was "
        "sent to you can be read. Fill that workbook and send it.",
    )


def not_a_workbook(found: str) -> RefusedFile:
    """`found` names the kind with its article: `a PDF document`."""
    return RefusedFile(
        "not_a_workbook",
        f"The file is not an Excel workbook but {found}. Fill the Excel workbook (.xlsx) that was sent to you and "
        "send that file.",
    )
