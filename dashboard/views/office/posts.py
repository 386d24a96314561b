"""Focal posts: which post of which agency answers, since when, how to reach it, and changes nobody notified."""

from __future__ import annotations

import streamlit as st

from dashboard import returns, ui, workspace
from dashboard.periods import day_in_words
from dashboard.ui import html
from dashboard.views.office import frame

who = frame.enter("focal-posts")
catalogue, today = workspace.catalogue(), frame.today()
register = returns.read_register(workspace.home(), catalogue)
posts = returns.shown_to(who, register.posts)
asked = returns.agencies_asked(catalogue, frame.newest_over(today))
named = register.current(today)
nobody = [catalogue.agency(code).short for code in asked if code not in named]
flags = returns.late_notices(register.posts, today)

ui.h1(f"{len(asked) - len(nobody)} of {len(asked)} agencies that report have named a focal post")
if nobody:
    ui.show(html.lead(f"Nobody is named for {', '.join(nobody)}."))
if flags:
    ui.h2("To follow up")
    ui.show(html.bullets(flags))

ui.h2("The register")
if posts:
    rows = [
        [
            catalogue.agency(one.agency).short,
            one.post,
            day_in_words(one.since),
            day_in_words(one.until) if one.until else "now",
            day_in_words(one.notified_on) if one.notified_on else "not notified",
            one.email,
            one.phone,
        ]
        for one in posts
    ]
    head = ["Agency", "Post", "Since", "Until", "Notified", "E-mail", "Phone"]
    ui.show(html.table("Focal posts by agency, oldest first", head, rows))
else:
    ui.show(html.empty("The register is empty. Add a line for each agency that reports."))
if register.findings:
    ui.show(
        html.refusal("Some lines of the register cannot be read; mend them in the file."),
        html.table(
            "Lines to mend",
            ["Line", "Column", "Found", "Mend"],
            [[one.line, one.column, one.found, one.mend] for one in register.findings],
        ),
    )
with st.expander("Register a post, or a change of contact"), st.form("post", border=False):
    typed = {
        "agency": st.selectbox("Agency", asked, format_func=lambda code: catalogue.agency(code).name),
        "post": st.text_input("Post that answers for the return, never a name"),
        "since": st.text_input("It answers since, as 2026-04-01"),
        "notified_on": st.text_input("The Secretariat was told on, as 2026-04-08 (empty: not yet)"),
        "email": st.text_input("E-mail"),
        "phone": st.text_input("Telephone"),
    }
    pressed = st.form_submit_button("Add this line", type="primary")
if pressed:
    try:
        returns.add_post(workspace.home(), catalogue, typed)
    except returns.ReturnError as error:
        frame.tell_next("post", f"Nothing was added: {error}.", refused=True)
    else:
        short = catalogue.agency(typed["agency"]).short
        frame.tell_next("post", f"{typed['post'].strip()} of {short} is in the register.")
    st.rerun()
frame.told("post")
ui.show(
    html.note(
        "The register is a file that only this installation's owner can read: "
        f"{returns.register_path(workspace.home())}. A line is added here and changed or ended there, in any "
        "spreadsheet program. Write posts, never names of persons. "
        "A change of contact is to be notified within 30 days."
    )
)
