"""The proof that a release was audited: what may be shown, made by the audit alone.

Whoever holds an `Audited` can ask what may be shown and cannot make one: a released table asks for it, so that there is
no table without an audit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.disclosure.groups import Group
from dashboard.disclosure.policy import ReleasePolicy
from dashboard.disclosure.protecting import Ruling, protect

_KEY = object()


class Audited:
    """What the audit of one release let pass. Made by `audit_groups` or `audit_nothing` only.

    `rulings` are by group ("2.2a/identified/2021/22"), `dimensions` those that the audience may see anything of.
    """

    def __init__(
        self,
        key: object,
        rulings: Mapping[str, Ruling],
        dimensions: frozenset[str],
        exempt: frozenset[str],
        *,
        is_restricted: bool,
    ) -> None:
        if key is not _KEY:
            raise TypeError("only the audit makes an Audited; ask `audit_groups` for one")
        self.rulings = rulings
        self.is_restricted = is_restricted
        self.dimensions = dimensions
        self._exempt = exempt

    def allows(self, series: str, period: str, cell: str) -> bool:
        """Whether a breakdown cell (`sex=female`) of a series ("2.2a/identified") and period may be shown."""
        if self.is_restricted or self.is_exempt(series):
            return True
        ruling = self.rulings.get(f"{series}/{period}")
        return ruling is not None and cell.partition("=")[0] in self.dimensions and cell in ruling.shown

    def is_exempt(self, series: str) -> bool:
        """Whether a series counts no people."""
        return series in self._exempt

    def is_coarse(self, series: str, period: str, dimension: str) -> bool:
        """Whether a dimension is shown by its coarser groups."""
        ruling = self.rulings.get(f"{series}/{period}")
        return ruling is not None and dimension in ruling.coarse


def audit_groups(
    groups: Iterable[Group],
    policy: ReleasePolicy,
    dimensions: tuple[str, ...],
    exempt: frozenset[str],
) -> Audited:
    """Audit every group as a NATFATIP member may see it, for an audience that sees these `dimensions` of it.

    Every audience sees a part of what a NATFATIP member sees, so that a reader of both learns nothing more than he
    does. `exempt` are the series that count no people.
    """
    rulings = {group.name: protect(group, policy.natfatip.breakdowns, policy) for group in groups}
    return Audited(_KEY, rulings, frozenset(dimensions), exempt, is_restricted=False)


def audit_nothing() -> Audited:
    """For the restricted tier: the Rapporteur and her named analysts see every count."""
    return Audited(_KEY, {}, frozenset(), frozenset(), is_restricted=True)
