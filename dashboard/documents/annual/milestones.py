"""Dated facts and ladders of stages as tables."""

from __future__ import annotations

from dashboard.documents.annual.report import Report
from dashboard.documents.annual.wording import counted, marks, sources
from dashboard.documents.blocks import Column, Runs, Table, Text, plain
from dashboard.periods import day_in_words
from dashboard.release import IndicatorRelease, StageState

_STATES = {
    "reached": "Reached",
    "passed": "Passed: a later stage was reached",
    "not_reached": "Not reached",
    "unknown": "Not on record",
}


def ladder_table(report: Report, item: IndicatorRelease) -> Table | None:
    """The stages in order, each with its state, its day and the facts that say so; None without stages."""
    if not item.stages:
        return None
    dues = any(stage.due for stage in item.stages)
    columns = [Column("Stage", 3), Column("State", 1.5), Column("When", 1.6)]
    columns += [Column("Due", 1.4)] if dues else []
    columns += [Column("Evidence", 4)]
    evidence = [fact.citation for stage in item.stages for fact in stage.evidence]
    return Table(
        key=f"t-{item.id}-stages",
        caption=f"{item.id} {item.entry.short}: stages by the end of {report.last.label}",
        columns=tuple(columns),
        rows=tuple(_stage_row(stage, dues=dues) for stage in item.stages),
        source=sources(evidence) or plain("no source on record speaks of these stages."),
        description=f"One row for each of {counted(len(item.stages), 'stage')}, its state, day and evidence.",
    )


def _stage_row(stage: StageState, *, dues: bool) -> tuple[Runs, ...]:
    due = (plain(day_in_words(stage.due) if stage.due else "–"),) if dues else ()
    told: Runs = ()
    for fact in stage.evidence:
        told = (*told, Text(f"{'; ' if told else ''}{fact.text} "), *marks([fact.citation]))
    return (plain(stage.label), plain(_STATES[stage.state]), plain(stage.when or "–"), *due, told or plain("–"))


def facts_table(report: Report, item: IndicatorRelease) -> Table | None:
    """Dated facts that move no stage, as the sources tell them; None where there is none."""
    on_ladder = {fact for stage in item.stages for fact in stage.evidence}
    facts = [fact for fact in item.milestones if fact not in on_ladder]
    if not facts:
        return None
    return Table(
        key=f"t-{item.id}-facts",
        caption=f"{item.id} {item.entry.short}: dated facts up to {report.last.label}",
        columns=(Column("When", 1.7), Column("What the source says", 6.6), Column("Source", 0.9)),
        rows=tuple((plain(fact.when), plain(fact.text), marks([fact.citation])) for fact in facts),
        source=sources(fact.citation for fact in facts),
        description=f"One row for each of {counted(len(facts), 'dated fact')}: day, words, source.",
    )
