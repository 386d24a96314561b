"""The catalogue with a fortieth indicator, added in YAML and nowhere else."""

from __future__ import annotations

from pathlib import Path

import yaml

from dashboard.workspace import PROJECT

FORTIETH = "3.6b"
WORDING = "Parishes publish what they learned from their data within one year"


def write(folder: Path) -> Path:
    """Copy the last indicator of the file with its own id, wording and name; what follows 3.6a in the Plan is 3.6b."""
    text = (PROJECT / "indicators.yaml").read_text(encoding="utf-8")
    start = text.index('  - id: "3.6a"')
    block = text[start:]
    entry = yaml.load(block, Loader=yaml.BaseLoader)[0]
    added = block.replace('- id: "3.6a"', f'- id: "{FORTIETH}"', 1)
    added = added.replace(f'short: "{entry["short"]}"', 'short: "Parishes publish what they learned"', 1)
    lines = added.splitlines()
    wording_at = next(index for index, line in enumerate(lines) if line.startswith("    wording:"))
    next_key = next(index for index in range(wording_at + 1, len(lines)) if lines[index].startswith("    short:"))
    lines[wording_at:next_key] = [f'    wording: "{WORDING}"']
    path = folder / "indicators.yaml"
    path.write_text(text.rstrip("\n") + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path
