"""`python -m dashboard.catalogue [FILE]`: every fault, one a line, and exit code 1; or a count and 0."""

import sys
from pathlib import Path

from dashboard.catalogue import CatalogueError, load

try:
    catalogue = load(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
except CatalogueError as error:
    print(error)
    sys.exit(f"faults: {len(error.faults)}")
print(f"{len(catalogue.indicators)} indicators, {len(catalogue.activities)} activities: ok")
