"""The sentences at the head of the office's pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from dashboard.catalogue import Catalogue
from dashboard.periods import JAMAICA, Period, day_in_words
from dashboard.release import SignOff, SmallTotal
from dashboard.returns import REPORTED, Anchor, Decision, FocalPost, Kind, Obligation, Standing, Submission


def state_of_returns(owing: Sequence[Obligation], period: Period) -> str:
    """`14 of 23 agencies have reported for April to September 2021; 4 are overdue`."""
    reported = sum(one.standing in REPORTED for one in owing)
    said = f"{reported} of {len(owing)} agencies have reported for {period.words}"
    overdue, waiting = _count(owing, Standing.OVERDUE), _count(owing, Standing.SUBMITTED)
    if overdue:
        return f"{said}; {overdue} {'is' if overdue == 1 else 'are'} overdue"
    if waiting:
        return f"{said}; {waiting} {'waits' if waiting == 1 else 'wait'} for review"
    return said


def state_of_one(one: Obligation) -> str:
    """`CPFSA owes its return for April to September 2021`, for the focal person's own page."""
    whose = f"{one.agency_short}'s return for {one.period.words}"
    match one.standing:
        case Standing.NOT_DUE | Standing.OWED:
            return f"{whose} is due on {day_in_words(one.due)}"
        case Standing.OVERDUE:
            return f"{whose} is overdue since {day_in_words(one.due)}"
        case Standing.SUBMITTED:
            return f"{whose} is with the TIP Secretariat"
        case Standing.SENT_BACK:
            return f"{whose} was sent back to be mended"
        case _:
            return f"{whose} is {one.standing}"


def state_of_sign_offs(totals: Sequence[SmallTotal]) -> str:
    """`2 small totals wait for your sign-off; 1 sign-off has lapsed`."""
    waiting = sum(one.waits for one in totals)
    lapsed = sum(one.standing is SignOff.LAPSED for one in totals)
    said = {0: "No small total waits", 1: "1 small total waits"}.get(waiting, f"{waiting} small totals wait")
    also = f"; {lapsed} sign-off{' has' if lapsed == 1 else 's have'} lapsed" if lapsed else ""
    return f"{said} for your sign-off{also}"


def reason_sent_back(one: Obligation, decisions: Iterable[Decision]) -> str:
    """Why the return that stands was sent back, "" where it was not."""
    if one.standing is not Standing.SENT_BACK:
        return ""
    said = [item.reason for item in decisions if item.submission_id == one.submission_id and item.type == "sent_back"]
    return said[-1] if said else ""


def reached_by(post: FocalPost | None, agency: str) -> str:
    """`Focal post of CPFSA: Director of Programmes, post@example.org, 876 555 0101`, or that none is registered."""
    if post is None:
        return f"Focal post of {agency}: nobody is registered. The page Focal posts says how to register one."
    return f"Focal post of {agency}: {', '.join(filter(None, (post.post, post.email, post.phone)))}."


def asked_of(one: Obligation) -> str:
    """`41 numbers, 3 milestones and 6 commitments`."""
    parts = [(one.numbers, "number"), (one.milestones, "milestone"), (one.commitments, "commitment")]
    said = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts if count]
    return " and ".join(filter(None, (", ".join(said[:-1]), said[-1]))) if said else "nothing"


def named(one: Submission, catalogue: Catalogue) -> str:
    """`CPFSA, April to September 2021, revision 2: submitted`; the title of a line that is no agency's return."""
    state = one.state.replace("_", " ")
    if one.draft.kind is not Kind.RETURN or one.draft.period is None:
        return f"{one.draft.source.title} ({one.id.rpartition('.')[2]}): {state}"
    again = f", revision {number}" if (number := one.id.rpartition(".")[2]) != "1" else ""
    return f"{catalogue.agency(one.draft.agency).short}, {one.draft.period.words}{again}: {state}"


