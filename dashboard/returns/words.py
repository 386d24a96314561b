"""How a number of a return is named and printed: by the catalogue's words, the same on receipts and in review."""

from __future__ import annotations

from dashboard.catalogue import Catalogue, Code
from dashboard.ledger import Dimensions, Observation, State


def label_of(catalogue: Catalogue, indicator: str, component: str, dimensions: Dimensions) -> str:
    """`Child victims identified, sex or gender as recorded: female`; codes that are unknown stand as they are."""
    try:
        label = catalogue.indicator(indicator).component(component).label
    except KeyError:  # the catalogue has moved on since the return was filed
        label = component
    return ", ".join([label, *(_category(catalogue, *pair) for pair in dimensions)])


def value_of(observation: Observation) -> str:
    """`6`, `6 of 10`, `confirmed zero`, `not available`."""
    if observation.state is State.NOT_AVAILABLE:
        return "not available"
    if observation.state is State.NOT_APPLICABLE:
        return "not applicable"
    number = "confirmed zero" if observation.state is State.ZERO_CONFIRMED else f"{observation.numerator:,}"
    return number if observation.denominator is None else f"{number} of {observation.denominator:,}"


def _category(catalogue: Catalogue, dimension: str, code: str) -> str:
    held = next((listed for listed in catalogue.code_lists if listed.code == dimension), None)
    if held is None:
        return f"{dimension}: {code}"
    found: Code | None = next((one for one in held.codes if one.code == code), None)
    return f"{held.label}: {found.label if found else code}"
