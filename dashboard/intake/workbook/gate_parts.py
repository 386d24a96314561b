"""Every part of the archive, streamed once: its true size, and what its XML holds (`gate_xml`)."""

from __future__ import annotations

import codecs
from zipfile import ZipFile, ZipInfo

from dashboard.intake.workbook.gate_archive import CONTENT_TYPES, unpacks_too_large
from dashboard.intake.workbook.gate_forbidden import check_name
from dashboard.intake.workbook.gate_kinds import not_a_workbook
from dashboard.intake.workbook.gate_limits import CHUNK, MAX_UNPACKED, Clock
from dashboard.intake.workbook.gate_xml import Survey, Watch

XML_NAMES = (".xml", ".rels", ".vml")
# Read first, so that a cell can be told by the name of its sheet.
FIRST = (CONTENT_TYPES, "xl/workbook.xml", "xl/_rels/workbook.xml.rels")


def check_parts(archive: ZipFile, clock: Clock) -> None:
    """RefusedFile for the first part that holds what a filled form does not."""
    order = {name: place for place, name in enumerate(FIRST)}
    entries = sorted(archive.infolist(), key=lambda entry: order.get(entry.filename, len(FIRST)))
    survey = Survey()
    unpacked = _read(archive, archive.getinfo(CONTENT_TYPES), survey, clock, 0)
    if not survey.is_workbook:
        raise not_a_workbook("another Office document")
    for entry in entries:
        check_name(entry.filename)
    for entry in entries:
        if entry.filename != CONTENT_TYPES:
            unpacked += _read(archive, entry, survey, clock, unpacked)


def _read(archive: ZipFile, entry: ZipInfo, survey: Survey, clock: Clock, before: int) -> int:
    """The part's size in bytes, counted while streaming: the declared one may lie."""
    size = 0
    with archive.open(entry) as stream:
        chunk = stream.read(CHUNK)
        watch = Watch(entry.filename, survey) if _is_xml(entry.filename, chunk) else None
        while chunk:
            size += len(chunk)
            if before + size > MAX_UNPACKED:
                raise unpacks_too_large()
            clock.check()
            if watch:
                watch.feed(chunk)
            chunk = stream.read(CHUNK)
        if watch:
            watch.close()
    return size


def _is_xml(name: str, beginning: bytes) -> bool:
    """By name or by its first sign: a part called `.bin` may still be parsed by whoever is referred to it."""
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        beginning = beginning.removeprefix(mark)
    return name.lower().endswith(XML_NAMES) or beginning.lstrip(b" \t\r\n\0").startswith(b"<")
