"""Which program made something: its version and a hash of its own text, so that "the same program" can be checked."""

from __future__ import annotations

import tomllib
from functools import cache
from hashlib import sha256
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2]
_TEXTS = ("dashboard/**/*.py", "report_templates/**/*")


@cache
def program_version() -> str:
    """`0.1.0 (3f2a9c41d0e5)`. Where two are equal, equal releases give equal text files."""
    named = tomllib.loads((_PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    digest = sha256()
    for path in sorted({path for pattern in _TEXTS for path in _PROJECT.glob(pattern) if path.is_file()}):
        if "__pycache__" in path.parts:
            continue
        digest.update(path.relative_to(_PROJECT).as_posix().encode())
        digest.update(path.read_bytes())
    return f"{named} ({digest.hexdigest()[:12]})"
