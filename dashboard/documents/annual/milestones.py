"""Dated facts and ladders of stages as tables."""

from __future__ import annotations

from dashboard.documents.annual.report import Report
from dashboard.documents.annual.wording import counted, listed, marks, sources, typeset
from dashboard.documents.blocks import Column, ListBlock, Runs, Table, Text, plain
from dashboard.periods import day_in_words
from dashboard.release import IndicatorRelease, ReleasedMilestone, StageState

# Up to so many facts are told in a list.
FACTS_TOLD = 2

_STATES = {
    "reached": "Reached",
    "passed": "Passed: a later stage was reached",
    "not_reached": "Not reached",
    "unknown": "Not on record",
}


def ladder_table(report: Report, item: IndicatorRelease) -> Table | None:
    """The stages in order, each with state, day and evidence; None where no source speaks of any."""
    if not any(stage.evidence for stage in item.stages):
        return None
    dues = any(stage.due for stage in item.stages)
    columns = [Column("Stage", 2.7), Column("State", 1.9), Column("When", 1.5)]
    columns += [Column("Due", 1.6)] if dues else []
    columns += [Column("Evidence", 4)]
    evidence = [fact.citation for stage in item.stages for fact in stage.evidence]
    return Table(
        key=f"t-{item.id}-stages",
        caption=f"Indicator {item.id}: stages by the end of {report.last.label}",
        columns=tuple(columns),
        rows=tuple(_stage_row(stage, dues=dues) for stage in item.stages),
        source=sources(evidence),
        description=f"One row for each of {counted(len(item.stages), 'stage')}, its state, day and evidence.",
    )


def silent_stages(report: Report, item: IndicatorRelease) -> str:
    """The stages of which no source speaks at all, in one sentence; "" where one is spoken of, or there is none."""
    if not item.stages or any(stage.evidence for stage in item.stages):
        return ""
    named = listed((f"“{stage.label}”" for stage in item.stages), "or")
    return f"No source on record says whether {named} was reached by the end of {report.last.label}."


def _stage_row(stage: StageState, *, dues: bool) -> tuple[Runs, ...]:
    due = (plain(day_in_words(stage.due) if stage.due else "–"),) if dues else ()
    told: Runs = ()
    for fact in stage.evidence:
        told = (*told, Text(" "), *_told(fact)) if told else _told(fact)
    return (plain(stage.label), plain(_STATES[stage.state]), plain(stage.when or "–"), *due, told or plain("–"))


def _told(fact: ReleasedMilestone) -> Runs:
    """The fact and its source as one sentence: `The mechanism was adopted [26].`"""
    return (Text(f"{typeset(fact.text).removesuffix('.')} "), *marks([fact.citation]), Text("."))


def other_facts(item: IndicatorRelease) -> tuple[ReleasedMilestone, ...]:
    """Dated facts that move no stage."""
    on_ladder = {fact for stage in item.stages for fact in stage.evidence}
    return tuple(fact for fact in item.milestones if fact not in on_ladder)


def facts_told(item: IndicatorRelease) -> ListBlock | None:
    """One or two dated facts as a list: a table of one row says less. None where there are none, or more."""
    facts = other_facts(item)
    if not facts or len(facts) > FACTS_TOLD:
        return None
    return ListBlock(tuple((Text(f"{_when(fact)}: "), *_told(fact)) for fact in facts))


def facts_table(report: Report, item: IndicatorRelease) -> Table | None:
    """More than two dated facts, as the sources tell them; None where there are fewer."""
    facts = other_facts(item)
    if len(facts) <= FACTS_TOLD:
        return None
    return Table(
        key=f"t-{item.id}-facts",
        caption=f"Indicator {item.id}: dated facts up to {report.last.label}",
        columns=(Column("When", 1.7), Column("What the source says", 6.6), Column("Source", 0.9)),
        rows=tuple((plain(fact.when), plain(typeset(fact.text)), marks([fact.citation])) for fact in facts),
        source=sources(fact.citation for fact in facts),
        description=f"One row for each of {counted(len(facts), 'dated fact')}: day, words, source.",
    )


def _when(fact: ReleasedMilestone) -> str:
    return fact.when[:1].upper() + fact.when[1:]