def finding_of(one: Submission, beside: Submission | None, differ: int, numbers: int, catalogue: Catalogue) -> str:
    """The title of a review: how much of the return differs from the one it is laid beside."""
    if one.draft.kind is not Kind.RETURN or one.draft.period is None:
        return one.draft.source.title
    whose = f"{catalogue.agency(one.draft.agency).short}, {one.draft.period.words}"
    if not numbers:
        return f"{whose}: no numbers"
    if beside is None:
        return f"{whose}: {numbers} numbers, and no accepted return to lay beside them"
    return f"{whose}: {differ} of {numbers} numbers differ from {before_heading(beside, one)}"


def before_heading(beside: Submission | None, one: Submission) -> str:
    """What the numbers are held against: `October 2020 to March 2021`, or `the revision accepted before`, ""."""
    if beside is None or beside.draft.period is None:
        return ""
    return "the revision accepted before" if beside.draft.period == one.draft.period else beside.draft.period.words


def later_revision(one: Submission, submissions: Iterable[Submission]) -> Submission | None:
    """The newest revision filed after a return that was accepted, None where there is none."""
    if one.state not in ("accepted", "adopted", "superseded"):
        return None
    later = [other for other in submissions if other.draft.source.code == one.draft.source.code]
    newest = max(later, key=lambda other: other.sequence)
    return newest if newest.sequence > one.sequence else None


def about_returns(decisions: Iterable[Decision], submissions: Iterable[Submission]) -> tuple[Decision, ...]:
    """The events about the office's own submissions, newest first; those about published editions are left out."""
    ours = {one.id for one in submissions if one.draft.kind is not Kind.EDITION}
    return tuple(sorted((one for one in decisions if one.submission_id in ours), key=lambda one: -one.sequence))


def state_of_register(decisions: Sequence[Decision]) -> str:
    """`42 entries about returns; every decision holds`."""
    if not decisions:
        return "No entry about returns yet"
    void = sum(not one.holds for one in decisions)
    said = f"{len(decisions)} {'entry' if len(decisions) == 1 else 'entries'} about returns"
    return f"{said}; {void} no longer hold{'s' if void == 1 else ''}" if void else f"{said}; every decision holds"


def what_stands_in_the_way(errors: int, questions: int) -> str:
    """`The return is not filed yet: 3 places to mend and 1 to explain.`"""
    parts = [(errors, "to mend"), (questions, "to explain")]
    said = " and ".join(f"{count} {'place' if count == 1 else 'places'} {what}" for count, what in parts if count)
    return f"The return is not filed yet: {said}. Nothing of it was kept."


def in_jamaica(at: datetime) -> str:
    """`28 October 2021, 16:05`, by the clocks of Jamaica."""
    there = at.astimezone(JAMAICA)
    return f"{day_in_words(there.date())}, {there:%H:%M}"


def signed_words(post: str, on: date | None) -> str:
    """`Chief Executive Officer, on 28 October 2021`."""
    return ", ".join(filter(None, (post, f"on {day_in_words(on)}" if on else "")))


def _count(owing: Sequence[Obligation], standing: Standing) -> int:
    return sum(one.standing is standing for one in owing)


def chain_holds(head: Anchor, places: int) -> str:
    """`All 118 events hold. The last is #118 · 3f2a9c41. Held against 12 remembered places.`"""
    said = f"All {head.sequence} events hold. The last is {head.short}."
    if not places:
        return f"{said} No place was printed yet, so a cut end would not show."
    return f"{said} Held against {places} remembered place{'' if places == 1 else 's'}."


def changed_since(decisions: Iterable[Decision], submission_id: str, sequence: int) -> str:
    """What has been decided on a return after an event, "" where nothing was."""
    since = [one for one in decisions if one.submission_id == submission_id and one.sequence > sequence]
    if not since:
        return ""
    acts = "; ".join(f"{one.type.replace('_', ' ')} by {one.actor}, {in_jamaica(one.at)}" for one in since)
    return f"This return has changed since you opened it: {acts}. A button pressed before you saw this did nothing."
