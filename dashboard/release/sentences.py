"""Sentences that the data choose. No sentence can say "rose" of a number that did not.

A sentence on a count states number, unit and period; "identified", never "were trafficked"; no adjective. It is made
from points that may be shown, so it can lean on no withheld figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dashboard.catalogue import EvidenceModel, Indicator
from dashboard.ledger import DataSet
from dashboard.periods import day_in_words
from dashboard.progress import Comparison, Verdict, VerdictLabel, listed, strength_words
from dashboard.release.model import Point, ReleasedMilestone, Series, Shown, StageState, Withheld


def movement(before: Point, after: Point) -> str:
    """`rose from 30 in 2017/18 to 61 in 2023/24`, `fell from …`, `stood at 6 in both 2018/19 and 2021/22`.

    A share rises or falls as a share: from 2 of 14 to 2 of 27 it fell.

    Raises ValueError for a point without a number: nothing may be said of it.
    """
    if not isinstance(before.value, Shown) or not isinstance(after.value, Shown):
        raise ValueError(f"no sentence may lean on {before.figure_id} and {after.figure_id}: one is not shown")
    first, last = before.value, after.value
    if (first.number, first.denominator) == (last.number, last.denominator):
        both = "of cases begun in both" if after.seen else "in both"
        return f"stood at {last.text} {both} {before.period.label} and {after.period.label}"
    change = _change(first, last)
    if not change:
        return f"was {first.text} {_year(before)} and {last.text} {_year(after)}"
    verb = "rose" if change > 0 else "fell"
    return f"{verb} from {first.text} {_year(before)} to {last.text} {_year(after)}"


def _year(point: Point) -> str:
    """`in 2021/22`; of a cohort `begun in 2021/22`, which is not the year in which its cases ended."""
    return f"{'begun ' if point.seen else ''}in {point.period.label}"


def _change(first: Shown, last: Shown) -> Fraction:
    """By how much a count, or of two shares the share, changed; 0 where the two cannot be compared."""
    if first.denominator is None and last.denominator is None:
        return Fraction(last.number) - Fraction(first.number)
    if not first.denominator or not last.denominator:
        return Fraction(0)
    return Fraction(last.number) / Fraction(last.denominator) - Fraction(first.number) / Fraction(first.denominator)


def amount(series: Series, point: Point) -> str:
    """`6 children`, `1 report`, `J$34.8 million`; of a share the unit before the percentage: `6 of 27 cases (22 %)`."""
    one = isinstance(point.value, Shown) and point.value.number == 1 and point.value.denominator is None
    counts, opened, percentage = point.value.text.partition(" (")
    unit = _singular(series.unit_words) if one else series.unit_words
    return f"{f'{counts} {unit}'.strip()}{opened}{percentage}"


def newest_words(series: Series) -> str:
    """`Trafficking cases pending in court: 18 cases on 24 July 2018`, of a series with a number to show."""
    latest = series.known[-1]
    return f"{series.label}: {amount(series, latest)} {when_words(series, latest)}"


def when_words(series: Series, point: Point) -> str:
    """`in 2021/22`, `on 24 July 2018`, of a cohort `begun in 2021/22`; a running total stands `by 24 July 2018`."""
    if "cumulative" in series.heading.lower():
        return f"by {day_in_words(point.period.end)}"
    return f"begun {point.period.adverbial}" if point.seen else point.period.adverbial


def context_sentence(series: Series, comparison: Comparison | None) -> str:
    """What may be said of a tested context series; "" where there is nothing to compare."""
    points = {point.period: point for point in series.known}
    if comparison is None or comparison.before_period not in points or comparison.after_period not in points:
        return ""
    before, after = points[comparison.before_period], points[comparison.after_period]
    said = f"{series.heading}: {_lower_first(series.label)} {movement(before, after)}. {strength_words(comparison)}"
    return f"{said} The counts show recording and detection; they do not measure how much trafficking exists."


def finding(
    indicator: Indicator,
    verdict: Verdict,
    components: tuple[Series, ...],
    beside: tuple[Series, ...],
    context: tuple[Series, ...],
    stages: tuple[StageState, ...],
    facts: tuple[ReleasedMilestone, ...],
) -> str:
    """The title of the indicator's page: the most that may be said of it, in one sentence without a full stop.

    `components` are those that are judged, `beside` all of them.
    """
    headline = next((series for series in components if series.known), None)
    if verdict.label is VerdictLabel.WITHHELD:
        return f"{indicator.short}: withheld to protect children"
    if verdict.comparisons and headline and headline.latest and headline.baseline:
        return f"{headline.label} {movement(headline.baseline, headline.latest)}{_not_covered(indicator, verdict)}"
    if indicator.evidence_model is EvidenceModel.RECURRING and headline:
        return _recurring_finding(headline)
    if reached := [stage for stage in stages if stage.state == "reached"]:
        return _ladder_finding(reached[-1], stages)
    if headline and headline.latest:
        said = newest_words(headline)
        return said if headline.baseline else f"{said}; no baseline to compare with"
    if counted := next((series for series in beside if series.known), None):
        return f"{newest_words(counted)}; {_nothing_of(components[0])}"
    if tested := next((series for series in context if series.sentence and series.baseline), None):
        return f"{_context_movement(tested)}; the record does not count children apart"
    if any(series.known for series in context):
        return f"{indicator.short}: no figure of its own on record; others are published as context"
    if facts:
        verb = "bears" if len(facts) == 1 else "bear"
        return f"{indicator.short}: no figure on record; {how_many(len(facts), 'dated fact')} {verb} on it"
    return f"No figure on record yet: {_lower_first(indicator.short)}"


@dataclass(frozen=True)
class Known:
    """The newest thing on record in few words, what must stand beside it, and the id of the series it is of, if any."""

    words: str
    detail: str
    series: str = ""


def known(
    components: tuple[Series, ...],
    beside: tuple[Series, ...],
    context: tuple[Series, ...],
    stages: tuple[StageState, ...],
    facts: tuple[ReleasedMilestone, ...],
    *,
    comparable: bool = True,
) -> Known:
    """The newest thing on record for a table row; of a count that is not the headline (`beside`) only with its name.

    `comparable`: the baseline may stand beside it. Where a verdict refuses the comparison no row may suggest it.
    """
    for series in components:
        if latest := series.latest:
            since = series.baseline
            compared = comparable and since is not None and since is not latest
            year = f"begun in {latest.period.label}" if latest.seen else latest.period.label
            return Known(
                amount(series, latest), f"{year}, from {since.value.text}" if compared and since else year, series.id
            )
    if reached := [stage for stage in stages if stage.state == "reached"]:
        return Known(reached[-1].label, reached[-1].when)
    for series in context:
        if series.sentence and (latest := series.latest):
            return Known(amount(series, latest), f"{latest.period.label}, {_lower_first(series.heading)}", series.id)
    if counted := next((series for series in beside if series.known), None):
        return Known("", newest_words(counted), counted.id)
    if any(series.known for series in context):
        return Known("", "No figure of its own; others published as context")
    return Known("", "No figure; dated facts" if facts else "")


def empty(owner: str, data_set: DataSet) -> str:
    """What stands where nothing can be drawn."""
    missing = "No public figure" if data_set is DataSet.PUBLIC_RECORD else "Not yet reported"
    return f"{missing}. Owner: {owner}."


def _nothing_of(series: Series) -> str:
    """`community members above the pass mark: withheld to protect children`, or that nothing is on record."""
    withheld = any(isinstance(point.value, Withheld) for point in series.points)
    said = "withheld to protect children" if withheld else "no figure on record"
    return f"{_lower_first(series.label)}: {said}"


def _not_covered(indicator: Indicator, verdict: Verdict) -> str:
    """` (no figure for spaces appropriately staffed)`, so that no title claims the whole of a wording half covered."""
    missing = [_lower_first(indicator.component(name).label) for name in verdict.not_covered]
    return f" (no figure for {listed(missing, 'or')})" if missing else ""


def _recurring_finding(series: Series) -> str:
    """The years in which the duty was done, and since when nothing is known."""
    done = [point.period.label for point in series.known if isinstance(point.value, Shown) and point.value.number > 0]
    none = [point.period.label for point in series.known if point.period.label not in done]
    silent = [point.period.label for point in series.points if point.period > series.known[-1].period]
    said = f"{series.label}: {', '.join(done)}" if done else f"{series.label}: none in {', '.join(none)}"
    if not silent:
        return said
    since = f"{silent[0]} to {silent[-1]}" if len(silent) > 1 else silent[0]
    return f"{said}; nothing on record for {since}"


def _ladder_finding(last: StageState, stages: tuple[StageState, ...]) -> str:
    """`Last stage reached: report final (2023/24); the next, “Endorsed by the Government”, is not reached so far`."""
    position = stages.index(last)
    said = f"Last stage reached: {_lower_first(last.label)} ({last.when})"
    waiting = next((stage for stage in stages[position + 1 :] if stage.state in ("not_reached", "unknown")), None)
    if waiting is None:
        return said
    denied = waiting.state == "not_reached"
    return f"{said}; the next, “{waiting.label}”, is not {'reached so far' if denied else 'on record'}"


def _context_movement(series: Series) -> str:
    assert series.baseline is not None
    return f"{series.heading}: {_lower_first(series.label)} {movement(series.baseline, series.known[-1])}"


def _singular(words: str) -> str:
    """The singular of a plural unit, by its first noun: `children`, `agencies`, `reports tabled`."""
    noun, _, rest = words.partition(" ")
    if noun == "children":
        one = "child"
    elif noun.endswith("ies"):
        one = f"{noun[:-3]}y"
    else:
        one = noun.removesuffix("s")
    return f"{one} {rest}".strip()


def how_many(number: int, noun: str) -> str:
    """`1 figure`, `3 figures`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _lower_first(text: str) -> str:
    """Lower-cases a leading capital, not an acronym or a proper name."""
    first_word = text.split(" ", 1)[0]
    acronym = len(first_word) > 1 and first_word.upper() == first_word
    return text if acronym or first_word in {"ONRTIP", "NATFATIP", "Jamaica"} else text[:1].lower() + text[1:]
