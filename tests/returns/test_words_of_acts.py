"""No free text of an act brings a person into the log, or a count onto a page that everybody reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dashboard import returns
from dashboard.catalogue import Catalogue
from dashboard.ledger import Ledger
from dashboard.returns import ReturnError
from tests.returns.filing import RAPPORTEUR, SECRETARIAT, file, number
from tests.returns.test_adjustments_and_corrections import LINE, TODAY, correction

PERSONAL = {
    "Tamara Blackwood was counted twice": "something that looks like a person's name",
    "Ask at 876-555-0199": "something that looks like a telephone number",
    "TRN 123-456-789": "something that looks like a TRN",
    "Write to desk@example.org": "something that looks like an e-mail address",
    "The girl born 3 May 2010": "something that looks like a date of birth",
    "Living at 12 Hope Road": "something that looks like an address",
}


@pytest.mark.parametrize(("text", "found"), PERSONAL.items())
def test_no_text_of_an_act_may_hold_a_person(ledger: Ledger, catalogue: Catalogue, text: str, found: str) -> None:
    waiting = file(ledger, "jcf_atip", observations=(number(2),)).id
    accepted = file(ledger, observations=(number(5),)).id
    returns.accept(ledger, catalogue, accepted, SECRETARIAT)
    before = ledger.head()
    acts = (
        lambda: returns.accept(ledger, catalogue, waiting, SECRETARIAT, text),
        lambda: returns.send_back(ledger, catalogue, waiting, SECRETARIAT, text),
        lambda: returns.withdraw(ledger, catalogue, waiting, SECRETARIAT, text),
        lambda: returns.adopt(ledger, catalogue, accepted, RAPPORTEUR, text),
        lambda: returns.adopt(ledger, catalogue, accepted, RAPPORTEUR, reservation=text),
        lambda: returns.adjust(ledger, catalogue, SECRETARIAT, [replace(LINE, reason=text)], TODAY),
        lambda: returns.correct(ledger, catalogue, SECRETARIAT, correction(reason=text), TODAY),
    )
    for act in acts:
        with pytest.raises(ReturnError) as refused:
            act()
        assert found in str(refused.value)
        assert text not in str(refused.value)
    assert ledger.head() == before


@pytest.mark.parametrize("text", ["Two counts are of cases.", "6 of them from one raid", "Thirty were met", "One girl"])
def test_a_reservation_tells_no_count(ledger: Ledger, catalogue: Catalogue, text: str) -> None:
    filed = file(ledger).id
    returns.accept(ledger, catalogue, filed, SECRETARIAT)
    before = ledger.head()
    with pytest.raises(ReturnError, match="may tell a count, and it is printed for everybody") as refused:
        returns.adopt(ledger, catalogue, filed, RAPPORTEUR, reservation=text)
    assert text not in str(refused.value)
    assert ledger.head() == before


def test_the_wording_that_the_refusal_proposes_is_taken(ledger: Ledger, catalogue: Catalogue) -> None:
    filed = file(ledger).id
    returns.accept(ledger, catalogue, filed, SECRETARIAT)
    returns.adopt(ledger, catalogue, filed, RAPPORTEUR, reservation="Referral forms of the parishes were not seen")


def test_an_act_on_what_has_changed_since_it_was_seen_is_refused(ledger: Ledger, catalogue: Catalogue) -> None:
    filed = file(ledger).id
    returns.accept(ledger, catalogue, filed, SECRETARIAT, seen="submitted")
    for act in (returns.accept, returns.send_back, returns.adopt, returns.withdraw):
        who = RAPPORTEUR if act is returns.adopt else SECRETARIAT
        with pytest.raises(ReturnError, match="has changed since you opened it: it was submitted and is accepted now"):
            act(ledger, catalogue, filed, who, "Too late.", seen="submitted")
    assert ledger.submissions()[-1].state == "accepted"


@pytest.mark.parametrize("act", [returns.accept, returns.send_back, returns.withdraw])
def test_an_act_on_what_changes_while_it_is_checked_is_refused(
    ledger: Ledger, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, act: Callable[..., object]
) -> None:
    """Both saw a return that waits; the other's decision comes between this one's checks and its event."""
    filed = file(ledger).id

    def meanwhile(*_: object) -> None:
        ledger.record(filed, "sent_back", "another", "Mend C12.")

    monkeypatch.setattr("dashboard.returns.acts.check_text", meanwhile)
    with pytest.raises(ReturnError, match="has changed since you looked at it: event 3 made it sent back"):
        act(ledger, catalogue, filed, SECRETARIAT, "Looked at.", seen="submitted")
    assert [decision.type for decision in ledger.decisions()] == ["submitted", "sent_back"]


def test_a_cell_may_be_named(ledger: Ledger, catalogue: Catalogue) -> None:
    returns.send_back(ledger, catalogue, file(ledger).id, SECRETARIAT, "Mend C12 and Identify!AB7.")
