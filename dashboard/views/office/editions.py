"""Editions: what has been published, what would stand in the way of the next, publish, withdraw, take the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import returns, ui, workspace
from dashboard.access import Action, Tier, may
from dashboard.documents.edition_files import edition_files, edition_words, items_of_files
from dashboard.downloads.zipped import zipped as files_in_one
from dashboard.release import ActError, Release, report_years
from dashboard.release.edition_model import MAY_STAND, EditionRequest, Prepared, Say
from dashboard.release.editions import prepare_edition, publish_edition, withdraw_edition
from dashboard.release.handing_out import hand_out, read_moment, why_not_for_everybody
from dashboard.ui import html
from dashboard.views.office import edition_words as words
from dashboard.views.office import frame

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_status_container import StatusContainer

_SAID = "said_of_edition"
"""Of the session: below which form, and what came of the last act, shown once on the page that then opens."""

_NEXT, _ONE = "next", "one"
"""The forms: the next edition, and one that is published."""

_CHECKED = "edition_checked"
"""Of the session: the request whose checklist is on the page, and the ledger's end when it was made."""

_TIERS = {Tier.PUBLIC: "Everybody, Parliament included", Tier.NATFATIP: "NATFATIP members, confidential"}

who = frame.enter("editions")
ledger, catalogue = workspace.ledger(), workspace.catalogue()
editions, now = ledger.editions(), datetime.now(UTC)
last = ledger.head().sequence
is_publisher = may(who, Action.PUBLISH).allowed


def act(do: str, done: str, refused: bool = False, below: str = _NEXT) -> None:
    """Say what came of an act on the page that opens anew, `below` the form whose button was pressed."""
    words_said = f"{do} {done}".strip()
    st.session_state[_SAID] = (below, words_said[:1].upper() + words_said[1:], refused)
    if below == _NEXT:
        st.session_state.pop(_CHECKED, None)
    st.rerun()


def said(below: str) -> None:
    """What came of the last act, once, where whoever pressed the button looks: a phone shows no more than that."""
    where, sentence, refused = st.session_state.get(_SAID, ("", "", False))
    if where == below:
        st.session_state.pop(_SAID)
        ui.show(html.refusal(sentence) if refused else html.done(sentence))


def telling(steps: StatusContainer, before: str = "") -> Say:
    """What tells each step: the one that runs at the head of the box, those before it under it."""

    def say(step: str) -> None:
        steps.update(label=f"{before}{step}")
        steps.write(step)

    return say


def zipped(number: int) -> bytes:
    """The files of an edition in one; handing them out is logged where they are not for everybody."""
    return files_in_one(hand_out(ledger, number, who))


def one_edition() -> None:
    """What one edition is, its files, and its withdrawal."""
    numbers = {str(edition.number): edition for edition in reversed(editions)}
    chosen = ui.choose("Edition", list(numbers), lambda key: f"{key}. {numbers[key].title}", param="edition")
    if chosen is None:
        ui.show(html.note("No edition has this number."))
        return
    edition = numbers[chosen]
    ui.show(html.pairs(words.about(edition, now, who), f"Edition {edition.number}"))
    why = why_not_for_everybody(edition, now)
    if not why or may(who, Action.SEE_EMBARGOED).allowed:
        if why:
            ui.show(html.note(f"Each download is logged, because {why}."))
        ui.download(f"Download edition {chosen} (zip)", lambda: zipped(edition.number), f"edition-{chosen}.zip")
    if may(who, Action.SEE_HASHES).allowed:
        rows = [[file.name, f"{file.size:,}", file.sha256] for file in edition.files]
        with st.expander("Hashes of its files (restricted)"):
            ui.show(html.table("What each file must hash to", ["File", "Bytes", "SHA-256"], rows, numbers=(1,)))
    if is_publisher and edition.state == "published":
        with st.expander("Withdraw it"), st.form(f"withdraw_{chosen}_{last}", border=False):
            label = "Reason (readers see it beside what changed unless it may tell a count; name nobody)"
            reason = st.text_area(label, key=f"why_withdraw_{chosen}_{last}")
            ui.show(html.note("It stays on record, and its numbers stay known: they count in every later audit."))
            if st.form_submit_button("Withdraw this edition", key=f"withdraw_button_{chosen}_{last}"):
                withdraw(edition.number, reason)
    said(_ONE)


def withdraw(number: int, reason: str) -> None:
    """Withdraw one and say so, or why not."""
    try:
        withdraw_edition(ledger, catalogue, number, who, reason)
    except ActError as error:
        act("Nothing was changed:", f"{error}.", refused=True, below=_ONE)
    head = ledger.head()
    trouble = returns.remember_act(workspace.register_folder(), head, f"withdrew edition {number}")
    act(f"Edition {number} is withdrawn. Ledger {head.short}.", trouble, below=_ONE)


