"""Read the lists of `data/reference/`: agencies, code lists and parishes.

Three code lists are not files but follow from the tables, so that no list is kept twice: `mda` (the Jamaican public
bodies of `agencies.csv`), `parish`, and `parish_of_residence` (the parishes, abroad, not recorded).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from dashboard.catalogue.faults import CatalogueError, Fault
from dashboard.catalogue.models import Agency, Code, CodeList, Parish
from dashboard.catalogue.reading import read
from dashboard.catalogue.shape import AnyModel, shape

_PUBLIC_BODIES = ("ministry", "agency", "court", "taskforce", "rapporteur")
_DERIVED = ("mda", "parish", "parish_of_residence")


@dataclass(frozen=True)
class Reference:
    """The lists that the catalogue's codes come from."""

    agencies: tuple[Agency, ...]
    code_lists: tuple[CodeList, ...]
    parishes: tuple[Parish, ...]


def read_reference(folder: Path) -> tuple[Reference, list[Fault]]:
    """Every list that can be read, and every fault of those that cannot. Missing folder: a fault a file."""
    faults: list[Fault] = []
    agencies = _table(folder / "agencies.csv", Agency, faults)
    parishes = _table(folder / "parishes.csv", Parish, faults)
    files = sorted((folder / "code_lists").glob("*.yaml"))
    written = [code_list for path in files if (code_list := _code_list(path, faults)) is not None]
    code_lists = sorted([*written, *_derived(agencies, parishes)], key=lambda code_list: code_list.code)
    return Reference(agencies, tuple(code_lists), parishes), faults


def _table(path: Path, model: type[AnyModel], faults: list[Fault]) -> tuple[AnyModel, ...]:
    """The rows of a table with a `code`; columns that the model does not have are for other readers."""
    file = f"{path.parent.name}/{path.name}"
    rows: list[AnyModel] = []
    first_line: dict[str, int] = {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(file, 1, 1, "the file", str(error), "a table in UTF-8", "put the file there"))
        return ()
    reader = csv.DictReader(text.splitlines())
    for row in reader:
        code = row.get("code") or ""
        where = f"{path.stem}[{code}]"
        if code in first_line:
            found = f"code {code!r} again, first on line {first_line[code]}"
            faults.append(Fault(file, reader.line_num, 1, where, found, "each code once", "remove one of the two"))
            continue
        first_line[code] = reader.line_num
        try:
            values = {name: row.get(name) or None for name in model.model_fields}
            rows.append(model.model_validate(values))
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                column = str(detail["loc"][0])
                found = repr(row[column]) if row.get(column) else "nothing"
                place = (file, reader.line_num, 1, f"{where}.{column}")
                faults.append(Fault(*place, found, detail["msg"], "correct the cell"))
    return tuple(rows)


def _code_list(path: Path, faults: list[Fault]) -> CodeList | None:
    file = f"{path.parent.name}/{path.name}"
    try:
        document, found = read(path, file)
    except CatalogueError as error:
        faults.extend(error.faults)
        return None
    code_list, wrong = shape(document, CodeList)
    faults.extend([*found, *wrong])
    if code_list is None:
        return None
    if code_list.code != path.stem or code_list.code in _DERIVED:
        allowed = f"the name of the file, and none of {', '.join(_DERIVED)}, which follow from the tables"
        mend = "give list and file the same name"
        faults.append(document.fault(("code",), found=repr(code_list.code), allowed=allowed, mend=mend))
    faults.extend(
        document.fault(("codes", index, field), found=found_words, allowed=allowed, mend=mend)
        for index, field, found_words, allowed, mend in _wrong_codes(code_list.codes)
    )
    return code_list


def _wrong_codes(codes: Sequence[Code]) -> Iterator[tuple[int, str, str, str, str]]:
    """Codes given twice, and groups that are no code of the list or are themselves grouped."""
    groups = {code.code for code in codes if code.public is None}
    seen: set[str] = set()
    for index, code in enumerate(codes):
        if code.code in seen:
            yield index, "code", f"code {code.code!r} again", "each code once", "remove one of the two"
        seen.add(code.code)
        if code.public is not None and code.public not in groups:
            allowed = f"a code of this list with `public: null` ({', '.join(sorted(groups))})"
            yield index, "public", repr(code.public), allowed, "add the group as a code or write null"


def _derived(agencies: Sequence[Agency], parishes: Sequence[Parish]) -> tuple[CodeList, ...]:
    bodies = tuple(_code(agency.code, agency.name) for agency in agencies if agency.kind in _PUBLIC_BODIES)
    names = tuple(_code(parish.category, parish.name) for parish in parishes)
    elsewhere = (_code("abroad", "Abroad"), _code("unknown", "Not recorded"))
    residence = "Place of origin, with citizenship: the Plan asks for it and does not define it"
    return (
        CodeList(code="mda", label="Ministry, department or agency", source="agencies.csv", codes=bodies),
        CodeList(code="parish", label="Parish", source="parishes.csv, after ISO 3166-2", codes=names),
        CodeList(code="parish_of_residence", label="Parish of residence", source=residence, codes=(*names, *elsewhere)),
    )


def _code(code: str, label: str) -> Code:
    return Code(code=code, label=label, public=None, ictip_code=None, source=None)
