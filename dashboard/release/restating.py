"""What has changed since it was printed: each edition's claims beside what this release prints.

Listed are a number that is another number now, withheld now, or no longer there; and, for the same audience, a withheld
one that is shown now. A figure that was not available and is known now is news, not a change of what was printed. Only
editions for the same audience or a wider one are compared: no other's numbers may be told. An edition that nobody may
read yet, and one whose content is no longer what was published, are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeVar

from dashboard.access import Tier
from dashboard.catalogue import Catalogue
from dashboard.disclosure import ReleasePolicy, may_print
from dashboard.ledger import AsOf, Edition, Ledger, PublishedClaim
from dashboard.periods import Period, day_in_jamaica
from dashboard.release.causes import IN_THE_REGISTER, Frozen, Key, Recorded
from dashboard.release.claims import printed_values
from dashboard.release.edition_model import CATALOGUE_FILE, POLICY_FILE
from dashboard.release.happenings import happenings
from dashboard.release.model import (
    WITHHELD_SYMBOL,
    Citation,
    IndicatorRelease,
    NotAvailable,
    ReleasedTable,
    Shown,
    Value,
    Withheld,
)
from dashboard.release.policy import PolicyError, read_policy
from dashboard.release.restated import Cause, PrintedEdition, Restatement

NO_LONGER_PRINTED = "no longer printed"

Kept = TypeVar("Kept")

_NO_NOTE = "The later edition gives no reason"


def restatements(
    indicators: tuple[IndicatorRelease, ...],
    ledger: Ledger,
    catalogue: Catalogue,
    tier: Tier,
    as_of: AsOf,
    *,
    policy: ReleasePolicy,
    through: Period | None,
    today: date,
) -> tuple[Restatement, ...]:
    """Of our own editions and of the public record's sources: the newest edition first.

    Within an edition new numbers come before what has no number any more, each in the Plan's order.

    `through` leaves out figures of later periods; `today` ends embargoes, at the latest on the day of the last event.
    """
    found = [*_of_our_own(indicators, ledger, catalogue, tier, as_of, policy, through, today)]
    found += _of_the_public_record(indicators)
    found.sort(key=lambda one: not isinstance(one.after, Shown))
    return tuple(sorted(found, key=lambda one: (one.edition.on, one.edition.number), reverse=True))


def _of_our_own(
    indicators: tuple[IndicatorRelease, ...],
    ledger: Ledger,
    catalogue: Catalogue,
    tier: Tier,
    as_of: AsOf,
    policy: ReleasePolicy,
    through: Period | None,
    today: date,
) -> Iterator[Restatement]:
    editions = ledger.editions(as_of)
    end = ledger.head() if as_of.sequence is None else ledger.anchor(as_of.sequence)
    day = max(today, day_in_jamaica(end.at))
    readable = [one for one in editions if _is_for(one, tier) and _is_out(one, day)]
    printed = _Printed.of(indicators, tier)
    changed = [
        (edition, key, before, after)
        for edition in readable
        for key, before in _claims(edition)
        if through is None or key.period.end <= through.end
        if (after := printed.beside(key)) is not None and _is_change(before, after, edition.tier == tier)
    ]
    if not changed:
        return
    recorded = _recorded(ledger, catalogue, tier, as_of, policy, readable)
    series_of = (series for item in indicators for series in item.components)
    of_cohorts = {series.id for series in series_of if any(point.seen for point in series.points)}
    for edition, key, before, after in changed:
        # A cohort's key has the year in which it was seen, of its total and of what is below it.
        begun = f"{key.indicator}/{key.component}" in of_cohorts and key.period.is_financial_year
        yield Restatement(
            figure_id=key.code,
            indicator=key.indicator,
            series=_label(key, indicators, catalogue),
            period=key.period.previous if begun else key.period,
            seen=key.period if begun else None,
            before=before,
            edition=_named(edition),
            after=after,
            after_citations=printed.citations.get(key.code, ()) if isinstance(after, Shown) else (),
            causes=recorded.causes(key, edition, before, after),
        )


@dataclass(frozen=True)
class _Printed:
    """What this release prints, by key."""

    tier: Tier
    values: Mapping[str, Value]
    citations: Mapping[str, tuple[Citation, ...]]
    tables: Mapping[tuple[str, str], ReleasedTable]

    @classmethod
    def of(cls, indicators: Iterable[IndicatorRelease], tier: Tier) -> _Printed:
        chosen = tuple(indicators)
        all_series = [series for item in chosen for series in item.components]
        points = [point for series in all_series for point in (*series.halves, *series.points)]
        return cls(
            tier=tier,
            values={
                **{point.figure_id: point.value for series in all_series for point in series.halves},
                **dict(pair for item in chosen for pair in printed_values(item)),
            },
            citations={point.figure_id: point.citations for point in points},
            tables={(table.series, table.dimension): table for item in chosen for table in item.breakdowns},
        )

    def beside(self, key: Key) -> Value | None:
        """What stands under the key now; None where the restricted tier shows the same in other cells.

        A half-year that was the newest once is printed no more when its year follows; its count stands all the same.
        """
        if key.code in self.values:
            return self.values[key.code]
        if self.tier is Tier.RESTRICTED:
            return None
        series = f"{key.indicator}/{key.component}"
        dimension = key.dimensions[0][0] if key.dimensions else ""
        table = self.tables.get((series, dimension))
        if table and (table.withheld or table.audited.is_coarse(series, key.period.code, dimension)):
            return Withheld()
        return NotAvailable(NO_LONGER_PRINTED)


def _is_for(edition: Edition, tier: Tier) -> bool:
    """Whether an edition's numbers are known to these readers: for the public, or for members and read by no others."""
    return edition.state != "void" and (edition.tier == Tier.PUBLIC or tier is not Tier.PUBLIC)


