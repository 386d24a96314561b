"""The policy file is data about children: whatever is wrong in it is refused, in words that say how to mend it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dashboard.access import Tier
from dashboard.disclosure import Approval, Protection, Stretch, Zeros
from dashboard.release import default_policy
from dashboard.release.policy import POLICY_FILE, PolicyError, policy_hash, policy_text, read_policy

SHIPPED: dict[str, Any] = yaml.safe_load(POLICY_FILE.read_text(encoding="utf-8"))
KEYS = (
    "threshold, lowered, protection, zeros, symbol, audiences, forced, small_total, small_totals, overlapping, "
    "included, insiders, minimum_denominator, time_limit, on_unproven"
)
APPROVAL = {"by": "A. Name, National Rapporteur", "on": date(2026, 1, 31), "reason": "Asked by Parliament"}
LISTS = "write it as [sex, outcome]"


def text_with(**changed: object) -> str:
    return yaml.safe_dump({**SHIPPED, **changed})


def audiences(name: str, **changed: object) -> dict[str, Any]:
    given: dict[str, Any] = SHIPPED["audiences"]
    return {**given, name: {**given[name], **changed}}


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(PolicyError) as refused:
        read_policy(text)
    return refused.value.faults


def test_the_shipped_policy_says_what_the_rapporteur_decided() -> None:
    policy = default_policy()
    assert policy == read_policy(policy_text())
    assert (policy.threshold, policy.protection, policy.zeros) == (5, Protection.RANGE, Zeros.SUPPRESSIBLE)
    assert policy.insiders
    assert policy.public.totals == {Stretch.FINANCIAL_YEAR}
    assert set(policy.public.breakdowns) <= set(policy.natfatip.breakdowns)
    assert (policy.needs_sign_off_to("2.2a/identified"), policy.needs_sign_off_to("1.6/investigations")) == (2, 4)
    assert policy.warnings == ()


def test_an_audience_is_asked_for_by_its_tier_and_the_restricted_one_has_no_limits() -> None:
    policy = default_policy()
    assert policy.audience(Tier.PUBLIC) is policy.public
    assert policy.audience(Tier.NATFATIP) is policy.natfatip
    with pytest.raises(KeyError):
        policy.audience(Tier.RESTRICTED)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (
            {"treshold": 3},
            f"treshold: found a key; allowed: one of {KEYS}; correct its spelling or take it out",
        ),
        (
            {"symbol": "*"},
            "symbol: found '*'; allowed: '[c]'; put that back; the program does nothing else",
        ),
        (
            {"forced": "nothing"},
            "forced: found 'nothing'; allowed: 'national totals'; put that back; the program does nothing else",
        ),
        (
            {"on_unproven": "publish"},
            "on_unproven: found 'publish'; allowed: 'refuse'; put that back; the program does nothing else",
        ),
        (
            {"threshold": 0},
            "threshold: found 0; allowed: a whole number from 1 to 1000; correct it",
        ),
        (
            {"threshold": True},
            "threshold: found True; allowed: a whole number from 1 to 1000; correct it",
        ),
        (
            {"threshold": "five"},
            "threshold: found 'five'; allowed: a whole number from 1 to 1000; correct it",
        ),
        (
            {"threshold": 4},
            "threshold: found 4; allowed: 5 or more without a named approver; "
            "put that back, or let the Rapporteur approve it under `lowered`",
        ),
        (
            {"lowered": "yes"},
            "lowered: found 'yes'; allowed: {by: name and post, on: 2026-01-31, reason: why}; "
            "name who approved it, the day and the reason, or set it to null",
        ),
        (
            {"lowered": {**APPROVAL, "reason": " ", "on": "soon"}},
            "lowered: found {'by': 'A. Name, National Rapporteur', 'on': 'soon', 'reason': ' '}; allowed: "
            "{by: name and post, on: 2026-01-31, reason: why}; none of the three may be empty; the day is a date",
        ),
        (
            {"protection": "some"},
            "protection: found 'some'; allowed: not_exact or range or rule; choose one of them",
        ),
        (
            {"zeros": "shown"},
            "zeros: found 'shown'; allowed: suppressible or published; choose one of them",
        ),
        (
            {"insiders": "all"},
            "insiders: found 'all'; allowed: singletons or none; choose one of them",
        ),
        (
            {"small_total": -1},
            "small_total: found -1; allowed: a whole number from 0 to 1000; correct it",
        ),
        (
            {"small_totals": [4]},
            "small_totals: found [4]; allowed: series and limit, as 1.6/investigations: 4; write it so",
        ),
        (
            {"small_totals": {"1.6/investigations": "4"}},
            "small_totals.1.6/investigations: found '4'; allowed: a whole number from 0; as 1.6/investigations: 4",
        ),
        (
            {"small_totals": {"investigations": 4}},
            "small_totals.investigations: found no series; allowed: indicator/component; as 1.6/investigations: 4",
        ),
        (
            {"overlapping": "service"},
            f"overlapping: found 'service'; allowed: a list of names; {LISTS}",
        ),
        (
            {"included": [["1.2a/convictions"]]},
            "included: found ['1.2a/convictions']; allowed: a list of pairs, the part first: "
            "[[1.2a/convictions, 1.3a/convictions]]; write each pair so",
        ),
        (
            {"overlapping": ["service", "service"]},
            "overlapping: found a name more than once; allowed: each name once; take the repetition out",
        ),
        (
            {"minimum_denominator": 9},
            "minimum_denominator: found 9; allowed: a whole number from 10 to 1000; correct it",
        ),
        (
            {"time_limit": 0},
            "time_limit: found 0; allowed: a whole number from 1 to 3600; correct it",
        ),
        (
            {"audiences": audiences("public", breakdowns=["sex", "mda", "parish"])},
            "audiences.public.breakdowns: found 'parish'; allowed: breakdowns that natfatip sees too; "
            "add it there or take it out here",
        ),
        (
            {"audiences": audiences("public", totals=["financial_year", "half_year"])},
            "audiences.public.totals: found half_year; allowed: financial_year alone; "
            "half-years of people are not for the public",
        ),
        (
            {"audiences": audiences("natfatip", totals=["half_year"])},
            "audiences.public.totals: found more than natfatip sees; allowed: no more than that; take it out",
        ),
        (
            {"audiences": audiences("natfatip", totals=["financial_year", "month"])},
            "audiences.natfatip.totals: found 'month'; allowed: financial_year or half_year; choose among them",
        ),
        (
            {"audiences": audiences("public", breakdowns="sex")},
            f"audiences.public.breakdowns: found 'sex'; allowed: a list of names; {LISTS}",
        ),
        (
            {"audiences": {"natfatip": SHIPPED["audiences"]["natfatip"]}},
            "audiences.public: found None; allowed: totals and breakdowns, each a list; give both",
        ),
        (
            {"audiences": {**SHIPPED["audiences"], "press": SHIPPED["audiences"]["natfatip"]}},
            "audiences.press: found an audience; allowed: natfatip and public; take it out",
        ),
    ],
    ids=lambda given: next(iter(given)) if isinstance(given, dict) else "",
)
def test_each_fault_is_told_with_its_place_what_was_found_what_is_allowed_and_how_to_mend_it(
    changed: dict[str, object], fault: str
) -> None:
    assert faults(text_with(**changed)) == (fault,)


@pytest.mark.parametrize("key", SHIPPED)
def test_no_key_may_be_missing(key: str) -> None:
    text = yaml.safe_dump({name: value for name, value in SHIPPED.items() if name != key})
    missing = f"{key}: found nothing; allowed: a value; add the key; docs/disclosure.md says what it means"
    assert faults(text)[0] == missing


def test_all_faults_are_told_at_once() -> None:
    assert len(faults(text_with(threshold=0, zeros="shown", symbol="*"))) == 3


def test_what_is_not_yaml_and_what_is_empty_are_refused() -> None:
    assert faults("threshold: [")[0].startswith("it is not YAML: ")
    assert len(faults("")) >= len(SHIPPED)


def test_a_key_written_twice_is_refused() -> None:
    (fault,) = faults(policy_text() + "\nthreshold: 6\n")
    assert fault == "threshold: found twice; allowed: once; take one of them out"


def test_a_lowered_threshold_warns_and_names_who_approved_it() -> None:
    policy = read_policy(text_with(threshold=3, lowered=APPROVAL))
    assert policy.approval == Approval("A. Name, National Rapporteur", date(2026, 1, 31), "Asked by Parliament")
    assert policy.warnings == (
        "the threshold is lowered to 3: counts of 3 or more are shown in breakdowns. Approved by "
        "A. Name, National Rapporteur on 2026-01-31: Asked by Parliament",
    )
    assert ": every count is shown in breakdowns. " in replace(policy, threshold=1).warnings[0]


WITH_MDA = [*SHIPPED["audiences"]["public"]["breakdowns"], "mda"]
LOOSENINGS: list[tuple[dict[str, object], str, str]] = [
    (
        {"threshold": 1},
        "threshold: found 1; allowed: 5 or more",
        "the threshold is lowered to 1: every count is shown in breakdowns",
    ),
    (
        {"protection": "not_exact"},
        "protection: found 'not_exact'; allowed: range or rule",
        "the protection is lowered to not_exact: a hidden small count need only leave two values open",
    ),
    (
        {"zeros": "published"},
        "zeros: found 'published'; allowed: suppressible",
        "zeros are always published: a hidden count then tells that at least one child is there",
    ),
    (
        {"insiders": "none"},
        "insiders: found 'none'; allowed: singletons",
        "insiders are left out: a child who is alone in a hidden cell may work out the others",
    ),
    (
        {"small_total": 1},
        "small_total: found 1; allowed: 2 or more",
        "the limit for small national totals is lowered to 1: a total of 2 is shown in public without a sign-off",
    ),
    (
        {"small_total": 0},
        "small_total: found 0; allowed: 2 or more",
        "the limit for small national totals is lowered to 0: totals of 1 to 2 are shown in public without a sign-off",
    ),
    (
        {"small_totals": {}},
        "small_totals.1.6/investigations: found 2; allowed: 4 or more",
        "the limit for 1.6/investigations is lowered to 2: totals of 3 to 4 are shown in public without a sign-off",
    ),
    (
        {"small_totals": {"1.6/investigations": 3}},
        "small_totals.1.6/investigations: found 3; allowed: 4 or more",
        "the limit for 1.6/investigations is lowered to 3: a total of 4 is shown in public without a sign-off",
    ),
    (
        {"small_totals": {"1.6/investigations": 4, "2.2a/identified": 0}},
        "small_totals.2.2a/identified: found 0; allowed: 2 or more",
        "the limit for 2.2a/identified is lowered to 0: totals of 1 to 2 are shown in public without a sign-off",
    ),
    (
        {"audiences": audiences("public", breakdowns=WITH_MDA)},
        "audiences.public.breakdowns: found 'mda'; allowed: "
        "sex, exploitation_type, citizenship_group, service, outcome, offence",
        "a public breakdown is added: counts by mda are shown to everybody",
    ),
]


@pytest.mark.parametrize(("changed", "fault", "sentence"), LOOSENINGS)
def test_every_loosening_needs_a_named_approver_and_warns(
    changed: dict[str, object], fault: str, sentence: str
) -> None:
    mend = "put that back, or let the Rapporteur approve it under `lowered`"
    assert faults(text_with(**changed)) == (f"{fault} without a named approver; {mend}",)
    approved = read_policy(text_with(**changed, lowered=APPROVAL))
    who = "A. Name, National Rapporteur on 2026-01-31: Asked by Parliament"
    assert approved.warnings == (f"{sentence}. Approved by {who}",)
    assert replace(approved, approval=None).warnings == (f"{sentence}. Nobody has approved it",)


def test_several_loosenings_are_each_a_fault_and_each_a_warning() -> None:
    loose = {"threshold": 2, "zeros": "published", "insiders": "none", "small_total": 0}
    assert [fault.partition(":")[0] for fault in faults(text_with(**loose))] == list(loose)
    assert len(read_policy(text_with(**loose, lowered=APPROVAL)).warnings) == 4


@given(
    threshold=st.integers(1, 9),
    total=st.integers(0, 9),
    officials=st.integers(0, 9),
    protection=st.sampled_from(Protection),
)
def test_whatever_is_below_a_floor_is_refused_unapproved_and_nothing_else(
    threshold: int, total: int, officials: int, protection: Protection
) -> None:
    below = {
        "threshold": threshold < 5,
        "protection": protection is Protection.NOT_EXACT,
        "small_total": total < 2,
        "small_totals": officials < 4,
    }
    text = text_with(
        threshold=threshold,
        protection=protection.value,
        small_total=total,
        small_totals={"1.6/investigations": officials},
    )
    try:
        told = list(read_policy(text).warnings)
    except PolicyError as refused:
        told = [re.split("[.:]", fault)[0] for fault in refused.faults]
    assert told == [key for key, is_below in below.items() if is_below]


def test_stricter_than_the_floors_is_free() -> None:
    text = text_with(protection="rule", small_total=10, small_totals={}, audiences=audiences("public", breakdowns=[]))
    assert read_policy(text).warnings == ()


def test_an_approval_is_of_today_or_earlier_and_of_a_day() -> None:
    text = text_with(threshold=3, lowered=APPROVAL)
    assert read_policy(text, date(2026, 1, 31)).approval
    with pytest.raises(PolicyError) as refused:
        read_policy(text, date(2026, 1, 30))
    assert refused.value.faults == (
        "lowered.on: found 2026-01-31; allowed: a day up to today, 2026-01-30; write the day on which it was approved",
    )
    moment = {**APPROVAL, "on": datetime(2026, 1, 31, 10)}  # noqa: DTZ001
    (fault,) = faults(text_with(threshold=3, lowered=moment))
    assert fault.endswith("none of the three may be empty; the day is a date")


def test_raising_the_threshold_is_free() -> None:
    policy = read_policy(text_with(threshold=10))
    assert (policy.threshold, policy.warnings) == (10, ())


def test_the_hash_is_of_the_text() -> None:
    assert policy_hash(policy_text()) != policy_hash(policy_text() + "\n")
    assert len(policy_hash("")) == 64
