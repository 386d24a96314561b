"""What the annual report says, read from its blocks: fast, and without any Office program."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dashboard.access import Tier
from dashboard.documents.annual import Report
from dashboard.documents.annual.acronyms import glossary, unexplained
from dashboard.documents.annual_report import TEMPLATES, draft_annual_report, report_blocks
from dashboard.documents.blocks import Block, Box, CrossReference, Figure, Heading, Table, text_of, walk
from dashboard.documents.text import plain_text
from dashboard.periods import Period
from dashboard.progress import VerdictLabel
from dashboard.release import (
    IndicatorRelease,
    NotReported,
    Release,
    Shown,
    StageState,
    Withheld,
    make_release,
)
from tests import record
from tests.release_builder import (
    entry,
    indicator_release,
    release,
    series,
    stock_series,
    table_by_sex,
    verdict,
    with_values,
)

FIRST, LAST = Period.parse("2023/24"), Period.parse("2023/24")


def blocks(found: Release, first: Period = FIRST, last: Period = LAST) -> tuple[Block, ...]:
    return walk(report_blocks(Report(found, first, last)))


def text(*indicators: IndicatorRelease) -> str:
    return plain_text(blocks(release(indicators)))


def through(year: str) -> Release:
    """The public record as a report on the years up to this one may know it."""
    return make_release(record.catalogue(), record.ledger(), Tier.PUBLIC, through=Period.parse(year))


def section(found: Sequence[Block], indicator: str) -> tuple[Block, ...]:
    """The blocks between an indicator's heading and the next heading of its level."""
    start = next(i for i, block in enumerate(found) if isinstance(block, Heading) and block.label == indicator)
    after = (i for i, block in enumerate(found) if i > start and isinstance(block, Heading) and block.level < 3)
    return tuple(found[start : next(after)])


def table(found: Sequence[Block], key: str) -> Table:
    return next(block for block in found if isinstance(block, Table) and block.key == key)


def cells(found: Table) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in found.rows]


@pytest.fixture(scope="module")
def fake() -> tuple[Block, ...]:
    return blocks(release())


@pytest.fixture(scope="module")
def public() -> tuple[Release, tuple[Block, ...]]:
    found = through("2023/24")
    return found, blocks(found, Period.parse("2021/22"), LAST)


# --- shape --------------------------------------------------------------------------------------


def test_the_mandated_parts_stand_in_order(fake: tuple[Block, ...]) -> None:
    top = [block.words for block in fake if isinstance(block, Heading) and block.level == 1]
    assert top[:5] == [
        "Letter of transmittal",
        "Foreword by the National Rapporteur",
        "Abbreviations",
        "Summary",
        "How to read the figures",
    ]
    assert [words.split("\u2002")[0] for words in top[-5:]] == [f"Annex {letter}" for letter in "ABCDE"]
    assert sum(block.numbered for block in fake if isinstance(block, Heading)) == 13


def test_every_indicator_has_one_home_and_one_line_in_the_scorecard(public: tuple[Release, tuple[Block, ...]]) -> None:
    found, report = public
    homes = [block.label for block in report if isinstance(block, Heading) and block.key == f"i-{block.label}"]
    assert sorted(homes) == sorted(item.id for item in found.indicators)
    rows = cells(table(report, "t-scorecard"))
    assert [row[:2] for row in rows] == [[item.id, item.entry.wording] for item in found.indicators]


def test_every_wording_stands_in_its_section_as_in_the_plan(public: tuple[Release, tuple[Block, ...]]) -> None:
    found, report = public
    for item in found.indicators:
        assert f"“{item.entry.wording}”" in plain_text(section(report, item.id))


def test_every_table_and_figure_is_referred_to_in_the_text(public: tuple[Release, tuple[Block, ...]]) -> None:
    _, report = public
    keys = {block.key for block in report if isinstance(block, Table | Figure)}
    runs = [run for block in report if not isinstance(block, Table) for run in getattr(block, "runs", ())]
    referred = {run.key for run in runs if isinstance(run, CrossReference)}
    assert keys - referred == set()


