"""What the summary says: five findings and five decisions, both chosen by the data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from dashboard.documents.annual.report import Report
from dashboard.documents.annual.wording import counted, listed, lower_first, sentence
from dashboard.progress import Gate, VerdictLabel
from dashboard.release import IndicatorRelease

HOW_MANY = 5  # what a member of Parliament reads on one page

# What got worse or is late first, or five improvements would leave it out; then movements, and what is done or begun.
_LEADING = (
    VerdictLabel.CLEAR_DECLINE,
    VerdictLabel.OVERDUE,
    VerdictLabel.CLEAR_IMPROVEMENT,
    VerdictLabel.MIXED,
    VerdictLabel.CLEAR_INCREASE,
    VerdictLabel.CLEAR_DECREASE,
    VerdictLabel.DONE,
    VerdictLabel.UNDER_WAY,
    VerdictLabel.NOT_STARTED,
    VerdictLabel.HIGHER,
    VerdictLabel.HIGHER_AND_LOWER,
    VerdictLabel.LOWER,
    VerdictLabel.NO_DIFFERENCE,
    VerdictLabel.TOO_FEW,
)
# What an agency is asked to do about an indicator that waits. Time alone ends the other gates.
_ASKS = {
    Gate.NOT_SUBMITTED: "report, or state to be unavailable, what is missing on",
    Gate.NO_BASELINE: "state the figure of the baseline year, or that it cannot be known, for",
    Gate.POOR_BASELINE: "confirm or correct the baseline of",
    Gate.DEFINITION_CHANGED: "recount under one definition the figures of",
    Gate.NOT_ACCEPTED: "accept or send back the returns on",
    Gate.AGENCIES_MISSING: "complete the returns on",
    Gate.NO_RUBRIC: "approve and publish a scale for",
}


@dataclass(frozen=True)
class Finding:
    """A sentence and the indicators it rests on."""

    text: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """Something only `addressed` can settle, and the indicators that wait for it."""

    addressed: str
    text: str
    indicators: tuple[str, ...]


def findings(report: Report) -> tuple[Finding, ...]:
    """At most five sentences: how much can be said, what moved, what is known beside it."""
    found = [_how_much(report)]
    found += [
        Finding(_headed(item), (item.id,))
        for label in _LEADING
        for item in report.release.indicators
        if item.verdict.label is label and not item.entry.alias_of
    ]
    beside = [
        Finding(f"{item.reference.title}: {lower_first(sentence(item.reference.sentence))}", (item.id,))
        for item in report.release.indicators
        if item.reference and not item.entry.alias_of
    ]
    beside += [
        Finding(series.sentence, (item.id,))
        for item in report.release.indicators
        for series in item.context
        if series.sentence and report.known_points(series)
    ]
    # Counts of children and tested context keep two places, whatever else there is to say.
    kept = beside[:2]
    return (*found[: HOW_MANY - len(kept)], *kept)


def _headed(item: IndicatorRelease) -> str:
    """The release's finding; one about stages does not name its subject, so the indicator's name goes before it.

    As a heading of its own: run together, the name of what was promised would read as done.
    """
    if item.verdict.comparisons:
        return sentence(item.finding)
    return f"{sentence(item.entry.short)} {sentence(item.finding)}"


def _how_much(report: Report) -> Finding:
    items = report.release.indicators
    stopped = [item for item in items if item.verdict.label is VerdictLabel.CANNOT_BE_ASSESSED]
    hidden = [item for item in items if item.verdict.label is VerdictLabel.WITHHELD]
    silent = [item for item in stopped if report.is_silent(item)]
    kept = f", {len(hidden)} {'is' if len(hidden) == 1 else 'are'} withheld to protect children" if hidden else ""
    judged = len(items) - len(stopped) - len(hidden)
    said = (
        f"Of {counted(len(items), 'indicator')}, {judged} can be assessed{kept} and {len(stopped)} cannot be assessed"
    )
    more = f"; on {len(silent)} of these nothing at all is on record" if silent else ""
    return Finding(f"{said}{more}.", ())


def decisions(report: Report) -> tuple[Decision, ...]:
    """Everything the figures ask somebody to settle, the largest first; those asked the same are asked together."""
    asked: defaultdict[tuple[Gate, tuple[str, ...]], list[str]] = defaultdict(list)
    for gate, items in report.release.cannot_be_assessed().items():
        for item in items if gate in _ASKS else ():
            asked[gate, item.verdict.who_must_act or (item.entry.owner,)].append(item.id)
    by_size = sorted(asked.items(), key=lambda pair: -len(pair[1]))
    return tuple(
        Decision(listed(report.agency(code) for code in codes), sentence(f"{_ASKS[gate]} {_named(ids)}"), tuple(ids))
        for (gate, codes), ids in by_size
    )


def standing_decisions(report: Report) -> tuple[Decision, ...]:
    """What the Partnership's own papers leave open: definitions not approved, targets not set."""
    entries = [item.entry for item in report.release.indicators]
    open_words = tuple(entry.id for entry in entries if entry.definition.status != "approved")
    aimless = tuple(entry.id for entry in entries if entry.target is None)
    found = []
    if open_words:
        found.append(
            Decision(
                "NATFATIP and ONRTIP",
                f"Approve the definitions: {len(open_words)} of {len(entries)} are proposals.",
                open_words,
            )
        )
    if aimless:
        found.append(
            Decision("NATFATIP", f"Set targets: {len(aimless)} of {len(entries)} indicators have none.", aimless)
        )
    return tuple(found)


def leading_decisions(report: Report) -> tuple[Decision, ...]:
    """The five that the summary prints: the standing ones, after the largest requests to agencies."""
    standing = standing_decisions(report)
    return (*decisions(report)[: HOW_MANY - len(standing)], *standing)


def _named(ids: list[str]) -> str:
    """`indicator 2.2a`, `indicators 1.1a, 2.1 and 2.4b`."""
    return f"indicator {ids[0]}" if len(ids) == 1 else f"indicators {listed(ids)}"
