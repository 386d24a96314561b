"""What stands in the way of publishing a release, and what should be known first: each item where, what, how to mend.

Errors: data that nobody has approved, what could not be applied, a number without source, an untrue sentence, a failed
audit, a report on nothing, a number that is still under embargo. Warnings: what a person should look at. The rule is
written in `docs/editions.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from dashboard.access import UNVERIFIED, Identity, Tier
from dashboard.disclosure import ReleasePolicy
from dashboard.ledger import Edition, Kind, Ledger, PublishedClaim
from dashboard.periods import JAMAICA, Period
from dashboard.release.auditing import ReleaseAudit
from dashboard.release.breakdown_tables import BEGUN_WORDS
from dashboard.release.claims import claims_of
from dashboard.release.edition_model import MAY_STAND, ChecklistItem, EditionRequest, Weight
from dashboard.release.handing_out import moment_in_words
from dashboard.release.loosened import way_out
from dashboard.release.model import NOT_REPORTED_WORDS, IndicatorRelease, Release
from dashboard.release.signing import SignOff, small_totals

_LISTED = 12
"""As many keys as a line of a checklist bears; `sign-off list` has them all."""


def checklist(
    release: Release,
    ledger: Ledger,
    request: EditionRequest,
    policy: ReleasePolicy,
    audit: ReleaseAudit,
    who: Identity,
) -> tuple[ChecklistItem, ...]:
    """Every item but those of the narrative and of the rendered files, errors first."""
    items = [
        *_approval(ledger, request.year),
        *_unapplied(release),
        *_sources(release),
        *_emptiness(release, request.year),
        *_audit(release, audit, ledger, policy),
        *_embargo(ledger, release, request),
        *_small_totals(ledger, release, request, policy),
        *_identities(ledger, who),
    ]
    return tuple(sorted(items, key=lambda item: item.weight is Weight.WARNING))


def let_stand(items: Iterable[ChecklistItem], request: EditionRequest) -> tuple[ChecklistItem, ...]:
    """The items, with the reason at those that the Rapporteur lets stand."""
    stands = request.let_stand & set(MAY_STAND)
    return tuple(
        replace(item, let_stand=request.reason.strip()) if item.code in stands and item.weight is Weight.ERROR else item
        for item in items
    )


def _error(code: str, where: str, found: str, mend: str) -> ChecklistItem:
    return ChecklistItem(code, Weight.ERROR, where, found, mend)


def _warning(code: str, where: str, found: str, mend: str) -> ChecklistItem:
    return ChecklistItem(code, Weight.WARNING, where, found, mend)


def _approval(ledger: Ledger, year: Period | None) -> Iterator[ChecklistItem]:
    """Returns, adjustments and corrections of the periods reported on that nobody has approved."""
    for one in ledger.submissions():
        draft = one.draft
        later = year is not None and draft.period is not None and draft.period.end > year.end
        if draft.kind is Kind.EDITION or later:
            continue
        if one.state == "void":
            mend = "Verify the ledger and put back the last good copy"
            yield _error("void", one.id, "its content is no longer what was decided on", mend)
        elif one.state == "accepted" and draft.kind is Kind.RETURN:
            found = "it is accepted and not adopted, so its figures are not the Rapporteur's"
            mend = "Adopt it (page Review, or `returns adopt`), or let the Secretariat withdraw it"
            yield _error("not_adopted", one.id, found, mend)
        elif one.state == "accepted":
            found = "it is accepted and not adopted, so what it changes is printed as not adopted"
            yield _warning("not_adopted", one.id, found, "Adopt it too (page Review, or `returns adopt`)")
        elif one.state == "submitted":
            found = "it waits for a decision, and nothing of it is in the figures"
            yield _error("waiting", one.id, found, "Accept it or send it back, or let it stand with a reason")


def _unapplied(release: Release) -> Iterator[ChecklistItem]:
    mend = "The TIP Secretariat can correct or withdraw what it names, or let it stand with a reason"
    yield from (_error("unapplied", "accepted lines", words.rstrip("."), mend) for words in release.unapplied)


def _sources(release: Release) -> Iterator[ChecklistItem]:
    for item in release.indicators:
        for series in item.components + item.context:
            for point in series.known:
                if not point.citations:
                    mend = "File the source that prints it, or withdraw the number"
                    yield _error("source", point.figure_id, "the number is printed and names no source", mend)


def _emptiness(release: Release, year: Period | None) -> Iterator[ChecklistItem]:
    numbers = [point for item in release.indicators for series in item.components for point in series.known]
    if year is None and not numbers:
        yield _error("empty", "the release", "it prints no number at all", "Wait for the first accepted returns")
    if year is not None and not any(year.contains(point.period) for point in numbers):
        mend = "Wait for its returns, or publish another year"
        yield _error("empty", year.label, "no number of this year can be printed", mend)


def _audit(release: Release, audit: ReleaseAudit, ledger: Ledger, policy: ReleasePolicy) -> Iterator[ChecklistItem]:
    for finding in audit.findings:
        mend = "Publish nothing. Read docs/disclosure.md, and report the cell to those who keep this program"
        yield _error("audit", finding.cell, finding.sentence, way_out(finding, ledger, policy) or mend)
    for item in release.indicators:
        yield from _refused_tables(item)
    for words in release.audit.warnings:
        mend = "Tighten the policy in data/reference/disclosure.yaml, or let the named approval stand"
        yield _warning("threshold", "the disclosure policy", words.rstrip("."), mend)
    for words in release.audit.for_review:
        group, _, found = words.partition(": ")
        yield _warning("one_category", group, found, "Look at it before it is printed")


def _refused_tables(item: IndicatorRelease) -> Iterator[ChecklistItem]:
    for table in item.breakdowns:
        kept_back = [note for note in table.notes if NOT_REPORTED_WORDS not in note and note != BEGUN_WORDS]
        said = " ".join(filter(None, (table.withheld, *kept_back))).rstrip(".")
        if said:
            where = f"{table.series} by {table.label[:1].lower()}{table.label[1:]}"
            yield _warning("table", where, said, "Nothing to mend; readers see this sentence")


def _embargo(ledger: Ledger, release: Release, request: EditionRequest) -> Iterator[ChecklistItem]:
    """Earlier editions whose embargo this one would break: the same readers would have their numbers before it ends."""
    read_from = request.embargo_until or datetime.now(UTC)
    printed = _numbers(claims_of(release.indicators))
    for edition in ledger.editions():
        until = edition.embargo_until
        if until is None or until <= read_from or not _is_awaited(edition, request.tier):
            continue
        if same := printed & _numbers(edition.claims):
            time = until.astimezone(JAMAICA).replace(tzinfo=None).isoformat()
            found = (
                f"edition {edition.number} is under embargo until {moment_in_words(until)}, and this edition prints "
                f"the same numbers before that ({len(same):,} cells)"
            )
            mend = f"Give it the same embargo (--embargo {time}), or let it stand with a reason"
            yield _error("embargo", f"edition {edition.number}", found, mend)


def _is_awaited(edition: Edition, tier: Tier) -> bool:
    """Whether readers of a tier wait for an edition: it stands, and is theirs or the public's."""
    return edition.state == "published" and edition.tier in {tier.value, Tier.PUBLIC.value}