def test_every_abbreviation_is_explained(public: tuple[Release, tuple[Block, ...]]) -> None:
    found, report = public
    known = glossary(Report(found, LAST, LAST), TEMPLATES)
    # Parts of names: broadcasters, a trust, a licence, a currency sign.
    names = {"BHN", "FM", "WEFM", "NTA", "CC", "BY", "US"}
    assert set(unexplained(report, known)) - names == set()


def test_an_indicator_of_chapter_ten_is_not_lost() -> None:
    stray = indicator_release("3.9a", entry=entry("3.9a", report_chapter=10))
    assert section(blocks(release([stray])), "3.9a")


# --- numbers ------------------------------------------------------------------------------------


def test_every_number_on_record_is_printed_as_the_release_words_it(public: tuple[Release, tuple[Block, ...]]) -> None:
    found, report = public
    for item in found.indicators:
        if item.entry.alias_of:
            continue
        printed = cells(table(report, f"t-figures-{item.entry.objective}"))
        for line in item.components + item.context:
            for point in line.known:
                rows = [row for row in printed if row[0] == item.id and row[1].startswith(line.label)]
                assert any(
                    r[2].removeprefix("by ") == point.period.label and r[3].startswith(point.value.text) for r in rows
                ), point


def test_the_tables_of_a_section_agree_with_the_release(public: tuple[Release, tuple[Block, ...]]) -> None:
    found, report = public
    checked = 0
    for item in found.indicators:
        for block in section(report, item.id):
            if not isinstance(block, Table) or not block.columns[0].head.startswith("Year"):
                continue
            for column, head in enumerate(block.columns):
                line = next((s for s in item.components + item.context if head.head.startswith(s.label)), None)
                if line is None:
                    continue
                by_year = {point.period.label: point.value.text for point in line.points}
                for row in cells(block):
                    year = row[0].removesuffix(" (baseline)")
                    assert row[column] == by_year.get(year, "[x]")
                    checked += 1
    assert checked > 50


def test_nothing_of_a_later_year_is_printed() -> None:
    found = blocks(through("2019/20"), Period.parse("2018/19"), Period.parse("2019/20"))
    # The catalogue's own notes on its definitions may speak of any year.
    report = plain_text(
        tuple(block for block in found if not isinstance(block, Table) or not block.key.startswith("t-definitions"))
    )
    assert "2018/19" in report
    assert "in 2021/22" not in report
    assert "2022/23 |" not in report


def test_a_release_that_knows_later_years_is_refused_with_the_way_to_mend_it() -> None:
    with pytest.raises(ValueError, match=r"after 2019/20 \(1\.3a/.*make it with `through` 2019/20"):
        draft_annual_report(release(), Period.parse("2018/19"), Period.parse("2019/20"))


@pytest.mark.parametrize(("first", "last"), [("2021-H1", "2021/22"), ("2023/24", "2021/22")])
def test_a_report_covers_whole_years_in_order(first: str, last: str) -> None:
    with pytest.raises(ValueError, match=r"financial years|before it begins"):
        Report(release(), Period.parse(first), Period.parse(last))


# --- silence ------------------------------------------------------------------------------------


def test_an_indicator_without_a_word_is_said_and_not_drawn(fake: tuple[Block, ...]) -> None:
    found = section(fake, "1.2b")
    assert not [block for block in found if isinstance(block, Table | Figure)]
    said = plain_text(found)
    assert "Cannot be assessed" in said
    assert "Nothing is on record" in said
    assert "Owed by CPFSA" in said


def test_a_blank_year_is_marked_and_never_a_zero(fake: tuple[Block, ...]) -> None:
    rows = {row[0]: row[1] for row in cells(table(section(fake, "2.2a"), "t-2.2a"))}
    assert rows["2017/18 (baseline)"] == "[x]"
    assert rows["2023/24"] == "[x]"
    assert rows["2019/20"] == "2"


