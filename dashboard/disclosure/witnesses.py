"""The small checker: it adds up each witness and trusts no one.

A witness is a whole table, an alternative to the truth. If it gives every printed number and keeps every claim, a
reader cannot exclude it; if two of them differ in a hidden count, that count cannot be known. This module adds and
compares; it knows neither the audit that found the witnesses nor the chooser of the pattern.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.disclosure.model import System, Table, Witnesses, told_of_hidden


class Checker:
    """Holds tables against one system and one pattern."""

    def __init__(self, system: System, suppressed: Iterable[str]) -> None:
        self._system = system
        self._hidden = system.hidden(suppressed)
        self._primary = system.primary
        self._cells_of: dict[str, list[str]] = {atom: [] for atom in system.atoms}
        for name, atoms in (*system.cells.items(), *system.watch.items()):
            for atom in atoms:
                self._cells_of[atom].append(name)
        self._atoms = self._cells_of.keys()
        self._truth = self._sums(system.atoms)
        self._known = system.known

    def agrees(self, table: Table) -> bool:
        """Whether a reader who knows all that is published must hold this table for possible."""
        return self._agrees(table, self._sums(table))

    def shows(self, witnesses: Mapping[str, Witnesses]) -> dict[str, tuple[int, int]]:
        """For each cell or slice, the lowest and highest count that its witnesses show to be possible.

        A name whose witnesses disagree with anything published is left out.
        """
        sums: dict[int, dict[str, int] | None] = {}
        shown = {}
        for name, pair in witnesses.items():
            for table in (pair.low, pair.high):
                if id(table) not in sums:
                    own = self._sums(table)
                    sums[id(table)] = own if self._agrees(table, own) else None
            low, high = sums[id(pair.low)], sums[id(pair.high)]
            if low is not None and high is not None:
                shown[name] = (low[name], high[name])
        return shown

    def _agrees(self, table: Table, sums: Mapping[str, int]) -> bool:
        if any(type(count) is not int or count < 0 for count in table.values()) or not table.keys() <= self._atoms:
            return False
        for name in self._system.cells:
            if name not in self._hidden or name in self._known:
                if sums[name] != self._truth[name]:
                    return False
            else:
                lo, hi = told_of_hidden(self._system.policy, name in self._primary)
                if sums[name] < lo or (hi is not None and sums[name] > hi):
                    return False
        return all(claim.holds(table) for claim in self._system.claims)

    def _sums(self, table: Table) -> dict[str, int]:
        """The count of every cell and slice; atoms that are not named are 0."""
        sums = dict.fromkeys((*self._system.cells, *self._system.watch), 0)
        for atom, count in table.items():
            if count:
                for name in self._cells_of.get(atom, ()):
                    sums[name] += count
        return sums