def _numbers(claims: Iterable[PublishedClaim]) -> frozenset[str]:
    return frozenset(claim.cell for claim in claims if claim.value)


def _small_totals(
    ledger: Ledger, release: Release, request: EditionRequest, policy: ReleasePolicy
) -> Iterator[ChecklistItem]:
    """Totals that the public sees only once they are signed off; NATFATIP sees them as they are."""
    if release.tier is not Tier.PUBLIC:
        return
    waiting = [
        total
        for total in small_totals(ledger, release.catalogue, policy)
        if total.waits
        if request.year is None or total.period.end <= request.year.end
    ]
    lapsed = [total.key for total in waiting if total.standing is SignOff.LAPSED]
    # Those of the year reported on are what somebody would miss.
    of_year = [total.key for total in waiting if request.year is None or request.year.contains(total.period)]
    mend = "Each is printed once the Rapporteur signs it off (page Sign-off, or `sign-off give KEY`)"
    if waiting:
        named = f", of them in {request.year.label}: {_listed(of_year)}" if request.year else f": {_listed(of_year)}"
        found = f"{len(waiting)} small totals are withheld: no source has printed them{named if of_year else ''}"
        yield _warning("small_total", "national totals", found, mend)
    if lapsed:
        found = f"the sign-off has lapsed because the number is another now: {_listed(lapsed)}"
        yield _warning("small_total", "national totals", found, mend)


def _listed(keys: Sequence[str]) -> str:
    more = len(keys) - _LISTED
    return ", ".join(keys[:_LISTED]) + (f" and {more} more" if more > 0 else "")


def _identities(ledger: Ledger, who: Identity) -> Iterator[ChecklistItem]:
    unchecked = sum(decision.actor.endswith(UNVERIFIED) for decision in ledger.decisions())
    if not who.verified or unchecked:
        found = (
            f"nobody has checked who is publishing, nor who made {unchecked} of the decisions on returns; that two "
            "persons acted cannot be proved"
        )
        yield _warning("identity", "the register of decisions", found, "Keep the signed papers beside the edition")
