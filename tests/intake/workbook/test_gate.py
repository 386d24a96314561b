"""What the gate lets through, and that it stays small and quick whatever it is given."""

from __future__ import annotations

import random
import tracemalloc
from io import BytesIO
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.intake.workbook import gate_parts, gate_xml
from dashboard.intake.workbook.gate import pass_gate
from dashboard.intake.workbook.gate_limits import MIB
from dashboard.intake.workbook.model import RefusedFile
from tests.intake.workbook import hostile
from tests.intake.workbook.hostile import SHEET, STYLES, repacked, swapped
from tests.intake.workbook.refused_contents import many_styles


def with_link(sheet: Worksheet) -> None:
    sheet["C1"].hyperlink = "https://example.org/guidance"


@pytest.mark.parametrize(
    "data",
    [
        hostile.workbook(),
        hostile.workbook(with_link),
        repacked({"xl/media/image1.png": b"\x89PNG\r\n\x1a\n"}),
        hostile.with_rows("", dimension="A1:XFD1048576"),
        hostile.with_rows('<row r="1048576" customFormat="1"/>'),
        hostile.with_rows('<row r="5"><c r="DA5" s="0"/></row>'),
        hostile.with_cell(f'<c r="B2" t="inlineStr"><is><t>{"x" * 32_767}</t></is></c>'),
        hostile.with_cell('<c r="B2"><f>\'left|right\'!A1&amp;"a|b"</f></c>'),
        repacked({"xl/printerSettings/printerSettings1.bin": b"P\0r\0i\0n\0t\0e\0r\0"}),
        repacked({"xl/drawings/vmlDrawing1.vml": b"<xml><div>Note<br></div></xml>"}),
        repacked({SHEET: lambda content: content.decode().encode("utf-16")}),
        many_styles(20_000),
    ],
    ids=[
        "sound",
        "hyperlink",
        "picture",
        "wrong_dimension",
        "empty_formatted_row",
        "empty_formatted_cell",
        "longest_text",
        "bar_in_a_text_and_in_a_name",
        "printer_settings",
        "drawing_that_is_not_quite_xml",
        "utf_16",
        "20000_styles",
    ],
)
def test_what_honest_programs_write_passes(data: bytes) -> None:
    pass_gate(data)


def test_a_part_called_otherwise_is_still_read_as_the_xml_it_is() -> None:
    with pytest.raises(RefusedFile) as refused:
        pass_gate(repacked({"xl/printerSettings/sheet.bin": b"\xef\xbb\xbf \n<!DOCTYPE a><a/>"}))
    assert refused.value.code == "document_type"


def test_a_cell_without_an_address_is_counted_from_the_one_before() -> None:
    pass_gate(hostile.with_rows("<row>" + "<c><v>1</v></c>" * 104 + "</row>"))
    with pytest.raises(RefusedFile) as refused:
        pass_gate(hostile.with_rows("<row>" + "<c><v>1</v></c>" * 105 + "</row>"))
    assert refused.value.code == "outside_area"


def test_a_row_number_in_words_is_damage() -> None:
    with pytest.raises(RefusedFile) as refused:
        pass_gate(hostile.with_rows('<row r="first"/>'))
    assert refused.value.code == "damaged"


def test_cells_are_bounded_over_all_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_xml, "MAX_CELLS", 3)
    pass_gate(hostile.workbook())
    with pytest.raises(RefusedFile) as refused:
        pass_gate(hostile.with_rows("<row>" + "<c/>" * 4 + "</row>"))
    assert str(refused.value) == (
        "The workbook has more than 3 cells with an entry or a format; a filled return has under 10,000. Copy your "
        "numbers into a fresh copy of the workbook that was sent to you and send that one."
    )


def test_elements_are_bounded_over_all_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_xml, "MAX_ELEMENTS", 2_000)
    pass_gate(hostile.workbook())
    with pytest.raises(RefusedFile) as refused:
        pass_gate(repacked({STYLES: swapped("</cellXfs>", "<xf/>" * 2_000 + "</cellXfs>")}))
    assert refused.value.code == "too_complex"


def test_the_size_is_counted_while_streaming_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_parts, "MAX_UNPACKED", 1_000)
    with pytest.raises(RefusedFile) as refused:
        pass_gate(hostile.workbook())
    assert refused.value.code == "unpacks_too_large"


def long_file(size: int) -> bytes:
    """A sound workbook with a part of XML comments that unpacks to `size` bytes."""
    noise = random.Random(7)
    packed = BytesIO(hostile.workbook())
    with ZipFile(packed, "a", ZIP_DEFLATED, compresslevel=1) as archive, archive.open("xl/notes.xml", "w") as part:
        part.write(b"<notes>")
        for _ in range(size // 50_000):
            part.write(b"<!--" + noise.randbytes(500).hex().encode() + b" " * 49_000 + b"-->")
        part.write(b"</notes>")
    return packed.getvalue()


def peak_of_passing(data: bytes) -> int:
    tracemalloc.start()
    try:
        pass_gate(data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_the_gate_needs_the_same_memory_for_a_file_ten_times_as_long() -> None:
    short, long = (peak_of_passing(long_file(size * MIB)) for size in (4, 40))
    assert long < short + 256 * 1024
    assert long < 3 * MIB


def test_an_agency_s_workbook_passes_in_an_instant() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in range(1, 469):
            sheet.append([row, "Child victims identified, female", *range(10)])

    data = hostile.workbook(fill)
    began = perf_counter()
    pass_gate(data)
    assert perf_counter() - began < 1  # measured: 0.03 s
