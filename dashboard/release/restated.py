"""What was printed and is printed otherwise now: the values of `Release.restatements`, already worded.

A restatement holds only numbers that this release prints, or that an edition for the same or a wider audience printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.periods import Period, day_in_words
from dashboard.release.model import Citation, Value


@dataclass(frozen=True)
class Cause:
    """One recorded reason: a whole sentence, who decided and on which day; "" and None where nobody did."""

    words: str
    by: str
    on: date | None

    @property
    def decided(self) -> str:
        """`TIP Secretariat, 4 May 2026`; "" where nobody decided."""
        return ", ".join(filter(None, (self.by, day_in_words(self.on) if self.on else "")))

    @property
    def text(self) -> str:
        """`An agency amended its return: a slip of the pen. Decided by TIP Secretariat, 4 May 2026.`"""
        return f"{self.words} Decided by {self.decided}." if self.decided else self.words


@dataclass(frozen=True)
class PrintedEdition:
    """Where the earlier number stands: the office's own edition, or one of a public source.

    `number` is 1, 2, 3 … of our own and 0 of a source's, which has a `citation`. `on` is the day from which it could be
    read. `withdrawn` is a sentence, "" while the edition stands.
    """

    number: int
    title: str
    on: date
    withdrawn: str = ""
    citation: Citation | None = None

    @property
    def name(self) -> str:
        """`Edition 1: Annual report 2021/22`, `TIP Report 2016`."""
        return f"Edition {self.number}: {self.title}" if self.number else self.title


@dataclass(frozen=True)
class Restatement:
    """One figure that an edition printed and this release prints otherwise.

    `figure_id` is the stable key ("2.2a/identified/2021/22/sex=female"), `series` its label, `after_citations` the
    sources of the number in force. There is always a cause: where none is recorded, it says so. Of a cohort, its total
    and what is below it alike, `period` is the year it began and `seen` the one it was followed up in. `also` are
    further indicators that the one printed figure serves.
    """

    figure_id: str
    indicator: str
    series: str
    period: Period
    before: Value
    edition: PrintedEdition
    after: Value
    after_citations: tuple[Citation, ...]
    causes: tuple[Cause, ...]
    seen: Period | None = None
    also: tuple[str, ...] = ()

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator that the figure serves, in the Plan's order."""
        return (self.indicator, *self.also)

    @property
    def when(self) -> str:
        """`2021/22`; of a cohort `2017/18, seen in 2018/19`."""
        return f"{self.period.label}, seen in {self.seen.label}" if self.seen else self.period.label
