"""What the project costs, measured beside its floor: `python -m benchmarks`."""
