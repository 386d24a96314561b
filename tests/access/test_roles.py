"""Who may do what, as the table in docs/returns.md says."""

from __future__ import annotations

import pytest

from dashboard.access import NOBODY, Action, Identity, Role, may

MAY = {
    Role.READER: set(),
    Role.FOCAL_PERSON: {Action.SEE_RETURNS, Action.MAKE_WORKBOOK, Action.SUBMIT},
    Role.SECRETARIAT: {
        Action.SEE_RETURNS,
        Action.MAKE_WORKBOOK,
        Action.SUBMIT,
        Action.ACCEPT,
        Action.SEND_BACK,
        Action.SEE_CONTACTS,
        Action.DECIDE_LINES,
        Action.ADJUST,
        Action.CORRECT,
        Action.WITHDRAW,
        Action.SEE_EMBARGOED,
    },
    Role.RAPPORTEUR: {
        Action.SEE_RETURNS,
        Action.DECIDE_LINES,
        Action.ADOPT,
        Action.SIGN_OFF,
        Action.NAME_ANALYST,
        Action.SEE_RESTRICTED,
        Action.PUBLISH,
        Action.SEE_EMBARGOED,
        Action.SEE_HASHES,
    },
    Role.ANALYST: {Action.SEE_RESTRICTED},
    Role.ADMINISTRATOR: {Action.KEEP, Action.SEE_HASHES},
}


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role: Role) -> None:
    who = Identity(role, "cpfsa" if role is Role.FOCAL_PERSON else "")
    assert {action for action in Action if may(who, action, "cpfsa").allowed} == MAY[role]


def test_nobody_who_collects_adopts_and_the_rapporteur_neither_files_nor_accepts_a_return() -> None:
    assert [role for role in Role if may(Identity(role), Action.ADOPT).allowed] == [Role.RAPPORTEUR]
    for action in (Action.SUBMIT, Action.ACCEPT, Action.SEND_BACK, Action.WITHDRAW):
        assert not may(Identity(Role.RAPPORTEUR), action).allowed


@pytest.mark.parametrize("action", Action)
def test_a_refusal_says_who_may(action: Action) -> None:
    refusal = may(NOBODY, action)
    assert not refusal.allowed
    assert refusal.reason.startswith(f"the role Reader may not {action}; who may: ")
    assert not refusal.reason.endswith(": ")


def test_a_focal_person_acts_for_the_own_agency_only() -> None:
    who = Identity(Role.FOCAL_PERSON, "cpfsa")
    assert may(who, Action.SUBMIT, "cpfsa").allowed
    assert may(who, Action.SUBMIT, "jcf").reason == "the focal person of cpfsa may not submit a return of jcf"


def test_the_log_says_that_nobody_checked_who_it_was() -> None:
    assert Identity(Role.FOCAL_PERSON, "cpfsa").actor == "Focal person of cpfsa (local, unverified)"
    assert Identity(Role.SECRETARIAT, verified=True).actor == "TIP Secretariat"
