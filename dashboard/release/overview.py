"""The first page in values: what is known, what waits and for whom, what is new. Chosen from a release, worded here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from dashboard.ledger import DataSet
from dashboard.periods import Period
from dashboard.progress import Gate, VerdictLabel
from dashboard.release.model import Citation, IndicatorRelease, Release, Series
from dashboard.release.sentences import newest_words

# Worst news that asks for action first among equals; a clear movement before a ladder.
_LEADING = (
    VerdictLabel.CLEAR_DECLINE,
    VerdictLabel.CLEAR_IMPROVEMENT,
    VerdictLabel.OVERDUE,
    VerdictLabel.DONE,
    VerdictLabel.UNDER_WAY,
)
_WAITS_FOR = {
    Gate.NOT_SUBMITTED: "a figure that can be judged",
    Gate.NOT_ACCEPTED: "a return to be accepted",
    Gate.NO_BASELINE: "a baseline",
    Gate.POOR_BASELINE: "a better baseline",
    Gate.DEFINITION_CHANGED: "figures of one definition",
    Gate.PERIOD_NOT_OVER: "the period to end",
    Gate.TOO_IMMATURE: "cases to mature",
    Gate.AGENCIES_MISSING: "the agencies that have not reported",
    Gate.DENOMINATOR_ZERO: "a case to occur",
    Gate.NO_RUBRIC: "an agreed scale",
}


@dataclass(frozen=True)
class Waiting:
    """The indicators that wait for one thing, and by whose hand each could move: agency short name -> indicators."""

    gate: Gate
    waits_for: str
    indicators: tuple[IndicatorRelease, ...]
    by_agency: tuple[tuple[str, tuple[IndicatorRelease, ...]], ...]


@dataclass(frozen=True)
class News:
    """Something the newest sources say: a figure or a dated fact."""

    indicator: IndicatorRelease
    text: str
    citation: Citation


@dataclass(frozen=True)
class Overview:
    """`title` and `lead` are sentences; `known` are the indicators that the record says something of, judged first."""

    title: str
    lead: str
    known: tuple[IndicatorRelease, ...]
    key: tuple[IndicatorRelease, ...]
    waiting: tuple[Waiting, ...]
    silent: tuple[IndicatorRelease, ...]
    news: tuple[News, ...]
    period: Period | None


def overview(release: Release) -> Overview:
    """What the home page and the summary of a report lead with."""
    known = tuple(item for item in release.indicators if _says_something(item))
    waiting = tuple(_waiting(release, gate, items) for gate, items in release.cannot_be_assessed().items())
    return Overview(
        title=_title(release),
        lead=_lead(release, waiting),
        known=tuple(sorted(known, key=_by_weight)),
        key=tuple(item for item in release.indicators if item.entry.dialogue_key),
        waiting=waiting,
        silent=tuple(item for item in release.indicators if item.empty and not item.is_withheld),
        news=_news(release),
        period=max((point.period for item in known for s in item.components for point in s.known), default=None),
    )


def _title(release: Release) -> str:
    waiting = sum(1 for item in release.indicators if item.verdict.label is VerdictLabel.CANNOT_BE_ASSESSED)
    rest = f"{waiting} of {len(release.indicators)} indicators cannot be assessed yet"
    judged = (item for label in _LEADING for item in release.indicators if item.verdict.label is label)
    first = next(judged, None)
    return rest if first is None else f"{first.finding}; {rest}"


def _lead(release: Release, waiting: tuple[Waiting, ...]) -> str:
    total = len(release.indicators)
    stopped = sum(len(group.indicators) for group in waiting)
    record = "the public record lets" if release.data_set is DataSet.PUBLIC_RECORD else "the returns let"
    withheld = sum(1 for item in release.indicators if item.verdict.label is VerdictLabel.WITHHELD)
    judged = f"Of {total} indicators, {record} {total - stopped - withheld} be judged."
    if withheld:
        statuses = "The status of 1 more is" if withheld == 1 else f"The statuses of {withheld} more are"
        judged = f"{judged} {statuses} withheld to protect children."
    if not waiting:
        return judged
    groups = [f"{len(group.indicators)} for {group.waits_for}" for group in waiting]
    return f"{judged} The other {stopped} wait: {', '.join(groups)}."


def _waiting(release: Release, gate: Gate, items: tuple[IndicatorRelease, ...]) -> Waiting:
    by_agency: defaultdict[str, list[IndicatorRelease]] = defaultdict(list)
    for item in items:
        for code in item.verdict.who_must_act or (item.entry.owner,):
            by_agency[release.catalogue.agency(code).short].append(item)
    busiest_first = sorted(by_agency.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return Waiting(gate, _WAITS_FOR[gate], items, tuple((agency, tuple(owed)) for agency, owed in busiest_first))


def _by_weight(item: IndicatorRelease) -> tuple[int, int]:
    """Judged before waiting, figures before dated facts before context; the Plan's order within."""
    stopped = item.verdict.label is VerdictLabel.CANNOT_BE_ASSESSED
    has_value = any(series.known for series in item.components)
    tested = any(series.sentence for series in item.context)
    return int(stopped), 0 if has_value else 1 if tested else 2


def _says_something(item: IndicatorRelease) -> bool:
    """A figure of its own, a stage reached, or a tested series beside it; loose context is left to the pages."""
    own = any(series.known for series in item.components)
    reached = any(stage.state == "reached" for stage in item.stages)
    return own or reached or any(series.sentence for series in item.context)


def _news(release: Release) -> tuple[News, ...]:
    """What the newest dated source of the record says, figures before facts."""
    dated = [citation for citation in release.sources if not citation.published_on_is_access_date]
    newest = max((citation.published_on for citation in dated), default=None)
    if newest is None:
        return ()
    said = {
        (news.indicator.id, news.text): news
        for item in release.indicators
        for news in (*_figures_from(item), *_facts_from(item))
        if news.citation.published_on == newest and not news.citation.published_on_is_access_date
    }
    return tuple(said.values())


def _figures_from(item: IndicatorRelease) -> tuple[News, ...]:
    return tuple(
        News(item, _said(series), point.citations[-1])
        for series in item.components + item.context
        for point in series.known[-1:]
        if point.citations
    )


def _said(series: Series) -> str:
    heading = f" ({series.heading[:1].lower()}{series.heading[1:]})" if series.heading else ""
    return f"{newest_words(series)}{heading}"


def _facts_from(item: IndicatorRelease) -> tuple[News, ...]:
    return tuple(News(item, f"{fact.text} ({fact.when})", fact.citation) for fact in item.milestones)
