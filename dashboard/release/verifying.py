"""Checking an edition long after: that the record holds, and that its figures are still those that the record gives.

Each edition is made again as of the event that it was read from, under the policy and the catalogue frozen with it, and
laid beside what it printed. What differs is said in words; numbers only to whoever may see them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from dashboard.access import Tier
from dashboard.catalogue import Catalogue
from dashboard.disclosure import ReleasePolicy
from dashboard.ledger import Anchor, AsOf, Edition, Ledger, LedgerError, PublishedClaim
from dashboard.release.auditing import audit_release
from dashboard.release.building import make_release
from dashboard.release.claims import claims_of
from dashboard.release.edition_model import ABOUT_FILE, CATALOGUE_FILE, POLICY_FILE, Render
from dashboard.release.model import Release
from dashboard.release.policy import PolicyError, policy_hash, read_policy
from dashboard.release.program import program_version

_ADDED_SINCE = {"included": "[]"}
"""Keys that the policy was given after the first edition was published, each with the value of a policy without it."""


@dataclass(frozen=True)
class Difference:
    """One cell as it was printed and as it is recomputed; "" where only the other side has it."""

    cell: str
    printed: str
    recomputed: str


@dataclass(frozen=True)
class Check:
    """One thing that was checked of an edition, and what was found, in a sentence without any count."""

    what: str
    holds: bool
    said: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Verified:
    """Every check of one edition; number 0 is the ledger as a whole."""

    number: int
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        return all(check.holds for check in self.checks)


def verify_chain(ledger: Ledger, anchors: Sequence[Anchor] = ()) -> Verified:
    """The whole ledger, held against places printed elsewhere."""
    breaks = ledger.verify(anchors)
    if breaks:
        # Only what is broken, and not the values that differ, which follow a colon.
        said = f"the ledger was changed: event {breaks[0].sequence}: {breaks[0].found.partition(':')[0]}"
        return Verified(0, (Check("ledger", False, said),))
    places = f"{len(anchors)} printed place{'' if len(anchors) == 1 else 's'}"
    return Verified(0, (Check("ledger", True, f"every event holds, and what each is about; held against {places}"),))


def verify_edition(ledger: Ledger, edition: Edition, render: Render) -> Verified:
    """Content, files, figures, audit and text files of one edition. Total: what cannot be read is a check that fails.

    `render` makes the text files alone: they are the same for the same release and program.
    """
    files, broken = _files(ledger, edition)
    checks = [_content(edition), broken]
    if broken.holds and edition.state != "void":
        try:
            checks += _recomputed(ledger, edition, files, render)
        except (LedgerError, PolicyError, KeyError, ValueError, TypeError) as error:
            why = " ".join(str(error).split())[:300]
            said = f"what was frozen cannot be read or recomputed by this program: {why}.{_by_another(edition)}"
            checks.append(Check("figures", False, said))
    return Verified(edition.number, tuple(checks))


def _content(edition: Edition) -> Check:
    if edition.state == "void":
        return Check("content", False, "its content is no longer what was published")
    return Check("content", True, f"{len(edition.claims)} claims are those that were published")


def _files(ledger: Ledger, edition: Edition) -> tuple[Mapping[str, bytes], Check]:
    found: dict[str, bytes] = {}
    broken = []
    for file in edition.files:
        try:
            found[file.name] = ledger.edition_file(edition.number, file.name)
        except LedgerError:
            broken.append(file.name)
    if broken:
        said = f"{', '.join(broken)} can no longer be shown to be what was published"
        return found, Check("files", False, said)
    return found, Check("files", True, f"{len(found)} files have the hashes that were published")


def _recomputed(ledger: Ledger, edition: Edition, files: Mapping[str, bytes], render: Render) -> Iterator[Check]:
    text = files[POLICY_FILE].decode()
    policy, catalogue = read_policy(_as_read_today(text)), Catalogue.model_validate_json(files[CATALOGUE_FILE])
    judged_on = date.fromisoformat(json.loads(files[ABOUT_FILE])["judged_on"])
    yield _frozen(edition, catalogue, text)
    release = make_release(
        catalogue,
        ledger,
        Tier(edition.tier),
        AsOf(sequence=edition.as_of),
        through=edition.through,
        today=judged_on,
        policy=policy,
    )
    yield _figures(edition, claims_of(release.indicators))
    yield _audit(release, ledger, edition, policy)
    yield _texts(release, edition, files, render)


def _as_read_today(policy: str) -> str:
    """A frozen policy for today's reader, which asks for keys that there were not when it was frozen."""
    known = {field.name for field in fields(ReleasePolicy)}
    absent = [key for key in _ADDED_SINCE if key in known and not re.search(rf"^{key}:", policy, re.MULTILINE)]
    return "\n".join([policy, *(f"{key}: {_ADDED_SINCE[key]}" for key in absent)])


def _frozen(edition: Edition, catalogue: Catalogue, policy: str) -> Check:
    wrong = [
        name
        for name, said, held in (
            ("catalogue", edition.catalogue_hash, catalogue.content_hash),
            ("policy", edition.policy_hash, policy_hash(policy)),
        )
        if said != held
    ]
    if wrong:
        return Check("frozen", False, f"the frozen {' and '.join(wrong)} is not the one that the edition names")
    return Check("frozen", True, "catalogue and policy are the ones that it names")


def _figures(edition: Edition, recomputed: Iterable[PublishedClaim]) -> Check:
    before = {claim.cell: claim for claim in edition.claims}
    after = {claim.cell: claim for claim in recomputed}
    # Another version may print more than the edition did; what the edition printed has to come out the same.
    looked_at = dict.fromkeys((*before, *after)) if edition.program == program_version() else before
    differences = tuple(
        Difference(cell, _text(before.get(cell)), _text(after.get(cell)))
        for cell in looked_at
        if before.get(cell) != after.get(cell)
    )
    if not differences:
        return Check("figures", True, f"recomputed from event {edition.as_of}, all {len(before)} are equal")
    cells = ", ".join(one.cell for one in differences[:5])
    more = f" and {len(differences) - 5} more" if len(differences) > 5 else ""
    said = f"{len(differences)} of {len(before)} differ when recomputed from event {edition.as_of}: {cells}{more}"
    return Check("figures", False, f"{said}.{_by_another(edition)}", differences)


def _text(claim: PublishedClaim | None) -> str:
    return "" if claim is None else claim.text


def _audit(release: Release, ledger: Ledger, edition: Edition, policy: ReleasePolicy) -> Check:
    audit = audit_release(release, ledger, through=edition.through, policy=policy)
    if not audit.findings:
        return Check("audit", True, audit.sentence.rstrip("."))
    return Check("audit", False, "; ".join(finding.sentence for finding in audit.findings[:5]))


def _texts(release: Release, edition: Edition, files: Mapping[str, bytes], render: Render) -> Check:
    if edition.program != program_version():
        said = "only the hashes of its files were compared: another version of this program would write them otherwise"
        return Check("rendering", True, f"{said}.{_by_another(edition)}")
    made = render(release)
    differ = [name for name in made if name in files and made[name] != files[name]]
    if differ:
        return Check("rendering", False, f"{', '.join(differ)} would be written otherwise today")
    names = ", ".join(name for name in made if name in files) or "no text file"
    return Check("rendering", True, f"written again and equal: {names}; of the other files the hash was compared")


def _by_another(edition: Edition) -> str:
    mine = program_version()
    if edition.program == mine:
        return ""
    return f" It was made by version {edition.program}, and this is {mine}: the version that made it can tell"
