"""The JSON Schema of `indicators.yaml` for editors: `python -m dashboard.catalogue.schema` writes it anew.

`indicators.yaml` names it in its first line, so that an editor with a YAML language server completes fields, lists
what is allowed and marks an id without quotes. What stands between parts (an unknown agency) only the loader sees.
"""

from __future__ import annotations

import json

from dashboard.catalogue.loading import PROJECT
from dashboard.catalogue.models import CatalogueFile

SCHEMA = PROJECT / "indicators.schema.json"


def schema_text() -> str:
    """The schema as it must stand in `indicators.schema.json`."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **CatalogueFile.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8")
