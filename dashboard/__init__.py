"""The indicators of the CPC Partnership: catalogue, ledger, figures, verdicts, releases, screens and papers.

One package, one way through it: catalogue and ledger -> figures -> progress -> disclosure -> release -> charts,
documents, downloads, views. `docs/house.md` says which room a line belongs to; `import-linter` keeps the walls.
"""