def ask() -> None:
    """What is to be published; pressing the button makes its checklist."""
    years = {year.label: year for year in reversed(report_years(workspace.release()))}
    with st.form(f"request_{last}"):
        tier = st.selectbox("For", list(_TIERS), format_func=_TIERS.__getitem__, key=f"tier_{last}")
        year = st.selectbox("Report on", [*years, "everything"], key=f"year_{last}")
        title = st.text_input("Title, without any figure", key=f"title_{last}")
        until = st.text_input("Under embargo until, as 2026-12-01 10:00 (empty: none)", key=f"until_{last}")
        text = st.text_area(
            "Narrative, if any; [[2.2a/identified/2021/22]] stands for a printed figure", key=f"text_{last}"
        )
        pressed = st.form_submit_button("Make the checklist", key=f"check_{last}")
    if pressed:
        try:
            embargo = read_moment(until) if until.strip() else None
        except ValueError:
            act("No checklist was made:", f"{until!r} is no time; write it as 2026-12-01 10:00.", refused=True)
            return
        request = EditionRequest(tier, title, years.get(year), embargo, text)
        with st.status("Making the checklist", expanded=True) as steps:
            try:
                made = prepare_edition(ledger, catalogue, request, who, say=telling(steps))
            except ActError as error:
                act("", f"{error}", refused=True)
                return
            steps.update(label="The checklist is made", state="complete", expanded=False)
        st.session_state[_CHECKED] = (last, request, made)


def checklist(request: EditionRequest, made: Prepared) -> None:
    """The checklist; beneath it, where nothing blocks that cannot stand, the publication."""
    ui.h2(words.of_checklist(request, made))
    tables = [item for item in made.checklist if item.code == "table"]
    if others := [item for item in made.checklist if item.code != "table"]:
        head = ["Kind", "Found", "Where", "How to mend"]
        ui.show(html.table("Errors block, warnings inform", head, words.checklist_rows(others)))
    if tables:
        with st.expander(words.of_tables(tables)):
            rows = [[html.wide(item.where), item.found] for item in tables]
            ui.show(html.table("What readers are told of them", ["Table", "Sentence"], rows))
    standing = sorted({item.code for item in made.blocking} & set(MAY_STAND))
    if not is_publisher or {item.code for item in made.blocking} - set(MAY_STAND):
        return
    if request.tier == Tier.PUBLIC and request.year:
        ui.show(html.note(words.DRAFT_FIRST))
    with st.form(f"publish_{last}"):
        reason = st.text_area("Reason (kept in the log, so name nobody)", key=f"why_publish_{last}")
        stand = {code: st.checkbox(words.LET_STAND[code], key=f"{code}_{last}") for code in standing}
        sure = st.checkbox("I have read the checklist; what is published cannot be taken back", key=f"sure_{last}")
        pressed = st.form_submit_button(f"Publish edition {len(editions) + 1}", type="primary", key=f"publish_b_{last}")
    if pressed and not sure:
        ui.show(html.refusal("Nothing was published: confirm first that you have read the checklist."))
    elif pressed:
        let_stand = frozenset(code for code, stands in stand.items() if stands)
        publish(replace(request, reason=reason, let_stand=let_stand))


def publish(request: EditionRequest) -> None:
    """Publish the next one and say so, or why not; each step is told as it starts, for together they take minutes."""
    with st.status("Publishing", expanded=True) as steps:
        say = telling(steps, "Publishing, stay on this page: ")

        def render(release: Release) -> Mapping[str, bytes]:
            named = edition_words(len(ledger.editions()) + 1, request.embargo_until)
            files = edition_files(release, request.year, named, say)
            return {**files, "indicators.yaml": workspace.catalogue_text()}

        try:
            edition = publish_edition(ledger, catalogue, request, who, render, inspect=items_of_files, say=say)
        except ActError as error:
            act("", f"{error}", refused=True)
            return
    trouble = returns.remember_act(workspace.register_folder(), edition.anchor, f"published edition {edition.number}")
    act(f"Edition {edition.number} is published. Ledger {edition.anchor.short}.", trouble)


ui.h1(words.state_of_editions(editions))
ui.show(
    html.lead(
        "An edition is what was told: its figures, files, policy and catalogue, frozen under a number. Until the next "
        "one every page here is a draft of it."
    )
)
if editions:
    rows = [words.row(edition, now) for edition in reversed(editions)]
    ui.show(html.table("Editions, newest first; times are Jamaica's", words.HEAD, rows))
    ui.h2("One edition")
    one_edition()
if may(who, Action.SEE_EMBARGOED).allowed:
    ui.h2("The next edition")
    ask()
    said(_NEXT)
    at, request, made = st.session_state.get(_CHECKED, (0, None, None))
    if at == last and request is not None:
        checklist(request, made)