def _is_out(edition: Edition, day: date) -> bool:
    """Whether its readers have had it: of an embargo the whole last day is kept, for a release knows days alone."""
    ends, withdrawn = edition.embargo_until, edition.withdrawn_at
    if ends is not None and withdrawn is not None and withdrawn < ends:
        return False  # taken back before anybody could read it
    return _read_from(edition) <= day if ends is None or ends <= edition.published_at else day_in_jamaica(ends) < day


def _read_from(edition: Edition) -> date:
    return day_in_jamaica(max(edition.published_at, edition.embargo_until or edition.published_at))


def _claims(edition: Edition) -> Iterator[tuple[Key, Value]]:
    """The claims that can be restated: numbers, and what was withheld."""
    for claim in edition.claims:
        if claim.value or claim.text == WITHHELD_SYMBOL:
            yield Key.parse(claim.cell), _value(claim)


def _value(claim: PublishedClaim) -> Value:
    if not claim.value:
        return Withheld()
    return Shown(Decimal(claim.value), Decimal(claim.out_of) if claim.out_of else None, claim.text)


def _is_change(before: Value, after: Value, same_readers: bool) -> bool:
    """What a wider audience may not see is no change to a narrower one that always saw it."""
    if isinstance(before, Withheld):
        return same_readers and isinstance(after, Shown)
    return not isinstance(after, Shown) or _as_counted(before) != _as_counted(after)


def _as_counted(value: Value) -> str:
    """As printed, without the percentage that the policy lets stand beside a share."""
    return value.text.partition(" (")[0]


def _recorded(
    ledger: Ledger,
    catalogue: Catalogue,
    tier: Tier,
    as_of: AsOf,
    policy: ReleasePolicy,
    readable: Iterable[Edition],
) -> Recorded:
    def is_past(sequence: int) -> bool:
        return as_of.sequence is None or sequence <= as_of.sequence

    names = {agency.code: agency.short for agency in catalogue.agencies}
    decisions = (one for one in ledger.decisions() if is_past(one.sequence))
    return Recorded(
        tier=tier,
        catalogue=catalogue,
        policy=policy,
        happenings=happenings(ledger.submissions(as_of), decisions, lambda code: names.get(code, code)),
        notes=tuple(note for note in ledger.notes() if is_past(note.sequence)),
        editions=tuple(readable),
        frozen=cache(lambda edition: _frozen(ledger, edition)),
    )


