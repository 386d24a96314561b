"""A picture as DrawingML: in line with the text, PNG for every reader and SVG for those that can draw it."""

from __future__ import annotations

import struct

from dashboard.documents.blocks import Figure
from dashboard.documents.word.styles import Style
from dashboard.documents.word.tables import below
from dashboard.documents.word.writing import Writing
from dashboard.documents.word.xml import KEEP_NEXT, attribute, paragraph

_EMU_PER_CM = 360_000
_EMU_PER_DXA = 635
# The extension id that Office gives to a picture's SVG (MS-ODRAWXML 2.3.3).
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def figure_xml(figure: Figure, toc: str, writing: Writing) -> str:
    """Picture, caption, source and notes, kept on one page."""
    picture = paragraph(writing.styles[Style.FIGURE], _drawing(figure, writing), marks=KEEP_NEXT)
    caption = writing.caption(figure.key, figure.caption, toc, keep_next=True)
    return picture + caption + below(figure.notes, figure.source, writing)


def pixel_size(png: bytes) -> tuple[int, int]:
    """Width and height from the header of a PNG; ValueError for anything else."""
    if png[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("a figure needs a PNG picture; this is something else")
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def _drawing(figure: Figure, writing: Writing) -> str:
    pixels_wide, pixels_high = pixel_size(figure.png)
    wide = min(round(figure.width_cm * _EMU_PER_CM), writing.text_width * _EMU_PER_DXA)
    high = round(wide * pixels_high / pixels_wide)
    writing.pictures += 1
    number = writing.pictures
    png, svg = writing.parts.picture(figure.png), writing.parts.drawing(figure.svg)
    name = f'id="{number}" name="Figure {number}" descr={attribute(figure.alt)}'
    extent = f'cx="{wide}" cy="{high}"'
    blip = (
        f'<a:blip r:embed="{png}"><a:extLst><a:ext uri="{_SVG_EXTENSION}">'
        f'<asvg:svgBlip r:embed="{svg}"/></a:ext></a:extLst></a:blip>'
    )
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f"<wp:docPr {name}/>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
