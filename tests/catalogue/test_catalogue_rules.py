"""What the parts of a catalogue must agree on, each rule broken once in the small catalogue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalogue.small import SMALL, Changed, changed, faults_of, small_catalogue

CHILDREN = 'id: "2.2a"'
MILESTONE = 'id: "2.2b"'
SHARE = 'id: "2.10a"'
RESOURCE = 'id: "1.5b"'


def test_the_small_catalogue_is_valid() -> None:
    assert [indicator.id for indicator in small_catalogue().indicators] == [
        "1.5a",
        "1.5b",
        "2.2a",
        "2.2b",
        "2.8",
        "2.10a",
    ]


BROKEN: dict[str, tuple[Changed, str]] = {
    "an activity of another objective": (
        changed(SMALL, 'objective: "2"', 'objective: "1"', after='- id: "2.2"'),
        "objective '1' for activity 2.2",
    ),
    "an unknown objective": (changed(SMALL, 'objective: "2"', 'objective: "3"', after=SHARE), "unknown objective '3'"),
    "an unknown activity": (
        changed(SMALL, 'activity: "2.10"', 'activity: "2.11"', after=SHARE),
        "unknown activity '2.11'",
    ),
    "an alias that does not exist": (
        changed(SMALL, 'alias_of: "1.5b"', 'alias_of: "1.5c"'),
        "unknown indicator '1.5c'",
    ),
    "an alias of another wording": (
        changed(SMALL, 'alias_of: "1.5b"', 'alias_of: "1.5a"'),
        "alias of 1.5a, whose wording differs",
    ),
    "the same wording without alias": (
        changed(SMALL, 'alias_of: "1.5b"', "alias_of: null"),
        "no alias, and the wording of 1.5b",
    ),
    "a component id twice": (changed(SMALL, "id: budget", "id: posts", after=RESOURCE), "'posts' again"),
    "a context id like a component's": (changed(SMALL, "id: all_ages", "id: identified"), "'identified' again"),
    "a stage id twice": (changed(SMALL, "id: adopted", "id: drafted"), "'drafted' again"),
    "a dimension twice": (
        changed(SMALL, "dimension: exploitation_type", "dimension: sex", after=CHILDREN),
        "'sex' again",
    ),
    "a commitment id twice": (changed(SMALL, "id: partner_1_5a", "id: role_1_5a"), "'role_1_5a' again"),
    "stages of a count": (
        changed(SMALL, "stages: []", "stages: [{id: x, label: X, due: null, due_source: null}]", after=CHILDREN),
        "stages for events",
    ),
    "a share of nothing": (
        changed(SMALL, "denominator: Cases open in the period", "denominator: null", after=SHARE),
        "no denominator",
    ),
    "an approval by nobody": (
        changed(SMALL, "status: proposed\n      approver: null", "status: approved\n      approver: null"),
        "approved by nobody",
    ),
    "a baseline after signature": (
        changed(SMALL, "{period: 2017/18", "{period: 2018/19", after=CHILDREN),
        "baseline 2018/19 after signature",
    ),
    "a value that is not available": (
        changed(SMALL, "value: not_available", 'value: "3"', after=CHILDREN),
        "value '3' with status 'not_available'",
    ),
    "a reference period to come": (
        changed(SMALL, "{period: 2018/19, reason", "{period: 2030/31, reason"),
        "period 2030/31 in the future",
    ),
    "a target below the baseline": (
        changed(
            SMALL,
            "target: null",
            'target: {value: "3", by: 2027-03-31, agreed_on: 2026-01-01, agreed_by: NATFATIP}',
            after=RESOURCE,
        ),
        "target 3 with baseline 4 (posts)",
    ),
    "a target due before it was agreed": (
        changed(
            SMALL,
            "target: null",
            'target: {value: "9", by: 2025-03-31, agreed_on: 2026-01-01, agreed_by: NATFATIP}',
            after=RESOURCE,
        ),
        "due 2025-03-31, agreed on 2026-01-01",
    ),
    "a Partnership that ends before it begins": (
        changed(SMALL, "effective_until: 2022-05-31", "effective_until: 2017-05-31"),
        "2017-05-31; allowed: a day after signature",
    ),
    "an extension that shortens": (
        changed(SMALL, "extended_until: 2023-07-31", "extended_until: 2021-07-31"),
        "2021-07-31; allowed: 2022-05-31 or later",
    ),
    "a baseline of the Partnership after signature": (
        changed(SMALL, "baseline_period: 2017/18", "baseline_period: 2018/19"),
        "2018/19; allowed: a period that ends before signature",
    ),
    "a status for an agency that the wording does not name": (
        changed(SMALL, "mof: under_way}", "mof: under_way, jcf: done}"),
        "a status for 'jcf'",
    ),
    "a named agency without status": (
        changed(SMALL, "mof: under_way}", "unassigned: under_way}"),
        "a status for 'unassigned'",
    ),
    "an unknown status": (changed(SMALL, "mof: under_way}", "mof: started}"), "'started'; allowed: not_reported"),
    "an owner after the Partnership that nobody knows": (
        changed(SMALL, "{owner: cpfsa", "{owner: cpsfa"),
        "unknown agency 'cpsfa'",
    ),
    "an unknown field": (changed(SMALL, "dialogue_key:", "dialog_key:"), "Mend: write `dialogue_key`"),
    "a text where a list belongs": (changed(SMALL, "notes: []", "notes: none"), "'none'; allowed: a list"),
    "a chapter that the report does not have": (
        changed(SMALL, "report_chapter: 1", "report_chapter: 13"),
        "'13'; allowed: a whole number from 1 to 12",
    ),
    "an empty wording": (
        changed(SMALL, "purpose: To try the catalogue.", 'purpose: ""'),
        "''; allowed: text, not empty",
    ),
    "nothing where text belongs": (changed(SMALL, "source: A register", "source: null"), "nothing (null)"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_reported_where_it_is_broken(name: str) -> None:
    broken, words = BROKEN[name]
    faults = faults_of(broken.text)
    assert any(words in str(fault) and fault.line == broken.line for fault in faults), [str(fault) for fault in faults]


def test_something_is_judged_of_every_indicator_but_a_milestone() -> None:
    (fault,) = faults_of(changed(SMALL, "headline: true", "headline: false", after=CHILDREN).text)
    assert (fault.where, fault.found) == ("indicators[2.2a].components", "no headline component")


def test_a_milestone_has_at_least_one_stage() -> None:
    begin = SMALL.index("    stages:", SMALL.index(MILESTONE))
    end = SMALL.index("    definition:", begin)
    (fault,) = faults_of(SMALL[:begin] + "    stages: []\n" + SMALL[end:])
    assert (fault.where, fault.found) == ("indicators[2.2b].stages", "no stages")


def test_an_activity_without_indicator_is_a_fault() -> None:
    begin = SMALL.index(f"  - {SHARE}")
    (fault,) = faults_of(SMALL[:begin])
    assert fault.found == "activity '2.10' without indicator"


def test_2_10a_comes_after_2_9b_and_so_after_2_8() -> None:
    begin = SMALL.index(f"  - {SHARE}")
    before_2_8 = SMALL.index('  - id: "2.8"\n    wording: The')
    moved = SMALL[:before_2_8] + SMALL[begin:] + SMALL[before_2_8:begin]
    (fault,) = faults_of(moved)
    assert fault.found == "'2.8' after '2.10a'"


def test_a_survey_may_begin_after_signature_but_not_in_the_future() -> None:
    survey = changed(SMALL, "evidence_model: events", "evidence_model: survey")
    first_round = replace(
        survey, text=changed(survey.text, "{period: 2017/18", "{period: 2020/21", after=CHILDREN).text
    )
    assert faults_of(first_round.text) == ()
    (fault,) = faults_of(first_round.text, today=date(2021, 3, 30))
    assert fault.found == "baseline 2020/21 in the future"


def test_a_target_the_right_way_is_accepted() -> None:
    target = 'target: {value: "9", by: 2027-03-31, agreed_on: 2026-01-01, agreed_by: NATFATIP}'
    assert faults_of(changed(SMALL, "target: null", target, after=RESOURCE).text) == ()


def test_an_indicator_without_direction_to_move_has_no_target() -> None:
    target = 'target: {value: "9", by: 2027-03-31, agreed_on: 2026-01-01, agreed_by: NATFATIP}'
    stated = changed(SMALL, "direction: increase", "direction: none", after=RESOURCE)
    (fault,) = faults_of(changed(stated.text, "target: null", target, after=RESOURCE).text)
    assert fault.found == "a target where direction is none"


def test_a_wrong_shape_hides_no_wrong_reference_in_the_same_indicator() -> None:
    shapeless = changed(SMALL, "direction: increase", "direction: up", after=SHARE)
    both = changed(shapeless.text, "owner: cpfsa\n", "owner: nobody\n", after=SHARE)
    assert [fault.line for fault in faults_of(both.text)] == [shapeless.line, both.line]


@pytest.mark.parametrize("text", ["", "# nothing\n", "just text\n", "[]\n"])
def test_a_file_that_is_no_catalogue_is_a_fault_and_no_crash(text: str) -> None:
    assert faults_of(text)


@given(
    line=st.integers(0, SMALL.count("\n") - 1),
    damage=st.sampled_from(["", " {line}", "{tail}", "{line}{line}", "{key}: {value}\n"]),
    value=st.text(max_size=12),
)
@settings(max_examples=60, deadline=None)
def test_a_damaged_line_is_harmless_or_a_fault_and_never_a_crash(line: int, damage: str, value: str) -> None:
    lines = SMALL.splitlines(keepends=True)
    key = lines[line].partition(":")[0]
    lines[line] = damage.format(line=lines[line], tail=lines[line][1:], key=key, value=value)
    assert all(fault.line >= 1 and fault.column >= 1 and fault.mend for fault in faults_of("".join(lines)))
