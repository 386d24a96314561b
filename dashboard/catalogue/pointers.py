"""What one part of the catalogue says of another: ids quoted and unique, codes known, order as in the Plan.

Works on the text, not on models, so that a fault elsewhere in an indicator hides none of these.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from dashboard.catalogue.faults import Fault
from dashboard.catalogue.reading import Document, Trail
from dashboard.catalogue.reference import Reference
from dashboard.catalogue.terms import sort_key

_IDS = (
    ("objectives", "*", "id"),
    ("activities", "*", "id"),
    ("activities", "*", "objective"),
    ("indicators", "*", "id"),
    ("indicators", "*", "objective"),
    ("indicators", "*", "activity"),
    ("indicators", "*", "alias_of"),
)
_UNIQUE = (
    (("objectives", "*", "id"),),
    (("activities", "*", "id"),),
    (("indicators", "*", "id"),),
    (("activities", "*", "commitments", "*", "id"),),
)
_UNIQUE_IN_INDICATOR = (
    (("components", "*", "id"), ("context", "*", "id")),
    (("stages", "*", "id"),),
    (("breakdowns", "*", "dimension"),),
)
_AGENCIES = (
    ("indicators", "*", "owner"),
    ("indicators", "*", "reporting_mdas", "*"),
    ("indicators", "*", "components", "*", "reported_by", "*"),
    ("activities", "*", "after_partnership", "owner"),
    ("activities", "*", "commitments", "*", "mdas", "*"),
)
UNASSIGNED = "unassigned"
"""Key of a commitment's status where the wording names no agency."""


def pointer_faults(document: Document, lists: Reference) -> list[Fault]:
    """Every fault of ids, references and order."""
    return [
        *_unquoted(document),
        *_repeated(document),
        *_unknown_codes(document, lists),
        *_unknown_parts(document),
        *_commitment_status(document, lists),
        *_out_of_order(document),
        *_without_partner(document),
    ]


def _unquoted(document: Document) -> Iterator[Fault]:
    for pattern in _IDS:
        for trail, value in document.each(*pattern):
            if isinstance(value, str) and trail in document.unquoted:
                found, allowed = f"{value} without quotes", "an id in quotes"
                mend = f"write '{value}'; without quotes 2.10 would read as 2.1 elsewhere"
                yield document.fault(trail, found=found, allowed=allowed, mend=mend)


def _repeated(document: Document) -> Iterator[Fault]:
    indicators = [trail for trail, _ in document.each("indicators", "*")]
    groups: list[list[tuple[Trail, str]]] = [_texts(document, patterns) for patterns in _UNIQUE]
    groups += [_texts(document, patterns, indicator) for indicator in indicators for patterns in _UNIQUE_IN_INDICATOR]
    for group in groups:
        first: dict[str, int] = {}
        for trail, value in group:
            line = document.place(trail).line
            if value in first:
                found, allowed = f"{value!r} again, first on line {first[value]}", "each once"
                yield document.fault(trail, found=found, allowed=allowed, mend="rename or remove one of the two")
            first.setdefault(value, line)


def _texts(document: Document, patterns: Collection[tuple[str, ...]], under: Trail = ()) -> list[tuple[Trail, str]]:
    """Every text that the patterns reach below `under`, with its trail."""
    return [
        (trail, value)
        for pattern in patterns
        for trail, value in document.each(*pattern, under=under)
        if isinstance(value, str)
    ]


def _unknown_codes(document: Document, lists: Reference) -> Iterator[Fault]:
    agencies = [agency.code for agency in lists.agencies]
    for trail, value in _texts(document, _AGENCIES):
        yield from _unknown(document, trail, value, "agency", agencies, "agencies.csv")
    dimensions = [code_list.code for code_list in lists.code_lists]
    for trail, value in _texts(document, [("indicators", "*", "breakdowns", "*", "dimension")]):
        yield from _unknown(document, trail, value, "code list", dimensions, "code_lists/")


def _unknown_parts(document: Document) -> Iterator[Fault]:
    objectives = [value for _, value in _texts(document, [("objectives", "*", "id")])]
    activities = [value for _, value in _texts(document, [("activities", "*", "id")])]
    indicators = [value for _, value in _texts(document, [("indicators", "*", "id")])]
    for trail, value in _texts(document, [("activities", "*", "objective"), ("indicators", "*", "objective")]):
        yield from _unknown(document, trail, value, "objective", objectives, "objectives")
    for trail, value in _texts(document, [("indicators", "*", "activity")]):
        yield from _unknown(document, trail, value, "activity", activities, "activities")
    for trail, value in _texts(document, [("indicators", "*", "alias_of")]):
        yield from _unknown(document, trail, value, "indicator", indicators, "indicators")


def _unknown(
    document: Document, trail: Trail, value: str, what: str, known: Collection[str], where: str
) -> Iterator[Fault]:
    if value in known:
        return
    near = get_close_matches(value, known, n=1)
    mend = f"write {near[0]!r}, or add {value!r} to {where}" if near else f"add {value!r} to {where} or correct it"
    yield document.fault(trail, found=f"unknown {what} {value!r}", allowed=", ".join(known), mend=mend)


def _commitment_status(document: Document, lists: Reference) -> Iterator[Fault]:
    """A status for each agency that the wording names, and for no other; `unassigned` where it names none."""
    agencies = [agency.code for agency in lists.agencies]
    for trail, commitment in document.each("activities", "*", "commitments", "*"):
        if not isinstance(commitment, dict):
            continue
        named = commitment.get("mdas")
        status = commitment.get("status")
        if not isinstance(named, list) or not isinstance(status, dict):
            continue
        expected = [name for name in named if isinstance(name, str)] or [UNASSIGNED]
        inner = (*trail, "status")
        for key in status:
            if key in expected:
                continue
            if key != UNASSIGNED and key not in agencies:
                yield from _unknown(document, (*inner, key), key, "agency", agencies, "agencies.csv")
                continue
            found, allowed = f"a status for {key!r}", ", ".join(expected)
            mend = "name the agency in `mdas` or remove its status"
            yield document.fault((*inner, key), found=found, allowed=allowed, mend=mend, at_key=True)
        for name in expected:
            if name not in status:
                allowed = f"a status for each of {', '.join(expected)}"
                mend = f"add `{name}: not_reported`"
                yield document.fault(inner, found=f"no status for {name!r}", allowed=allowed, mend=mend)


def _out_of_order(document: Document) -> Iterator[Fault]:
    for part in ("objectives", "activities", "indicators"):
        previous = ""
        for trail, value in _texts(document, [(part, "*", "id")]):
            try:
                later = not previous or _order(previous) <= _order(value)
            except ValueError:
                continue  # not a label of the Plan: the model's pattern reports it
            if not later:
                found, allowed = f"{value!r} after {previous!r}", "the order of the Plan (2.9b before 2.10a)"
                yield document.fault(trail, found=found, allowed=allowed, mend="move it to its place")
            previous = value


def _order(value: str) -> tuple[int, int, str]:
    return sort_key(value if "." in value else f"{value}.0")


def _without_partner(document: Document) -> Iterator[Fault]:
    """Every activity has an indicator; that every indicator has an activity is `_unknown_parts`."""
    used = {value for _, value in _texts(document, [("indicators", "*", "activity")])}
    for trail, value in _texts(document, [("activities", "*", "id")]):
        if value not in used:
            allowed = "an activity with at least one indicator"
            found, mend = f"activity {value!r} without indicator", "add its indicator or remove the activity"
            yield document.fault(trail, found=found, allowed=allowed, mend=mend)
