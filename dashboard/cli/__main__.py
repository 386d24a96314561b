"""`python -m dashboard.cli WORD …`."""

import sys

from dashboard.cli.program import main

sys.exit(main())