def test_a_withheld_year_shows_its_symbol_and_its_note() -> None:
    hidden = with_values(series(), {"2021/22": Withheld()})
    found = section(blocks(release([indicator_release(components=(hidden,))])), "2.2a")
    shown_table = table(found, "t-2.2a")
    assert ["2021/22", "[c]", "–", "–"] in cells(shown_table)
    assert "[c] Withheld to protect children." in [text_of(note) for note in shown_table.notes]


def test_what_is_withheld_is_neither_missing_nor_owed() -> None:
    hidden = with_values(series((None,) * 7), {"2022/23": Withheld(), "2023/24": Withheld()})
    found = blocks(release([indicator_release(components=(hidden,), reference=None)]))
    said = plain_text(section(found, "2.2a"))
    assert "Child victims identified: withheld to protect children." in said
    assert "Owed by" not in said
    assert "on record for child victims" not in said
    row = cells(table(found, "t-scorecard"))[0]
    assert row[4] == "[c] (2023/24)"
    assert row[6] == "Figures"


def test_a_ladder_of_which_no_source_speaks_is_a_sentence() -> None:
    stages = (StageState("a", "Drafted", "unknown", "", None, ()), StageState("b", "Adopted", "unknown", "", None, ()))
    said = text(indicator_release("3.2", entry=entry("3.2"), stages=stages, milestones=()))
    assert "No source on record says whether “Drafted” or “Adopted” was reached by the end of" in said


def test_the_public_is_told_that_a_breakdown_is_withheld(fake: tuple[Block, ...]) -> None:
    assert "Child victims identified, by sex: withheld to protect children" in plain_text(section(fake, "2.2a"))


def test_a_breakdown_is_a_table_with_a_row_for_each_category_and_a_column_for_each_year() -> None:
    cut = table_by_sex({"2020/21": {"female": 60, "male": 0}, "2021/22": {"female": 8, "male": 6}})
    found = table(blocks(release([indicator_release(breakdowns=(cut,))])), "t-2.2a-identified-sex")
    assert [column.head for column in found.columns] == ["Category", "2020/21", "2021/22"]
    assert cells(found) == [["Female", "60", "8"], ["Male", "0", "6"]]
    assert found.notes == ()


def test_a_partly_hidden_breakdown_says_its_symbol_and_why_below_the_table() -> None:
    said = "2021/22: withheld, because the national total is too small to be broken down."
    hidden = {"female": Withheld(), "male": Withheld()}
    cut = table_by_sex({"2020/21": {"female": 6, "male": 2, "other": 0}, "2021/22": hidden}, notes=(said,))
    found = table(blocks(release([indicator_release(breakdowns=(cut,))])), "t-2.2a-identified-sex")
    assert cells(found) == [["Female", "[c]"], ["Male", "[c]"], ["Other", "0"]]
    assert [text_of(note) for note in found.notes] == ["[c] Withheld to protect children.", said]


def test_a_breakdown_without_a_cell_to_show_is_a_sentence_and_no_table() -> None:
    silent = {"female": NotReported(), "male": NotReported()}
    cut = table_by_sex({"2021/22": silent}, notes=("2021/22: not yet reported.",))
    found = section(blocks(release([indicator_release(breakdowns=(cut,))])), "2.2a")
    assert "Child victims identified, by sex. 2021/22: not yet reported." in plain_text(found)
    assert not [block for block in found if isinstance(block, Table) and block.key.endswith("sex")]


