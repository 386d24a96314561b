"""Who acts, and what each role may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to this system. The Rapporteur is independent of the bodies that collect."""

    READER = "reader"
    FOCAL_PERSON = "focal_person"
    SECRETARIAT = "secretariat"
    RAPPORTEUR = "rapporteur"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> str:
        """How the role is named on a page and in the log."""
        return {
            Role.READER: "Reader",
            Role.FOCAL_PERSON: "Focal person",
            Role.SECRETARIAT: "TIP Secretariat",
            Role.RAPPORTEUR: "National Rapporteur",
            Role.ANALYST: "Named analyst",
            Role.ADMINISTRATOR: "Administrator",
        }[self]


class Action(StrEnum):
    """What can be done beside reading a public page."""

    SEE_RETURNS = "see returns"
    MAKE_WORKBOOK = "make a workbook"
    SUBMIT = "submit a return"
    ACCEPT = "accept a return"
    SEND_BACK = "send a return back"
    SEE_CONTACTS = "see contact details of focal posts"
    DECIDE_LINES = "accept or send back an adjustment or a correction"
    ADJUST = "take off what two agencies both counted"
    CORRECT = "correct a number of a return"
    ADOPT = "adopt a return for the Rapporteur's report"
    WITHDRAW = "withdraw a return"
    SIGN_OFF = "sign off a small national total for print"
    NAME_ANALYST = "name an analyst"
    SEE_RESTRICTED = "see restricted figures"
    PUBLISH = "publish or withdraw an edition"
    SEE_EMBARGOED = "read an edition that is not for everybody, or not yet"
    SEE_HASHES = "see the hashes of an edition's files"
    KEEP = "back up, move and restore the ledger"


_MAY: Mapping[Role, frozenset[Action]] = {
    Role.READER: frozenset(),
    Role.FOCAL_PERSON: frozenset({Action.SEE_RETURNS, Action.MAKE_WORKBOOK, Action.SUBMIT}),
    Role.SECRETARIAT: frozenset(
        {
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
        }
    ),
    # An adjustment or a correction is the Secretariat's own writing, so somebody outside it must be able to accept it.
    Role.RAPPORTEUR: frozenset(
        {
            Action.SEE_RETURNS,
            Action.DECIDE_LINES,
            Action.ADOPT,
            Action.SIGN_OFF,
            Action.NAME_ANALYST,
            Action.SEE_RESTRICTED,
            Action.PUBLISH,
            Action.SEE_EMBARGOED,
            Action.SEE_HASHES,
        }
    ),
    # Whom she has named, while the time she set lasts: the register of analysts is asked besides.
    Role.ANALYST: frozenset({Action.SEE_RESTRICTED}),
    # Keeps the machine and sees no child's count.
    Role.ADMINISTRATOR: frozenset({Action.KEEP, Action.SEE_HASHES}),
}


UNVERIFIED = "(local, unverified)"
"""After the name of an actor whom nobody has checked; two acts so marked may be one person's."""


@dataclass(frozen=True)
class Identity:
    """Who is at the keyboard: a role, for a focal person the agency, and whether anybody has checked it."""

    role: Role
    agency: str = ""
    verified: bool = False

    @property
    def actor(self) -> str:
        """As the ledger's log names it: `TIP Secretariat (local, unverified)`, `Focal person of cpfsa (…)`."""
        whose = f"{self.role.words} of {self.agency}" if self.agency else self.role.words
        return whose if self.verified else f"{whose} {UNVERIFIED}"


NOBODY = Identity(Role.READER)
"""Whoever has not said who they are: the public."""


@dataclass(frozen=True)
class Permission:
    """A decision with its reason, for the page that hides a button and for the act that refuses."""

    allowed: bool
    reason: str


def may(identity: Identity, action: Action, agency: str = "") -> Permission:
    """Whether somebody may do something, with the returns of `agency` where it matters. Total."""
    if action not in _MAY[identity.role]:
        able = ", ".join(role.words for role in Role if action in _MAY[role])
        return Permission(False, f"the role {identity.role.words} may not {action}; who may: {able}")
    if identity.role is Role.FOCAL_PERSON and agency != identity.agency:
        return Permission(False, f"the focal person of {identity.agency or 'no agency'} may not {action} of {agency}")
    return Permission(True, f"{identity.role.words} may {action}")
