"""Each fault that somebody might make in the real catalogue is reported where it was made."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboard.catalogue.loading import INDICATORS
from tests.catalogue.small import Changed, changed, faults_of

REAL = INDICATORS.read_text(encoding="utf-8")
SHELTERS = 'id: "2.5a"\n    wording'


def _without_line(start: str, after: str) -> Changed:
    """The line that begins so is removed; the line reported is that of `after`, where the mapping begins."""
    begin = REAL.index(start, REAL.index(after))
    text = REAL[:begin] + REAL[REAL.index("\n", begin) + 1 :].lstrip(" ")
    return Changed(text, REAL.count("\n", 0, REAL.index(after)) + 1)


def _twice(block: str) -> Changed:
    """An indicator's block is repeated below itself; the second id is the fault."""
    begin = REAL.index(f'  - id: "{block}"\n    wording', REAL.index("\nindicators:"))
    end = REAL.index("\n  - id:", begin) + 1
    return Changed(REAL[:end] + REAL[begin:end] + REAL[end:], REAL.count("\n", 0, end) + 1)


SEEDED: dict[str, tuple[Callable[[], Changed], str]] = {
    "id unquoted": (lambda: changed(REAL, '"2.10a"', "2.10a", after="\nindicators:"), "without quotes"),
    "number id unquoted": (lambda: changed(REAL, '"2.1"', "2.1", after="\nindicators:"), "2.1 without quotes"),
    "activity id unquoted": (lambda: changed(REAL, '"2.10"', "2.10", after="\nactivities:"), "2.10 without quotes"),
    "reference unquoted": (lambda: changed(REAL, 'activity: "2.10"', "activity: 2.10"), "2.10 without quotes"),
    "alias unquoted": (lambda: changed(REAL, 'alias_of: "1.5b"', "alias_of: 1.5b"), "1.5b without quotes"),
    "id twice": (lambda: _twice("2.5b"), "'2.5b' again"),
    "key twice": (
        lambda: changed(
            REAL, "    evidence_model: stock\n", "    kind: count\n    evidence_model: stock\n", after=SHELTERS
        ),
        "key 'kind' again",
    ),
    "direction missing": (lambda: _without_line("direction:", SHELTERS), "no direction"),
    "direction unknown": (
        lambda: changed(REAL, "direction: increase", "direction: up", after=SHELTERS),
        "'up'; allowed: increase, decrease, achieve, none",
    ),
    "evidence model unknown": (
        lambda: changed(REAL, "evidence_model: stock", "evidence_model: stok", after=SHELTERS),
        "Mend: write 'stock'",
    ),
    "agency unknown": (
        lambda: changed(REAL, "owner: cpfsa", "owner: cpsfa", after=SHELTERS),
        "unknown agency 'cpsfa'",
    ),
    "reporting agency unknown": (
        lambda: changed(REAL, "reporting_mdas: [", "reporting_mdas: [nobody, ", after=SHELTERS),
        "unknown agency 'nobody'",
    ),
    "agency of a status unknown": (
        lambda: changed(REAL, "status: { jcf: not_reported", "status: { jcf: not_reported, jfc: not_reported"),
        "unknown agency 'jfc'",
    ),
    "code list unknown": (
        lambda: changed(REAL, "dimension: sex", "dimension: gender"),
        "unknown code list 'gender'",
    ),
    "baseline in the future": (
        lambda: changed(REAL, "period:", 'period: "2031/32" #', after="baseline:"),
        "baseline 2031/32 in the future",
    ),
    "activity without objective": (lambda: _without_line("objective:", 'id: "2.5"\n    objective'), "no objective"),
    "broken indent": (
        lambda: changed(REAL, "    direction: increase", "     direction: increase", after=SHELTERS),
        "broken YAML",
    ),
    "broken dedent": (
        lambda: changed(REAL, "    direction: increase", "   direction: increase", after=SHELTERS),
        "broken YAML",
    ),
    "anchor": (lambda: changed(REAL, "dispersion:", "dispersion: &spread", after=SHELTERS), "anchor &spread"),
    "alias": (lambda: changed(REAL, "target: null", "target: *none", after=SHELTERS), "alias *none"),
    "tag": (lambda: changed(REAL, "report_chapter:", "report_chapter: !!int", after=SHELTERS), "tag "),
}


@pytest.mark.parametrize("name", SEEDED)
def test_a_seeded_fault_is_reported_at_its_line_and_nothing_else_is(name: str) -> None:
    make, words = SEEDED[name]
    seeded = make()
    (fault,) = faults_of(seeded.text)
    assert words in str(fault)
    assert str(fault).startswith(f"indicators.yaml:{seeded.line}:")


def test_faults_are_reported_all_at_once() -> None:
    once = changed(REAL, "direction: increase", "direction: up", after=SHELTERS)
    twice = changed(once.text, "owner: cpfsa", "owner: cpsfa", after=SHELTERS)
    thrice = changed(twice.text, '"3.6a"', "3.6a", after="\nindicators:")
    assert [fault.line for fault in faults_of(thrice.text)] == [once.line, twice.line, thrice.line]


def test_a_fault_says_where_what_and_how_to_mend() -> None:
    seeded = changed(REAL, "direction: increase", "direction: increas", after=SHELTERS)
    (fault,) = faults_of(seeded.text)
    assert str(fault) == (
        f"indicators.yaml:{seeded.line}:16 indicators[2.5a].direction: found 'increas'; "
        "allowed: increase, decrease, achieve, none. Mend: write 'increase'."
    )
