"""Lists and longer texts of a page: facts, sources, what is owed, definitions, the legend, the foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from dashboard.catalogue import Activity, Catalogue, Indicator
from dashboard.charts import tick_label
from dashboard.periods import Period, day_in_words
from dashboard.progress import Verdict, VerdictLabel
from dashboard.release import (
    WITHHELD_SYMBOL,
    Conflict,
    Coverage,
    IndicatorRelease,
    News,
    Publication,
    Release,
    ReleasedMilestone,
    ReleasedTable,
    Series,
    Waiting,
    Withheld,
    laid_out,
    newest_words,
)
from dashboard.ui.html.boxes import empty
from dashboard.ui.html.status import status_pill
from dashboard.ui.html.table import Phone, printed, series_table, shorthand, table
from dashboard.ui.html.text import cite, inside, joined, link_to, note, text

NARROW = 3
"""So many columns, one of names and the rest of numbers, have room on a phone."""


def foot(standing: str, anchor: str, *links: object) -> Markup:
    """The last line of every page: which figures, as of which event of the ledger, and where the method is."""
    return Markup('<footer class="cpc-foot">{}</footer>').format(joined([standing, f"Ledger {anchor}", *links], " · "))


def anchor(name: str) -> Markup:
    """A place on the page that a link can name."""
    return Markup('<span id="{}"></span>').format(name)


def paragraph(words: object) -> Markup:
    """Running text."""
    return Markup('<p class="cpc-text">{}</p>').format(text(words))


def bullets(items: Sequence[object]) -> Markup:
    """A plain list."""
    return Markup('<ul class="cpc-list">{}</ul>').format(joined(Markup("<li>{}</li>").format(text(i)) for i in items))


def further_down(sections: Mapping[str, str]) -> Markup:
    """Links to the sections of a long page by their anchors (`ui.h2`): nobody scrolls past a table to find a button."""
    links = (Markup('<a href="#{}">{}</a>').format(anchor, text(words)) for anchor, words in sections.items())
    return Markup('<p class="cpc-text">Further down: {}</p>').format(joined(links, " · "))


def folded(summary: str, *parts: object, is_open: bool = False) -> Markup:
    """Parts behind a line that opens them, or open at first; nothing where every part is empty."""
    inner = joined(parts)
    if not inner:
        return Markup("")
    state = Markup(" open") if is_open else ""
    return Markup('<details class="cpc-details"{}><summary>{}</summary>{}</details>').format(
        state, text(summary), inner
    )


def indicator_table(items: Sequence[IndicatorRelease], caption: str) -> Markup:
    """Indicators in little room: name, what is known, status."""
    rows = [
        [
            joined([inside(link_to("indicator", indicator=item.id), item.id), " ", item.entry.short]),
            joined(
                [
                    item.known or item.empty,
                    Markup('<span class="cpc-variant">{}</span>').format(text(item.known_detail)),
                ]
            ),
            status_pill(item.verdict.label),
        ]
        for item in items
    ]
    return table(caption, ["Indicator", "On record", "Status"], rows, phone=Phone.BARE, heard=True)


def indicator_links(items: Sequence[IndicatorRelease]) -> Markup:
    """`1.3a, 2.2a`, each linked to its page."""
    return joined((inside(link_to("indicator", indicator=item.id), item.id) for item in items), ", ")


def objectives_table(release: Release) -> Markup:
    """How many indicators of each objective have each status; a status that none has is left out."""
    # Objectives as columns: there are three of them, and up to nine statuses. A phone has room for their numbers.
    objectives = release.catalogue.objectives
    links = (
        joined([inside(link_to("objective", objective=one.id), f"Objective {one.id}"), _roomy(one.short)])
        for one in objectives
    )
    used = [label for label in VerdictLabel if release.counts().get(label)]
    rows = [[str(label), *(release.counts(one.id).get(label, 0) for one in objectives)] for label in used]
    head = ["Status", *links]
    caption = "Status counts by objective"
    return table(caption, head, rows, numbers=range(1, len(head)), phone=Phone.AS_IS, heard=True)


def _roomy(words: str) -> Markup:
    """Words under a head that only a wide screen prints."""
    return Markup('<span class="cpc-variant cpc-roomy">{}</span>').format(text(words))


def waiting_table(groups: Sequence[Waiting]) -> Markup:
    """Who could move which indicators, one column for each thing they wait for; who could move most comes first."""
    agencies: dict[str, list[object]] = {}
    for column, group in enumerate(groups):
        for agency, items in group.by_agency:
            agencies.setdefault(agency, [""] * len(groups))[column] = indicator_links(items)
    most_first = sorted(agencies.items(), key=lambda pair: (-sum(str(cell).count("<a") for cell in pair[1]), pair[0]))
    head = ["Agency", *(f"For {group.waits_for}" for group in groups)]
    return table(
        "What each waits for, and who can act", head, [[agency, *cells] for agency, cells in most_first], heard=True
    )


def owed_list(owed: Sequence[tuple[str, tuple[IndicatorRelease, ...]]]) -> Markup:
    """What each agency could supply, the one that owes most first, each indicator with its name and the reason."""
    return joined(
        folded(
            f"{agency}: {len(items)}",
            bullets(
                [joined([indicator_links([item]), f" {item.entry.short}. {item.verdict.reason}"]) for item in items]
            ),
        )
        for agency, items in owed
    )


def abbreviations_table(catalogue: Catalogue) -> Markup:
    """The short forms that the pages print, of agencies and of other things; what is its own name is left out."""
    forms = {agency.short: agency.name for agency in catalogue.agencies if agency.short != agency.name}
    rows = sorted((forms | _SHORT_FORMS).items(), key=lambda pair: pair[0].lower())
    return table("Short forms and what they stand for", ["Short", "Name"], rows, heard=True)


def news_list(news: Sequence[News]) -> Markup:
    """What the newest sources say, each source named once."""
    if not news:
        return empty("The record holds no dated source yet.")
    by_source: dict[str, list[News]] = {}
    for item in news:
        by_source.setdefault(item.citation.short, []).append(item)
    return joined(
        joined(
            [
                note(joined(["From ", cite(list(dict.fromkeys(item.citation for item in said)))])),
                bullets([joined([indicator_links([item.indicator]), f": {item.text}"]) for item in said]),
            ]
        )
        for said in by_source.values()
    )


def silent_list(items: Sequence[IndicatorRelease]) -> Markup:
    """The indicators without a figure or a dated fact, and whose they are."""
    if not items:
        return note("Something is on record for every indicator.")
    return bullets(
        [
            joined(
                [inside(link_to("indicator", indicator=item.id), f"{item.id} {item.entry.short}"), f". {item.empty}"]
            )
            for item in items
        ]
    )


def conflicts_table(conflicts: Sequence[Conflict]) -> Markup:
    """Two sources, two numbers, side by side."""
    if not conflicts:
        return note("No two sources give different numbers for a figure shown here.")
    rows = [
        [
            joined([inside(link_to("indicator", indicator=item.indicator), item.indicator), f" {item.series.label}"]),
            item.point.period.label,
            joined([printed(item.point.value), " ", cite(item.point.citations[:1])]),
            joined([printed(item.variant.value), " ", cite([item.variant.citation])]),
        ]
        for item in conflicts
    ]
    symbols = shorthand([value for item in conflicts for value in (item.point.value, item.variant.value)])
    return joined([table("Sources that differ", ["Figure", "Period", "Used here", "Also printed"], rows), symbols])


def who_must_act(verdict: Verdict, catalogue: Catalogue) -> Markup:
    """`Who can change that: JCF, ODPP`; nothing where the verdict waits for nobody.

    Where a movement is known, only a part of it can be wanting: nobody is asked to change an improvement.
    """
    names = [catalogue.agency(code).short for code in verdict.who_must_act]
    if not names:
        return Markup("")
    asked = "Who can supply what is missing" if verdict.comparisons else "Who can change that"
    return note(Markup("{}: <strong>{}</strong>").format(asked, ", ".join(names)))


def definition(entry: Indicator, catalogue: Catalogue) -> Markup:
    """What the wording means here, how firm that is, and what is still open."""
    meaning = entry.definition
    agreed = f"approved by {meaning.approver}" if meaning.approver else "not yet agreed by the Participants"
    numbers = [f"Numerator: {entry.numerator}", f"Denominator: {entry.denominator}"]
    if not entry.denominator:
        numbers = [f"Measured: {entry.numerator}"]
    mdas = ", ".join(catalogue.agency(code).short for code in entry.reporting_mdas)
    return joined(
        [
            paragraph(meaning.text),
            note(f"{meaning.status.capitalize()}, version {meaning.version}, {day_in_words(meaning.date)}; {agreed}."),
            bullets([*numbers, f"Reported by: {mdas}", f"From: {entry.source}"]),
            note("Open questions") if meaning.open_questions else Markup(""),
            bullets(meaning.open_questions) if meaning.open_questions else Markup(""),
        ]
    )


def commitments_line(activity: Activity, catalogue: Catalogue) -> Markup:
    """The roles behind an activity, folded away: label, wording, who, and what is reported of each."""
    rows = [
        [
            item.label,
            item.wording,
            "Partner" if item.by == "partner" else "Government",
            "; ".join(_status(code, state, catalogue) for code, state in item.status.items()),
        ]
        for item in activity.commitments
    ]
    summary = f"{len(rows)} commitments behind activity {activity.id}"
    return folded(summary, table(summary, ["Label", "Wording", "By", "Status"], rows))


def _status(code: str, state: str, catalogue: Catalogue) -> str:
    who = "no agency named" if code == "unassigned" else catalogue.agency(code).short
    return f"{who}: {state.replace('_', ' ')}"


def breakdown(of: ReleasedTable) -> Markup:
    """One dimension of one component, a row a category and a column a year, with what must be said of it beneath.

    Where nothing can be printed, the sentences alone.
    """
    layout = laid_out(of)
    if layout.instead:
        return note(layout.instead)
    head = ["Category", *(tick_label(period) for period in layout.periods)]
    rows = [[row.category, *(printed(value) for value in row.values)] for row in layout.rows]
    phone = Phone.AS_IS if len(head) <= NARROW else Phone.YEARS
    framed = table(of.label, head, rows, numbers=range(1, len(head)), phone=phone)
    return joined([framed, shorthand(layout.values), *(note(words) for words in of.notes)])


def context_block(of: Series) -> Markup:
    """An untested series in little room: what it is, and its figures folded behind the newest."""
    return folded(f"{newest_words(of)} ({of.heading[:1].lower()}{of.heading[1:]})", series_table(of, of.label))


def facts_table(facts: Sequence[ReleasedMilestone], caption: str) -> Markup:
    """Dated facts, oldest first, each with its source; one that speaks of several stages once."""
    told = {(fact.when, fact.text, fact.citation): fact for fact in facts}
    rows = [
        [fact.when, joined([fact.text, _aside(fact.note)]), cite([fact.citation]), fact.confidence]
        for fact in told.values()
    ]
    return table(caption, ["When", "What", "Source", "Confidence"], rows, heard=True)


def publications_table(publications: Sequence[Publication], caption: str) -> Markup:
    """Every figure as printed, the role it has here and why."""
    rows = [
        [
            item.measure.replace("_", " "),
            item.period.label if item.period else "undated",
            printed(item.value),
            joined([_USE.get(item.role, item.role.replace("_", " ")), _aside(item.reason)]),
            cite([item.citation]),
        ]
        for item in publications
    ]
    head = ["Measure", "Period", "Number", "Use here", "Source"]
    return joined([table(caption, head, rows, numbers=(2,)), shorthand([item.value for item in publications])])


def coverage_table(years: Sequence[Period], rows: Sequence[Coverage]) -> Markup:
    """Indicator by year, each cell a word, so that nothing rests on colour."""
    cells = [
        [
            joined([indicator_links([row.indicator]), " ", row.indicator.entry.short]),
            *(
                Markup('<span class="cpc-cover cpc-{}">{}</span>').format(c.split(" ")[0].strip("[]"), _covered(c))
                for c in row.years
            ),
        ]
        for row in rows
    ]
    caption, head = "Figures by indicator and financial year", ["Indicator", *(year.label for year in years)]
    framed = table(caption, head, cells, phone=Phone.YEARS, heard=True)
    withheld = any(word == WITHHELD_SYMBOL for row in rows for word in row.years)
    return joined([framed, shorthand([Withheld()] if withheld else [])])


def _covered(word: str) -> Markup:
    return printed(Withheld()) if word == WITHHELD_SYMBOL else text(word)


def status_legend() -> Markup:
    """Every status with its shape."""
    rows = [[status_pill(label), _STATUS_MEANING[label]] for label in VerdictLabel]
    return table("What each status says", ["Status", "It says"], rows, heard=True)


def _aside(words: object) -> Markup:
    return Markup('<span class="cpc-variant">{}</span>').format(text(words)) if words else Markup("")


_USE = {
    "value": "the figure",
    "part": "part of a figure",
    "context": "context",
    "external_claim": "not used as a figure",
    "unused": "not used",
}
_SHORT_FORMS = {
    "CPC": "Child Protection Compact, the Partnership’s name",
    "DOL Findings": "U.S. Department of Labor, Findings on the Worst Forms of Child Labor",
    "JIS": "Jamaica Information Service",
    "J$": "Jamaican dollars",
    "MDAs": "Ministries, departments and agencies",
    "NGO": "Non-governmental organisation",
    "NPA": "National Plan of Action for Combating Trafficking in Persons",
    "The Plan": "The Partnership’s Implementation Plan, which names the 39 indicators",
    "TIP Report": "Trafficking in Persons Report of the U.S. Department of State",
}
_STATUS_MEANING = {
    VerdictLabel.CLEAR_IMPROVEMENT: "Moved as the commitment asks, by more than usual variation or by plain counting.",
    VerdictLabel.HIGHER: "Higher than the baseline; a difference of this size also arises when nothing has changed.",
    VerdictLabel.NO_DIFFERENCE: "The two numbers are equal.",
    VerdictLabel.LOWER: "Lower than the baseline; a difference of this size also arises when nothing has changed.",
    VerdictLabel.HIGHER_AND_LOWER: "Some components are higher, some lower, none clearly.",
    VerdictLabel.CLEAR_DECLINE: "Moved against the commitment, by more than usual variation or by plain counting.",
    VerdictLabel.CLEAR_INCREASE: "Clearly higher, where higher is neither good nor bad.",
    VerdictLabel.CLEAR_DECREASE: "Clearly lower, where lower is neither good nor bad.",
    VerdictLabel.MIXED: "One component is clearly better and one clearly worse.",
    VerdictLabel.TOO_FEW: "So few that no movement at all could be told from chance.",
    VerdictLabel.DONE: "Every step of the commitment is on record.",
    VerdictLabel.UNDER_WAY: "Some steps are on record, others are not.",
    VerdictLabel.NOT_STARTED: "Reported, and nothing has been done yet.",
    VerdictLabel.OVERDUE: "A step was due and a source does not show it done.",
    VerdictLabel.CANNOT_BE_ASSESSED: "Something is missing; the reason and who can act stand beside it.",
    VerdictLabel.WITHHELD: "The figures behind it are withheld, so it is withheld too.",
}
