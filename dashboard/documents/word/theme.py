"""The Office theme that validators ask for: our colours and font, so that what an official adds in Word fits."""

from __future__ import annotations

from dashboard.documents.word.house_styles import FONT, GOLD, GREEN, INK, LINK, PANEL
from dashboard.documents.word.xml import NAMESPACES

# The order of the schema; accents are the chart colours, so that a chart made in Word matches ours.
_COLOURS = {
    "dk1": INK,
    "lt1": "FFFFFF",
    "dk2": GREEN,
    "lt2": PANEL,
    "accent1": "12436D",
    "accent2": "28A197",
    "accent3": "801650",
    "accent4": "F46A25",
    "accent5": "3D3D3D",
    "accent6": GOLD,
    "hlink": LINK,
    "folHlink": LINK,
}


def theme_xml() -> str:
    """`word/theme/theme1.xml` with flat fills and no effects."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{fill}</a:ln>' for width in (6350, 12700, 19050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'<a:theme xmlns:a="{NAMESPACES["a"]}" name="House style"><a:themeElements>'
        f'<a:clrScheme name="House style">{colours}</a:clrScheme>'
        f'<a:fontScheme name="House style"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="House style"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
