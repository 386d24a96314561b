"""Review: a return beside the one before it, biggest movements first; accept, send back, adopt, withdraw."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard import returns, ui, workspace
from dashboard.access import Action, may
from dashboard.ui import html
from dashboard.views.office import candidates, deciding, frame, lines, words

who = frame.enter("review")
ledger, catalogue = workspace.ledger(), workspace.catalogue()
submissions, decisions = ledger.submissions(), ledger.decisions()
ours = candidates.for_review(submissions, who)
if not ours:
    ui.h1("No agency has sent a return yet")
    ui.show(html.empty("Returns are sent in on the page Returns. They stand here as soon as they are filed."))
    st.stop()

chosen = ui.choose("Return", list(ours), lambda key: words.named(ours[key], catalogue), param="return")
if chosen is None:
    ui.h1("No return has this address")
    st.stop()

one = ours[chosen]
draft = one.draft
standing = returns.standing_of(one)
beside = returns.compared_with(one, submissions, decisions)
moved = returns.changes(one, submissions, catalogue, decisions)
telling = [item for item in moved if item.before != item.now or item.remark]
ui.h1(words.finding_of(one, beside, len(telling), len(moved), catalogue))
filed = next(item for item in decisions if item.sequence == one.sequence)
ui.show(
    html.standing_pill(standing),
    html.pairs(
        {
            "Filed": f"{words.in_jamaica(one.recorded_at)}, time in Jamaica, by {filed.actor}",
            "Signed by": words.signed_words(draft.signed_by, draft.signed_on),
            "Return": one.id,
        },
        "This return",
    ),
)

if deciding.may_decide(who, one, standing):
    ui.show(html.further_down({"decide": "Decide"}))
if mended := returns.sent_back_before(one, submissions, decisions):
    earlier, why = mended
    ui.h2(f"What was mended since {earlier.id} was sent back")
    ui.show(html.quote(why, "Why it was sent back"))
    told = returns.differences(draft, earlier.draft, catalogue)
    ui.show(html.bullets(told) if told else html.empty("Nothing: it says what was sent back."))

if moved:
    before = words.before_heading(beside, one)
    caption = f"Numbers beside {before}, biggest movement first" if before else "Numbers in the order of the workbook"
    ui.h2("What moved" if beside else "What it says")
    shown, rest = (telling, [item for item in moved if item not in telling]) if beside else (list(moved), [])
    ui.show(
        html.changes_table(shown, caption, before)
        if shown
        else html.empty(f"Every number is the same as in {before}."),
        html.folded(f"{len(rest)} numbers that stayed", html.changes_table(rest, "Numbers that stayed", before))
        if rest
        else Markup(""),
    )

if since := words.later_revision(one, submissions):
    ui.h2("Changed since")
    ui.show(
        html.paragraph(f"A later revision, {since.id}, was filed on {words.in_jamaica(since.recorded_at)}."),
        html.changes_table(
            returns.changes_since_acceptance(since, submissions, catalogue, decisions),
            f"What {since.id} changes of the accepted return",
            "Accepted",
        ),
    )
lines.tables(one, catalogue)
if explained := returns.explained_in(draft, catalogue):
    reasons = [(item.cell, item.says, html.found_words(item.found), item.reason) for item in explained]
    ui.h2("What was unusual")
    ui.show(html.table("Asked about, and the reason given", ["Where", "Says", "Asked about", "Reason"], reasons))
if standing is returns.Standing.SENT_BACK and draft.agency and may(who, Action.SEND_BACK, draft.agency).allowed:
    sent_back = [item.reason for item in decisions if (item.submission_id, item.type) == (one.id, "sent_back")]
    ui.h2("Write to the agency")
    st.code(returns.sent_back_letter(one, sent_back[-1], width=None), language=None, wrap_lines=True)
    ui.show(html.note("A draft to copy. Nothing is sent from here, and it names no person."))
deciding.panel(ledger, catalogue, who, one, standing, decisions)
if may(who, Action.CORRECT).allowed:
    mark = f"{one.id}_{deciding.last_event(one, decisions)}"
    lines.forms(ledger, catalogue, who, one, standing, submissions, mark)
