"""The laws of `docs/house.md` that a program can see; and that each of them can be broken."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

PROJECT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 400  # lines; a file that needs scrolling to understand is two files


def tracked(pattern: str) -> list[str]:
    """The project's own files that fit the pattern, as paths from its root; without git, whatever lies there."""
    listed = subprocess.run(["git", "ls-files", pattern], cwd=PROJECT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return [name for name in listed.stdout.splitlines() if (PROJECT / name).is_file()]
    return [path.relative_to(PROJECT).as_posix() for path in PROJECT.rglob(pattern) if ".venv" not in path.parts]


def text_of(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


@cache
def tree_of(name: str) -> ast.Module:
    return ast.parse(text_of(name))


# ---- what the code must not do ---------------------------------------------------------------------------------------


def keyword(tree: ast.AST, name: str) -> Iterator[ast.keyword]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == name)


def called(tree: ast.AST, *names: str) -> bool:
    """Whether one of these is named as written, such as `st.map`."""
    return any(isinstance(node, ast.Attribute) and ast.unparse(node) in names for node in ast.walk(tree))


def imported(tree: ast.AST) -> set[str]:
    """The top packages that are imported."""
    direct = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in direct | named}


def raw_html(tree: ast.AST) -> bool:
    return any(keyword(tree, "unsafe_allow_html")) or called(tree, "st.html")


def width_by_container(tree: ast.AST) -> bool:
    return any(keyword(tree, "use_container_width"))


def map_from_the_network(tree: ast.AST) -> bool:
    return called(tree, "st.map", "st.pydeck_chart", "px.choropleth", "px.choropleth_map")


def component_in_a_frame(tree: ast.AST) -> bool:
    return called(tree, "st.components.v1", "components.v1.html", "st.iframe")


def icon_from_the_network(tree: ast.AST) -> bool:
    """A Material icon as page icon makes the browser ask a font server for its picture."""
    icons = [node.value for node in (*keyword(tree, "icon"), *keyword(tree, "page_icon"))]
    return any(isinstance(icon, ast.Constant) and str(icon.value).startswith(":material/") for icon in icons)


def arithmetic_of_tables(tree: ast.AST) -> bool:
    return bool(imported(tree) & {"pandas", "numpy", "scipy"})


class Law(NamedTuple):
    """Files that fit `within` must not be `broken`; `sample` is how it looks when one is."""

    within: str
    broken: Callable[[ast.AST], bool]
    sample: str


LAWS = [
    Law(r"dashboard/(?!ui/)", raw_html, "st.markdown(text, unsafe_allow_html=True)"),
    Law(r"dashboard/", width_by_container, "st.altair_chart(chart, use_container_width=True)"),
    Law(r"dashboard/", map_from_the_network, "st.map(places)"),
    Law(r"dashboard/", component_in_a_frame, "st.components.v1.html(page)"),
    Law(r"dashboard/", icon_from_the_network, "st.Page('views/home.py', icon=':material/home:')"),
    Law(r"dashboard/views/", arithmetic_of_tables, "import pandas as pd"),
]


@pytest.mark.xdist_group("laws")  # one worker reads each file once
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.broken.__name__)
def test_no_file_breaks_the_law(law: Law) -> None:
    assert law.broken(ast.parse(law.sample)), "the law cannot be broken, so it keeps nothing"
    within = [name for name in tracked("*.py") if re.match(law.within, name)]
    assert [name for name in within if law.broken(tree_of(name))] == []


def test_each_room_says_at_its_door_what_it_does() -> None:
    doors = [name for name in tracked("*__init__.py") if name.startswith("dashboard/")]
    assert [name for name in doors if len(ast.get_docstring(ast.parse(text_of(name))) or "") < 40] == []
    rooms = {name.split("/")[1] for name in tracked("*.py") if re.match(r"dashboard/\w+/\w+\.py", name)}
    assert {room for room in rooms if f"dashboard/{room}/__init__.py" not in doors} == set()


def test_each_room_stands_in_the_plan_of_the_house() -> None:
    plan = text_of("docs/house.md")
    rooms = {name.split("/")[1] for name in tracked("*.py") if name.startswith("dashboard/")} - {"__init__.py"}
    assert {room for room in rooms if f"`dashboard/{room}{'' if room.endswith('.py') else '/'}`" not in plan} == set()


