"""Focal posts: which post of which agency answers, since when, how to reach it, and changes nobody notified."""

from __future__ import annotations

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
    ui.show(html.empty("The register is empty."))
if register.findings:
    ui.show(
        html.refusal("Some lines of the register cannot be read; mend them in the file."),
        html.table(
            "Lines to mend",
            ["Line", "Column", "Found", "Mend"],
            [[one.line, one.column, one.found, one.mend] for one in register.findings],
        ),
    )
ui.show(
    html.note(
        "The register is a file that only this installation's owner can read: "
        f"{returns.register_path(workspace.home())}. Write posts, never names of persons. "
        "A change of contact is to be notified within 30 days."
    )
)
