"""The audit of a finished release: what it really prints, attacked together with everything that is known besides.

It takes the cells from the release, not from the ruling that let them pass. Known besides: what a NATFATIP member may
see, all earlier editions (withdrawn ones too), and what others have published.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.access import Tier
from dashboard.catalogue import Catalogue
from dashboard.disclosure import ReleasePolicy
from dashboard.disclosure.attacking import Attack, Leak, attack
from dashboard.disclosure.groups import Group
from dashboard.disclosure.protecting import protect
from dashboard.ledger import Ledger
from dashboard.periods import Period
from dashboard.release.building import figures_behind
from dashboard.release.claims import earlier_editions
from dashboard.release.grouping import groups_of
from dashboard.release.model import Release, Shown
from dashboard.release.policy import default_policy

_NAME = re.compile(
    r"(?P<grown>\+)?(?:#(?P<edition>\d+) )?(?:(?P<half>[^|=]+)[/|](?=[^|]*=))?(?P<cell>[^|]*)\|(?P<side>\w+)"
)
"""How `disclosure.linking` names a cell, of today or of an edition, a cell of a half-year, and what one grew by."""

_SIDES = {"counted": "", "rest": " (those who are not)", "all": " (out of how many)"}


@dataclass(frozen=True)
class Finding:
    """A count that is not protected, as a key, and what gives it away, in a sentence without any count.

    `printed` are the cells of our own editions among what gives it away: an edition's number and a cell of the same
    year, such as `sex=female`, "" for the total.
    """

    cell: str
    sentence: str
    printed: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class ReleaseAudit:
    """`groups` were attacked, `hidden` cells of them are withheld; no `findings`: none of these can be worked out.

    `record` is the proof as JSON, for the restricted store: for each withheld small cell its interval, and two whole
    tables that agree with all that is known and differ in it.
    """

    groups: int
    hidden: int
    findings: tuple[Finding, ...]
    record: str

    @property
    def sentence(self) -> str:
        attacked = f"{self.groups} groups of tables with {self.hidden} withheld numbers were attacked"
        if not self.findings:
            return f"{attacked}: none of the small ones can be worked out."
        return f"{attacked}: {len(self.findings)} of the small ones can be worked out."


def audit_release(
    release: Release, ledger: Ledger, *, through: Period | None = None, policy: ReleasePolicy | None = None
) -> ReleaseAudit:
    """Attack what a release prints. `through` and `policy` are those that it was made with.

    Of the restricted tier there is nothing to attack.
    """
    if release.tier is Tier.RESTRICTED:
        return ReleaseAudit(0, 0, (), "{}")
    policy = policy or default_policy()
    book, _, _ = figures_behind(ledger, release.catalogue, release.as_of, through)
    groups = groups_of(book, release.catalogue, policy, earlier_editions(ledger, release.catalogue, release.as_of))
    return _audited(release, groups, policy)


def _audited(release: Release, groups: Sequence[Group], policy: ReleasePolicy) -> ReleaseAudit:
    printed = _printed(release)
    attacks: dict[str, Attack] = {}
    for group in groups:
        ruling = protect(group, policy.natfatip.breakdowns, policy)
        shown = printed.pop(group.name, frozenset()) | ruling.shown
        attacks[group.name] = attack(group, shown, policy.natfatip.breakdowns, ruling.coarse, policy)
    words = _Words(release.catalogue)
    findings = [
        Finding(f"{group}/{leak.name}", words.sentence(group, leak.name, leak.facts), _printed_before(leak))
        for group, found in attacks.items()
        for leak in found.leaks
    ]
    # A number whose group has none on record cannot have been audited.
    findings += [
        Finding(f"{group}/{cell}", f"{words.of(group, f'{cell}|counted')} is printed and nothing is known of its total")
        for group, cells in printed.items()
        for cell in sorted(cells)
    ]
    hidden = sum(len(found.hidden) for found in attacks.values())
    return ReleaseAudit(len(groups), hidden, tuple(findings), _record(attacks))


def _printed(release: Release) -> dict[str, frozenset[str]]:
    """The cells of people that stand in the release, by group."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for item in release.indicators:
        for table in item.breakdowns:
            for cell in table.cells:
                if isinstance(cell.value, Shown) and not table.audited.is_exempt(table.series):
                    found[f"{table.series}/{cell.period.code}"].add(f"{table.dimension}={cell.code}")
    return {group: frozenset(cells) for group, cells in found.items()}


def _record(attacks: Mapping[str, Attack]) -> str:
    proof = {
        f"{group}/{name}": {"interval": [interval.lo, interval.hi], "tables": [dict(pair.low), dict(pair.high)]}
        for group, found in attacks.items()
        for name, (interval, pair) in found.proof.items()
    }
    return json.dumps(proof, sort_keys=True, indent=1, ensure_ascii=False)


def _printed_before(leak: Leak) -> tuple[tuple[int, str], ...]:
    named = (_NAME.fullmatch(name) for name in (leak.name, *leak.facts))
    told = {(int(found["edition"]), found["cell"]) for found in named if found and found["edition"]}
    return tuple(sorted(one for one in told if one[0]))


class _Words:
    """Keys as a Rapporteur reads them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._labels: dict[tuple[str, ...], str] = {
            (codes.code, code.code): f"{codes.label.lower()}: {code.label}"
            for codes in catalogue.code_lists
            for code in codes.codes
        }

    def sentence(self, group: str, name: str, facts: Sequence[str]) -> str:
        if tuple(facts) == (name,):
            return f"{self.of(group, name)} is small and printed"
        known = "; ".join(self.of(group, fact) for fact in facts)
        said = f"{self.of(group, name)} can be worked out, or nearly"
        return f"{said}, from what is printed of {known}" if known else said

    def of(self, group: str, name: str) -> str:
        """`2.2a Child victims identified, 2021/22, sex: Female`."""
        indicator, component, year = group.split("/", 2)
        label = self._catalogue.indicator(indicator).component(component).label
        found = _NAME.fullmatch(name)
        if found is None:
            return f"{indicator} {label}, {year}, {name}"
        half, cell = found["half"] or "", found["cell"]
        if cell and "=" not in cell:  # the total of a half-year
            half, cell = cell, ""
        when = Period.parse(half).words if half and half != year else year
        below = f", {self._labels.get(tuple(cell.split('=', 1)), cell)}" if cell else ""
        return f"{indicator} {label}, {when}{below}{_SIDES[found['side']]}{_told_by(found['edition'], found['grown'])}"


def _told_by(edition: str | None, grown: str | None) -> str:
    if edition is None:
        return ""
    if edition == "0":
        return " (as another publisher printed it)"
    return f" (by how much it grew since edition {edition})" if grown else f" (as edition {edition} printed it)"
