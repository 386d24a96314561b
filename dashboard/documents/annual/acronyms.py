"""Abbreviations: those the report uses and no other, spelt out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from dashboard.documents.annual.report import Report
from dashboard.documents.blocks import Block, Column, Table, plain
from dashboard.documents.text import plain_text

_CAPITALS = re.compile(r"(?<![\w.])[A-Z][A-Za-z]*[A-Z](?:-?[A-Z]+)?s?(?![\w])")


def glossary(report: Report, folder: Path) -> Mapping[str, str]:
    """Short forms of the agencies and of `acronyms.yaml`, each with its long form."""
    agencies = {
        agency.short: agency.name
        for agency in report.release.catalogue.agencies
        if all(_CAPITALS.fullmatch(word) for word in agency.short.split()) and agency.short != agency.name
    }
    others: dict[str, str] = yaml.safe_load((folder / "acronyms.yaml").read_text(encoding="utf-8"))
    return agencies | others


def used(blocks: Iterable[Block], known: Mapping[str, str]) -> dict[str, str]:
    """The abbreviations of a glossary that the blocks use, in alphabetical order."""
    text = plain_text(tuple(blocks))
    return {short: known[short] for short in sorted(known) if re.search(rf"(?<!\w){re.escape(short)}s?(?!\w)", text)}


def unexplained(blocks: Iterable[Block], known: Mapping[str, str]) -> tuple[str, ...]:
    """Capital-letter words of the blocks that no glossary entry explains."""
    found = set(_CAPITALS.findall(plain_text(tuple(blocks))))
    explained = {word for short in known for word in short.split()}
    return tuple(sorted(word for word in found if not {word, word.removesuffix("s")} & explained))


def acronyms_table(found: Mapping[str, str]) -> Table:
    """Two columns: short form and long form."""
    return Table(
        key="t-acronyms",
        caption="Abbreviations used in this report",
        columns=(Column("Short form", 1.4), Column("Long form", 6)),
        rows=tuple((plain(short), plain(long)) for short, long in found.items()),
        source=plain("the catalogue's list of agencies, and this report."),
        description="One row for each abbreviation: its short form and its long form.",
    )