def _frozen(ledger: Ledger, edition: Edition) -> Frozen:
    return Frozen(
        policy=_read(lambda text: read_policy(text.decode()), _kept(ledger, edition, POLICY_FILE)),
        catalogue=_read(Catalogue.model_validate_json, _kept(ledger, edition, CATALOGUE_FILE)),
    )


def _read(reader: Callable[[bytes], Kept], content: bytes) -> Kept | None:
    """None for nothing, and for what an older program wrote and this one reads no more: no page fails over a reason."""
    try:
        return reader(content) if content else None
    except (PolicyError, ValueError):
        return None


def _kept(ledger: Ledger, edition: Edition, name: str) -> bytes:
    """A file that an edition keeps; nothing where it has none of this name."""
    return ledger.edition_file(edition.number, name) if name in {file.name for file in edition.files} else b""


def _named(edition: Edition) -> PrintedEdition:
    return PrintedEdition(edition.number, edition.title, _read_from(edition), _withdrawn(edition))


def _withdrawn(edition: Edition) -> str:
    """In every tier as in public: words that may tell a count are for those who publish, on the page Publishing."""
    if edition.state != "withdrawn":
        return ""
    why = edition.withdrawn_because.strip().rstrip(".")
    return f"Withdrawn since: {why}." if may_print(why, Tier.PUBLIC) else f"Withdrawn since; {IN_THE_REGISTER}."


def _label(key: Key, indicators: Iterable[IndicatorRelease], catalogue: Catalogue) -> str:
    """`Child victims identified, sex: Female`; codes that the catalogue no longer has stand as they are."""
    series = (one for item in indicators for one in item.components if one.id == f"{key.indicator}/{key.component}")
    component = next((one.label for one in series), key.component)
    lists = {one.code: one for one in catalogue.code_lists}
    said = [component]
    for dimension, code in key.dimensions:
        listed = lists.get(dimension)
        labels = {one.code: one.label for one in listed.codes} if listed else {}
        said.append(f"{listed.label.lower() if listed else dimension}: {labels.get(code, code)}")
    return ", ".join(said)


def _of_the_public_record(indicators: Iterable[IndicatorRelease]) -> Iterator[Restatement]:
    """Each number that a later edition of its source prints otherwise, with the note of the source that changed it.

    A number that serves two indicators was printed once and is one change.
    """
    found: dict[tuple[object, ...], Restatement] = {}
    for one in _of_each_indicator(indicators):
        printed = (one.edition, one.series, one.period, one.seen, one.before, one.after, one.causes)
        first = found.get(printed)
        found[printed] = replace(first, also=(*first.also, one.indicator)) if first else one
    yield from found.values()


def _of_each_indicator(indicators: Iterable[IndicatorRelease]) -> Iterator[Restatement]:
    for item in indicators:
        for series in item.components + item.context:
            for point in series.points:
                for variant in point.variants:
                    if variant.kind == "restated":
                        cited, since = variant.citation, point.citations[-1]
                        yield Restatement(
                            figure_id=point.figure_id,
                            indicator=item.id,
                            series=series.label,
                            period=point.period,
                            seen=point.seen,
                            before=variant.value,
                            edition=PrintedEdition(0, cited.short, cited.published_on, citation=cited),
                            after=point.value,
                            after_citations=(since,),
                            causes=(_cause_of(since, point.note),),
                        )


def _cause_of(since: Citation, note: str) -> Cause:
    """The later edition is the source's own decision."""
    words = note.rstrip(".") or _NO_NOTE
    return Cause(f"{words}.", since.publisher, None if since.published_on_is_access_date else since.published_on)
