"""The proof that a release was audited: what may be shown, made by the audit alone.

Whoever holds an `Audited` can ask what may be shown and cannot make one: a released table asks for it, so that there is
no table without an audit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.disclosure.groups import Group
from dashboard.disclosure.including import with_inclusions
from dashboard.disclosure.policy import ReleasePolicy
from dashboard.disclosure.protecting import Ruling, Step, Why, protect

_KEY = object()


@dataclass(frozen=True)
class Passed:
    """What one audience may know of a ruling on a group, in the dimensions that it sees; the fields are the ruling's.

    Nothing here rests on a hidden count alone: not how many hidden cells are small, nor whether they add up.
    """

    shown: frozenset[str] = frozenset()
    coarse: frozenset[str] = frozenset()
    steps: tuple[Step, ...] = ()
    one_category: tuple[str, ...] = ()


class Audited:
    """What the audit of one release let pass. Made by `audit_groups` or `audit_nothing` only.

    `rulings` are by group ("2.2a/identified/2021/22"), `dimensions` those that the audience may see anything of.
    A release carries this object: it holds nothing that its audience may not know.
    """

    def __init__(
        self,
        key: object,
        rulings: Mapping[str, Passed],
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
        return ruling is not None and cell in ruling.shown

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
    seen, by_name = frozenset(dimensions), {group.name: group for group in groups}
    alone = {name: protect(group, policy.natfatip.breakdowns, policy) for name, group in by_name.items()}
    together = with_inclusions(by_name, alone, policy)
    rulings = {name: _passed(by_name[name], ruling, policy, seen) for name, ruling in together.items()}
    return Audited(_KEY, rulings, seen, exempt, is_restricted=False)


def audit_nothing() -> Audited:
    """For the restricted tier: the Rapporteur and her named analysts see every count."""
    return Audited(_KEY, {}, frozenset(), frozenset(), is_restricted=True)


def _passed(group: Group, ruling: Ruling, policy: ReleasePolicy, dimensions: frozenset[str]) -> Passed:
    # Whether hidden categories add up is told by hidden counts: a year whose do not reads as any other kept back.
    instead = Why.SMALL_TOTAL if any(1 <= side < policy.threshold for side in group.total.sides) else Why.UNSAFE
    return Passed(
        shown=frozenset(cell for cell in ruling.shown if cell.partition("=")[0] in dimensions),
        coarse=ruling.coarse & dimensions,
        steps=tuple(
            Step(instead, step.dimension) if step.why is Why.DOES_NOT_ADD_UP else step
            for step in ruling.steps
            if step.dimension in dimensions
        ),
        one_category=tuple(name for name in ruling.one_category if name in dimensions),
    )
