"""Accept, send back, adopt, withdraw: each by whom it may be done, and each refusal in its sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboard import returns
from dashboard.access import Action, Identity, Role, may
from dashboard.catalogue import Catalogue
from dashboard.ledger import Anchor, DataSet, Ledger
from dashboard.returns import ReturnError
from tests.ledger.builder import draft, returned, workbook
from tests.returns.filing import FOCAL, RAPPORTEUR, SECRETARIAT, file

Act = Callable[[Ledger, Catalogue, str, Identity, str], Anchor]
ACTS: dict[Action, Act] = {
    Action.ACCEPT: returns.accept,
    Action.SEND_BACK: returns.send_back,
    Action.ADOPT: returns.adopt,
    Action.WITHDRAW: returns.withdraw,
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", ACTS)
def test_an_act_is_done_by_whoever_may_and_refused_to_everybody_else(
    ledger: Ledger, catalogue: Catalogue, action: Action, role: Role
) -> None:
    filed = file(ledger).id
    if action is Action.ADOPT:
        returns.accept(ledger, catalogue, filed, SECRETARIAT)
    before = ledger.head()
    who = Identity(role, "cpfsa" if role is Role.FOCAL_PERSON else "")
    if may(who, action, "cpfsa").allowed:
        anchor = ACTS[action](ledger, catalogue, filed, who, "Because of this.")
        assert ledger.head() == anchor
        assert ledger.decisions()[-1].actor == f"{role.words} (local, unverified)"
        return
    with pytest.raises(ReturnError) as refused:
        ACTS[action](ledger, catalogue, filed, who, "Because of this.")
    assert str(refused.value).startswith(f"{filed}: the role {role.words} may not {action}; who may: ")
    assert ledger.head() == before


def test_a_return_goes_from_filed_to_accepted_to_adopted_each_on_its_own(ledger: Ledger, catalogue: Catalogue) -> None:
    filed = file(ledger).id
    returns.accept(ledger, catalogue, filed, SECRETARIAT)
    returns.adopt(ledger, catalogue, filed, RAPPORTEUR, reservation=" Suspected victims are left out. ")
    assert [one.type for one in ledger.decisions()] == ["submitted", "accepted", "adopted"]
    assert ledger.decisions()[-1].reservation == "Suspected victims are left out."


def test_what_is_not_accepted_cannot_be_adopted(ledger: Ledger, catalogue: Catalogue) -> None:
    filed = file(ledger).id
    with pytest.raises(ReturnError, match=f"submission {filed} is submitted and cannot become adopted"):
        returns.adopt(ledger, catalogue, filed, RAPPORTEUR)


def test_what_is_adopted_cannot_be_sent_back(ledger: Ledger, catalogue: Catalogue) -> None:
    filed = file(ledger).id
    returns.accept(ledger, catalogue, filed, SECRETARIAT)
    returns.adopt(ledger, catalogue, filed, RAPPORTEUR)
    with pytest.raises(ReturnError, match="is adopted and cannot become sent_back"):
        returns.send_back(ledger, catalogue, filed, SECRETARIAT, "One more look.")


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (returns.send_back, "to send back a return needs a reason: say what the agency is to mend"),
        (returns.withdraw, "to withdraw a return needs a reason: say why it counts no longer"),
    ],
)
def test_sending_back_and_withdrawing_need_a_reason(ledger: Ledger, catalogue: Catalogue, act: Act, says: str) -> None:
    filed = file(ledger).id
    with pytest.raises(ReturnError) as refused:
        act(ledger, catalogue, filed, SECRETARIAT, "  ")
    assert str(refused.value) == says


def test_what_the_secretariat_filed_for_an_agency_it_cannot_accept(ledger: Ledger, catalogue: Catalogue) -> None:
    filed = ledger.submit(returned("jcf"), SECRETARIAT.actor, file=workbook("jcf"))
    with pytest.raises(ReturnError, match="that takes two persons"):
        returns.accept(ledger, catalogue, filed.id, SECRETARIAT)


def test_accepting_an_amendment_replaces_the_accepted_return(ledger: Ledger, catalogue: Catalogue) -> None:
    first = file(ledger).id
    returns.accept(ledger, catalogue, first, SECRETARIAT)
    second = file(ledger, words="amended").id
    returns.accept(ledger, catalogue, second, SECRETARIAT)
    assert {one.id: one.state for one in ledger.submissions()} == {first: "superseded", second: "accepted"}


def test_an_unknown_return_is_said_with_where_to_look(ledger: Ledger, catalogue: Catalogue) -> None:
    with pytest.raises(ReturnError) as refused:
        returns.accept(ledger, catalogue, "return-cpfsa-2021-H1.9", SECRETARIAT)
    assert str(refused.value) == (
        "there is no return 'return-cpfsa-2021-H1.9' in this ledger; `returns list` shows the ids there are"
    )


def test_a_published_source_is_no_return(ledger: Ledger, catalogue: Catalogue) -> None:
    assert ledger.data_set is DataSet.OFFICE
    edition = ledger.submit(draft(), "record").id
    with pytest.raises(ReturnError, match="is a published source of the public record, not a return"):
        returns.withdraw(ledger, catalogue, edition, SECRETARIAT, "No longer wanted.")


def test_a_focal_person_decides_on_nothing(ledger: Ledger, catalogue: Catalogue) -> None:
    filed = file(ledger).id
    with pytest.raises(ReturnError, match="Focal person may not accept a return; who may: TIP Secretariat"):
        returns.accept(ledger, catalogue, filed, FOCAL)
