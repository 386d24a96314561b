"""How a number of a return is named and printed: by the catalogue's words, the same on receipts and in review."""

from __future__ import annotations

from dashboard.catalogue import Catalogue, Code
from dashboard.ledger import CommitmentRecord, Dimensions, MilestoneRecord, Observation, State
from dashboard.periods import day_in_words


def label_of(catalogue: Catalogue, indicator: str, component: str, dimensions: Dimensions) -> str:
    """`Child victims identified, sex or gender as recorded: female`; codes that are unknown stand as they are."""
    of = (": ".join(category_of(catalogue, *pair)) for pair in dimensions)
    return ", ".join([component_of(catalogue, indicator, component), *of])


def component_of(catalogue: Catalogue, indicator: str, component: str) -> str:
    """`Child victims identified`."""
    try:
        return catalogue.indicator(indicator).component(component).label
    except KeyError:  # the catalogue has moved on since the return was filed
        return component


def value_of(observation: Observation) -> str:
    """`6`, `6 of 10`, `0`, `not available`. A zero is one that was typed or confirmed; a blank is never stored."""
    if observation.state is State.NOT_AVAILABLE:
        return "not available"
    if observation.state is State.NOT_APPLICABLE:
        return "not applicable"
    number = f"{observation.numerator:,}"
    return number if observation.denominator is None else f"{number} of {observation.denominator:,}"


def category_of(catalogue: Catalogue, dimension: str, code: str) -> tuple[str, str]:
    """`("Sex or gender as recorded", "Female")`."""
    held = next((listed for listed in catalogue.code_lists if listed.code == dimension), None)
    if held is None:
        return dimension, code
    found: Code | None = next((one for one in held.codes if one.code == code), None)
    return held.label, found.label if found else code


def outcome_of(rung: MilestoneRecord) -> str:
    """`reached, on 4 May 2021. Evidence: minutes of May`; what the agency does not know reads `not known`."""
    said = "not known" if rung.outcome == "noted" else rung.outcome.replace("_", " ")
    if rung.period is not None and rung.period.start == rung.period.end:
        said += f", on {day_in_words(rung.period.start)}"
    return _with_evidence(said, rung.text)


def status_of(commitment: CommitmentRecord) -> str:
    """`under way. Evidence: minutes of May`."""
    return _with_evidence(commitment.status.replace("_", " "), commitment.evidence)


def _with_evidence(said: str, evidence: str) -> str:
    """The agency's own words for it, where it gave any."""
    return f"{said}. Evidence: {evidence}" if evidence else said
