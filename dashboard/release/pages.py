"""What the other pages print, in values: the line above a title, an objective, how to read the figures."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.catalogue import Activity
from dashboard.ledger import DataSet
from dashboard.periods import BASELINE, Period, day_in_words, financial_years, latest_complete_financial_year
from dashboard.progress import VerdictLabel, joint_false_alarm
from dashboard.release.audit_words import threshold_words
from dashboard.release.model import IndicatorRelease, Release

_DRAFT = "draft of the next edition, nothing of it is published"
_DATA_SETS = {
    DataSet.PUBLIC_RECORD: "Public record · figures published to {horizon} · not returns from agencies",
    DataSet.TRAINING: f"Training data · synthetic, for training · {_DRAFT}",
    DataSet.OFFICE: f"Returns of the agencies, with the public record beside them · {_DRAFT}",
}


def standing(release: Release) -> str:
    """What kind of figures these are and until when, for the line above a title."""
    return _DATA_SETS[release.data_set].format(horizon=f"{release.horizon:%B %Y}")


@dataclass(frozen=True)
class ObjectivePage:
    title: str
    activities: tuple[tuple[Activity, tuple[IndicatorRelease, ...]], ...]
    silent: tuple[IndicatorRelease, ...]


def objective_page(release: Release, objective_id: str) -> ObjectivePage:
    """The indicators of an objective by activity, in the Plan's order. KeyError for an unknown objective."""
    items = release.of_objective(objective_id)
    if not items:
        raise KeyError(f"no indicators under objective {objective_id!r}")
    stopped = sum(1 for item in items if item.verdict.label is VerdictLabel.CANNOT_BE_ASSESSED)
    withheld = sum(1 for item in items if item.verdict.label is VerdictLabel.WITHHELD)
    activities = (activity for activity in release.catalogue.activities if activity.objective == objective_id)
    by_activity = ((a, tuple(item for item in items if item.entry.activity == a.id)) for a in activities)
    return ObjectivePage(
        title=f"Objective {objective_id}: {_how_many_judged(len(items), stopped, withheld)}",
        activities=tuple(pair for pair in by_activity if pair[1]),
        silent=tuple(item for item in items if item.empty and not item.is_withheld),
    )


def _how_many_judged(total: int, stopped: int, withheld: int) -> str:
    """`6 of 12 indicators can be assessed, 5 are withheld to protect children, 1 cannot be assessed yet`."""
    judged = total - stopped - withheld
    said = [f"{judged or 'none'} of {total} indicators can be assessed"]
    if withheld:
        said.append(f"{withheld} {'is' if withheld == 1 else 'are'} withheld to protect children")
    if stopped and stopped < total:
        said.append(f"{stopped} cannot be assessed yet")
    return ", ".join(said) if len(said) > 1 or not stopped else f"{said[0]} yet"


def report_years(release: Release) -> tuple[Period, ...]:
    """The financial years an annual report can cover: after the baseline, to the last complete year of the record."""
    first = Period.financial_year(BASELINE.start.year + 1)
    return financial_years(first, latest_complete_financial_year(release.horizon))


def method_notes(release: Release) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Heading and paragraphs on how to read the figures, for the screen and the report alike."""
    alarms = joint_false_alarm(release.catalogue)
    return (
        (
            "What is counted",
            (
                "A count is what an authority recorded. It is not the number of children who were trafficked. A rise "
                "in the number identified is described as detection.",
                "Suspected and confirmed victims are never added. Figures of all ages stand beside a child indicator "
                "as context and are never judged as its value.",
                "Years are financial years, April to March. The baseline is 2017/18, the year before the Partnership "
                "was signed.",
            ),
        ),
        (
            "How a verdict is reached",
            (
                "First come the gates: without an accepted figure, a baseline of the same definition and a complete "
                "period, an indicator cannot be assessed, and the reason is given.",
                "Then two counts are compared by an exact test. A movement is called clear if so large a one would "
                "arise by chance less than once in twenty times (p < 0.05), very clear below p < 0.002. Victims and "
                "defendants often come in groups; while nobody has measured how strongly, their counts are called "
                "clear only below p < 0.002.",
                "The shaded band is the exact 95 % interval of the rate behind a count. The count itself is complete; "
                "the band shows how far chance alone could have moved it.",
                "Things that stand on a day, such as spaces, are counted and need no test. Shares are printed as "
                "4 of 6, with a percentage from a denominator of 20.",
                f"One edition makes at most {alarms.tests} tests. If nothing at all had changed, the chance that at "
                f"least one of them would still be called clear is at most {alarms.probability:.0%}.",
            ),
        ),
        (
            "The symbols",
            (
                "[x] not available: nobody has published the figure, or an agency says that there is none.",
                "Not yet reported: an agency that was asked has not answered, or its answer is not yet accepted; the "
                "agency is named on Data quality. Until the last one has answered there is no number.",
                "[z] not applicable: the figure cannot exist.",
                "[c] withheld to protect children, whatever the reason. A verdict or sentence that leans on a withheld "
                "figure is withheld with it.",
                *threshold_words(release),
                "A blank is never zero, and zero is printed as 0.",
            ),
        ),
        (
            "Returns and published figures",
            (
                "Where agencies have returned a financial year, its figure is made from their accepted returns alone: "
                "the numbers of all agencies, less children whom two of them counted. A published figure of that year "
                "is a mark for comparison: never added, never put in the place of a missing half.",
                "The TIP Secretariat accepts returns, the National Rapporteur adopts them for her report. A number "
                "that is not yet adopted says so, and a reservation is printed beside it.",
            ),
        ),
        (
            "Sources that differ",
            (
                "Each edition of each source is kept. The latest edition of the most direct source leads; an earlier "
                "number of the same source is shown as restated, another source's number stands beside it. Nothing is "
                "averaged.",
                "Confidence says how a figure was read: high in the edition itself, medium in a copy or a later "
                "restatement, low in the press. Worked out means made from parts that the source printed.",
                f"The newest source here is of {day_in_words(release.horizon)}.",
            ),
        ),
    )
