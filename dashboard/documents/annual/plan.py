"""The order of the report: `report.yaml` in its template folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Part:
    """One part of the report. `heading` is "" for the contents; `chapter` is None outside the numbered chapters.

    `label` stands before the heading and is what references print (`Annex C`); `sideways` turns the pages.
    """

    file: str
    heading: str
    label: str
    chapter: int | None
    sideways: bool

    @property
    def key(self) -> str:
        """What the part is called in references: `chapter-3`, else the name of its file without number."""
        if self.chapter is not None:
            return f"chapter-{self.chapter}"
        return self.file.removesuffix(".md.j2").split("-", 1)[1]


@dataclass(frozen=True)
class Plan:
    """All parts in reading order."""

    parts: tuple[Part, ...]

    @property
    def chapters(self) -> tuple[int, ...]:
        return tuple(part.chapter for part in self.parts if part.chapter is not None)


_FIELDS = {"file", "heading", "label", "chapter", "sideways"}
_ALLOWED = "heading, label, chapter, sideways"


class PlanError(ValueError):
    """`report.yaml` is not as it should be."""


def read_plan(folder: Path) -> Plan:
    """The plan of the document in a template folder. Raises PlanError listing every fault."""
    place = folder / "report.yaml"
    listed = yaml.safe_load(place.read_text(encoding="utf-8"))
    faults: list[str] = []
    parts: list[Part] = []
    for number, entry in enumerate(listed["parts"], start=1):
        if set(entry) - _FIELDS or "file" not in entry:
            faults.append(f"part {number}: found {', '.join(entry)}; a part needs file and may have {_ALLOWED}")
            continue
        if not (folder / entry["file"]).is_file():
            faults.append(f"part {number}: there is no section {entry['file']}")
        parts.append(
            Part(
                entry["file"],
                entry.get("heading", ""),
                entry.get("label", ""),
                entry.get("chapter"),
                entry.get("sideways", False),
            )
        )
    plan = Plan(tuple(parts))
    if plan.chapters != tuple(range(1, len(plan.chapters) + 1)):
        faults.append(f"chapters are {plan.chapters}; they must count 1, 2, 3 … as Word will number them")
    if faults:
        raise PlanError(f"{place.name}: " + "; ".join(faults))
    return plan