def test_no_file_is_longer_than_can_be_understood() -> None:
    lengths = {name: len(text_of(name).splitlines()) for name in tracked("*.py")}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


# ---- what must not be written down -----------------------------------------------------------------------------------

MACHINES = re.compile(r"(?<![\w.])/(?:work|root|tmp|Users)/|C:\\+Users|pypi\.org|pythonhosted\.|npmjs\.|deb\.debian\.")


@pytest.mark.parametrize("sample", ["'/tmp/report.docx'", "C:\\Users\\anna", "https://pypi.org/simple"])
def test_a_path_or_host_of_one_machine_would_be_seen(sample: str) -> None:
    assert MACHINES.search(sample)


def test_no_file_names_one_machine_or_one_package_index() -> None:
    found = []
    for name in set(tracked("*")) - {"tests/test_house.py"}:  # its samples are such names
        try:
            text = text_of(name)
        except UnicodeDecodeError:  # a picture or a font
            continue
        found += [f"{name}: {match[0]}" for match in MACHINES.finditer(text)]
    assert found == []


def test_the_settings_of_the_dashboard_name_no_other_machine() -> None:
    assert re.findall(r"https?://\S+", text_of(".streamlit/config.toml")) == []


def test_the_first_start_asks_for_nothing_and_advertises_nothing() -> None:
    """With a display, Streamlit stops a first start to ask for an e-mail address, and then recommends itself."""
    settings = tomllib.loads(text_of(".streamlit/config.toml"))
    assert settings["server"].get("showEmailPrompt") is False
    assert settings.get("logger", {}).get("hideWelcomeMessage") is True


# ---- what is installed -----------------------------------------------------------------------------------------------


def test_the_lock_holds_hashes_and_no_address() -> None:
    lock = text_of("requirements.lock")
    assert "://" not in lock
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_holds_all_that_the_project_asks_for() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    locked = {entry.split("==")[0] for entry in text_of("requirements.lock").splitlines() if "==" in entry}
    assert {name for line in asked if (name := re.split(r"[^\w-]", line)[0]) not in locked} == set()


# ---- the walls -------------------------------------------------------------------------------------------------------

HOLES = [
    ("charts", "dashboard.documents"),  # a lower room from an upper one
    ("catalogue", "dashboard.ledger"),  # neighbours
    ("views", "dashboard.ledger"),  # a page past the release
    ("documents", "dashboard.figures"),
    ("release", "streamlit"),
    ("release", "sqlalchemy"),
    ("release", "openpyxl"),
    ("views", "docx"),
    ("downloads", "pptx"),
    ("disclosure.audit", "dashboard.disclosure.suppressing"),  # the prover from the chooser
    ("disclosure.witnesses", "dashboard.disclosure.audit"),
]


def import_linter(folder: Path, rooms: dict[str, str]) -> str:
    """What import-linter says, by this project's contracts, of a house of these rooms and their lines."""
    for room, lines in {"": "", **rooms}.items():
        place = folder / "dashboard" / room.replace(".", "/")
        place.mkdir(parents=True)
        (place / "__init__.py").write_text(lines)
    shutil.copy(PROJECT / "pyproject.toml", folder)
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def test_every_wall_holds_and_a_hole_in_it_is_found(tmp_path: Path) -> None:
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "layers")
    named = {name for contract in contracts for key in contract if key.endswith("_modules") for name in contract[key]}
    inner = sorted(name.removeprefix("dashboard.") for name in named if re.fullmatch(r"dashboard\.\w+\.\w+", name))
    sound = dict.fromkeys([*re.findall(r"\w+", " ".join(layers)), *inner], "")
    assert f"{len(contracts)} kept, 0 broken" in import_linter(tmp_path / "sound", sound)

    pierced = {room: "\n".join(f"import {name}" for at, name in HOLES if at == room) for room in sound}
    said = import_linter(tmp_path / "pierced", pierced | {"attic": ""})
    assert f"0 kept, {len(contracts)} broken" in said
    assert [f"{room} -> {name}" for room, name in HOLES if f"dashboard.{room} -> {name}" not in said] == []
    assert "attic" in said  # a room without a layer
