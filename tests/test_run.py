"""The one door: `run.py` makes the environment once, from the lock alone, and hands everything else on."""

from __future__ import annotations

import ast
import base64
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

PROJECT = Path(__file__).resolve().parent.parent

# Stands in for the program: says what it was given, and ends with the code it is told to.
ECHO = """
import json, os, sys
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd(), "path": os.environ["PYTHONPATH"]}))
sys.exit(int(os.environ.get("END_WITH", "0")))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of `run.py`, an empty lock and programs that echo, in a folder with a space in its name."""
    project = tmp_path / "the project"
    for program in (project / "dashboard" / "cli.py", project / "pytest" / "__main__.py"):
        program.parent.mkdir(parents=True)
        program.write_text(ECHO)
    (project / ".ci").mkdir()
    (project / ".ci" / "install-system").write_text("exit 0")
    (project / "requirements.lock").write_text("")
    (project / "run.py").write_bytes((PROJECT / "run.py").read_bytes())
    return project


@pytest.fixture
def door(project: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """That project's `run.py` as a module, with an environment that only lacks its stamp."""
    spec = importlib.util.spec_from_file_location("door", project / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv.create(module.VENV, symlinks=os.name != "nt")
    return module


@pytest.fixture
def ready(door: ModuleType, project: Path) -> Path:
    """The same project with its environment made."""
    door.STAMP.write_text(door.stamp())
    return project


def run(project: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    elsewhere = project.parent
    return subprocess.run(
        [sys.executable, str(project / "run.py"), *arguments],
        cwd=elsewhere,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_word_is_handed_on_from_any_folder_and_its_exit_code_comes_back(ready: Path) -> None:
    done = run(ready, "draft", "annual-report", "--out", "a b.docx", END_WITH="7")
    assert done.returncode == 7
    assert json.loads(done.stdout) == {
        "arguments": ["draft", "annual-report", "--out", "a b.docx"],
        "folder": str(ready.parent),
        "path": str(ready),
    }


def test_a_dashboard_folder_where_the_person_stands_is_not_taken_for_ours(ready: Path) -> None:
    stranger = ready.parent / "dashboard" / "cli.py"
    stranger.parent.mkdir()
    stranger.write_text("raise SystemExit('the wrong program')")
    assert run(ready, "check").returncode == 0


def test_no_word_opens_the_dashboard(ready: Path) -> None:
    assert json.loads(run(ready).stdout)["arguments"] == ["serve"]


def test_help_after_a_word_is_the_words_own(ready: Path) -> None:
    assert json.loads(run(ready, "serve", "--help").stdout)["arguments"] == ["serve", "--help"]


def test_help_lists_the_words_and_makes_no_environment(project: Path) -> None:
    said = run(project, "--help").stdout
    assert all(word in said for word in ("--wheelhouse", "test", "serve", "check", "draft", "figures"))
    assert not (project / ".venv").exists()


def test_the_word_test_runs_pytest_in_the_project(ready: Path) -> None:
    said = json.loads(run(ready, "test", "-k", "chain").stdout)
    assert said["arguments"][-2:] == ["-k", "chain"]
    assert said["folder"] == str(ready)


def test_an_environment_that_is_whole_is_left_alone(ready: Path, door: ModuleType, commands: list[list[str]]) -> None:
    door.make_environment(None)
    assert commands == []


@pytest.fixture
def commands(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Every command that setting up would run; each is taken to succeed."""
    noted: list[list[str]] = []

    def note(command: list[str], **_: object) -> SimpleNamespace:
        noted.append(command)
        return SimpleNamespace(returncode=0, stdout="")

    monkeypatch.setattr(door.subprocess, "run", note)
    monkeypatch.setattr(door.shutil, "which", lambda _: None)
    return noted


@pytest.mark.parametrize("change", ["the lock", "the python", "cut short", "no interpreter"])
def test_an_environment_that_is_not_of_this_lock_and_python_is_made_anew(
    change: str, ready: Path, door: ModuleType, commands: list[list[str]]
) -> None:
    match change:
        case "the lock":
            door.LOCK.write_text("six==1.17.0")
        case "the python":
            door.STAMP.write_text(door.stamp().replace("python 3", "python 2"))
        case "cut short":
            door.STAMP.unlink()
        case "no interpreter":
            door.PYTHON.unlink()
    door.make_environment(None)
    assert ["--clear" in command for command in commands] == [True, False]
    assert door.STAMP.read_text() == door.stamp()


def test_every_installer_takes_only_hashed_ready_built_packages_of_the_lock(
    door: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door.shutil, "which", lambda name: f"bin/{name}")
    with_uv = door.installers(Path("wheels"))
    assert [command[0] for command in with_uv] == ["bin/uv", str(door.PYTHON)]  # pip still follows, should uv fail
    for command in with_uv:
        assert {"--require-hashes", "--only-binary", ":all:", "--no-index", str(door.LOCK)} <= set(command)


def test_a_package_that_is_not_the_locked_one_is_refused_and_the_right_one_installs_without_a_network(
    door: ModuleType, project: Path
) -> None:
    wheelhouse = project.parent / "wheels"
    wheelhouse.mkdir()
    wheel = wheelhouse / "parcel-1.0-py3-none-any.whl"
    write_wheel(wheel, body="CONTENT = 'as locked'")
    right = wheel.read_bytes()
    door.LOCK.write_text(f"parcel==1.0 --hash=sha256:{hashlib.sha256(right).hexdigest()}\n")
    (project / "dashboard" / "cli.py").write_text("import parcel; print(parcel.CONTENT)")

    write_wheel(wheel, body="CONTENT = 'changed on the way'")
    refused = run(project, "--wheelhouse", str(wheelhouse), "check", PATH=os.defpath)
    assert refused.returncode == 1
    assert "not the one that requirements.lock names" in refused.stderr
    assert not door.STAMP.exists()

    wheel.write_bytes(right)
    assert run(project, "--wheelhouse", str(wheelhouse), "check", PATH=os.defpath).stdout == "as locked\n"


def write_wheel(path: Path, body: str) -> None:
    """The smallest wheel that pip takes: one module, its metadata and the record of both."""
    files = {
        "parcel.py": body,
        "parcel-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: parcel\nVersion: 1.0\n",
        "parcel-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},sha256={_digest(text)},{len(text)}\n" for name, text in files.items())
    files["parcel-1.0.dist-info/RECORD"] = record + "parcel-1.0.dist-info/RECORD,,\n"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "A package is not the one"),
        ("error: Hash mismatch for `six==1.17.0`", "A package is not the one"),
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError(': Failed to establish a new connection: "
            "[Errno -3] Temporary failure in name resolution')\nERROR: No matching distribution found for alembic",
            "The package index could not be reached",
        ),
        ("error: Failed to fetch\n  Caused by: dns error: failed to lookup", "The package index could not be reached"),
        ("Error: [Errno 13] Permission denied: '.venv'", ".venv cannot be written"),
        ("ERROR: No matching distribution found for numpy==2.4.6", "A package that requirements.lock names is not"),
        ("a fault nobody has seen yet", "The environment could not be made"),
    ],
)
def test_a_failed_installation_is_explained_before_the_installer_is_quoted(
    printed: str, said: str, door: ModuleType
) -> None:
    explanation = door.explain(printed)
    assert said in explanation.splitlines()[0]
    assert printed.splitlines()[-1] in explanation


def test_an_old_python_is_told_which_is_needed(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed; this is Python 3\.10\."):
        door.main(["check"])


def test_a_python_without_venv_is_told_what_to_install(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        door.main(["check"])


def test_ctrl_c_while_setting_up_ends_quietly(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(wheelhouse: Path | None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(door, "make_environment", interrupted)
    with pytest.raises(SystemExit) as ended:
        door.main(["check"])
    assert ended.value.code == 130


def test_the_door_needs_nothing_but_python() -> None:
    tree = ast.parse((PROJECT / "run.py").read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names