def test_an_alias_points_to_its_original_and_repeats_nothing() -> None:
    original = indicator_release("1.5b", entry=entry("1.5b"), components=(stock_series(),))
    alias = indicator_release("2.8", entry=entry("2.8", alias_of="1.5b"), components=(stock_series(),))
    found = section(blocks(release([original, alias])), "2.8")
    assert "repeats indicator" in plain_text(found)
    assert not [block for block in found if isinstance(block, Table | Figure)]


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((5, 7), "7 children in 2023/24, more than the 5 of 2022/23"),
        ((7, 5), "5 children in 2023/24, fewer than the 7 of 2022/23"),
        ((5, 5), "5 children in 2023/24, the same as in 2022/23"),
        ((5, None), "5 children in 2022/23. No figure for 2023/24 is on record."),
        ((None, None), "No count of children identified as victims can be printed here"),
    ],
)
def test_the_situation_is_told_as_the_numbers_have_it(values: tuple[int | None, ...], expected: str) -> None:
    item = indicator_release(components=(series(values, first_year=2022),), reference=None)
    said = text(item)
    assert expected in said
    for word in ("more than the", "fewer than the", "the same as in"):
        assert (word in said) == (word in expected)


def test_no_sentence_claims_more_than_detection_or_adds_an_adjective(public: tuple[Release, tuple[Block, ...]]) -> None:
    _, report = public
    prose = plain_text(tuple(block for block in report if not isinstance(block, Table))).lower()
    for banned in ("were trafficked", "alarming", "dramatic", "shocking", "no change", "on track", "off track"):
        assert banned not in prose


def test_context_is_headed_and_stands_apart_from_the_value(fake: tuple[Block, ...]) -> None:
    found = section(fake, "1.3a")
    headings = [block.text for block in found if isinstance(block, Heading) and block.level == 3]
    assert "All ages, context" in headings
    assert "t-1.3a" not in {block.key for block in found if isinstance(block, Table)}
    drawn = [block for block in found if isinstance(block, Figure)]
    assert [figure.caption.split(":")[0] for figure in drawn] == ["All ages, context"]


def test_the_summary_has_five_findings_and_five_decisions(public: tuple[Release, tuple[Block, ...]]) -> None:
    _, report = public
    start = next(i for i, b in enumerate(report) if isinstance(b, Heading) and b.text == "What the figures say")
    end = next(i for i, b in enumerate(report) if isinstance(b, Heading) and b.text == "How to read the figures")
    lists = [block.items for block in report[start:end] if hasattr(block, "items")]
    assert [len(items) for items in lists] == [5, 5]


def test_the_strip_counts_every_indicator_once(public: tuple[Release, tuple[Block, ...]]) -> None:
    found, report = public
    rows = cells(table(report, "t-strip"))
    assert sum(int(row[-1]) for row in rows) == len(found.indicators)
    assert sum(int(cell) for row in rows for cell in row[1:-1]) == len(found.indicators)


def test_when_all_is_assessed_the_report_asks_for_nothing_it_has() -> None:
    done = indicator_release(verdict=verdict(VerdictLabel.DONE, reason="Both stages are reached."))
    found = blocks(release([done]))
    assert not [block for block in found if isinstance(block, Table) and block.key == "t-waiting"]
    assert "Approve the definitions: 1 of 1" in plain_text(found)


def test_what_the_rapporteur_must_write_is_marked(fake: tuple[Block, ...]) -> None:
    marked = [block for block in fake if isinstance(block, Box) and block.drafting]
    assert len(marked) >= 6
    assert all(box.title.startswith("For the Rapporteur") for box in marked)


def test_pictures_agree_with_their_series(public: tuple[Release, tuple[Block, ...]]) -> None:
    found, report = public
    figures = [block for block in report if isinstance(block, Figure)]
    assert figures
    for figure in figures:
        indicator = figure.key.removeprefix("f-").split("/")[0]
        line = found.indicator(indicator).series(figure.key.removeprefix("f-"))
        for point in line.known:
            if (
                isinstance(point.value, Shown)
                and point.period.start >= found.catalogue.partnership.baseline_period.start
            ):
                assert f"{point.value.text} " in figure.alt
