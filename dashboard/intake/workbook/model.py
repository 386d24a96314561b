"""What reading a workbook gives: findings at their cells, and a draft for the ledger once nothing stands in its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dashboard.intake.workbook.layout import NumberKey, Template
from dashboard.ledger import SubmissionDraft
from dashboard.periods import Period

PROBLEMS = "Problems"
"""The sheet that a marked copy opens with: each finding, and for a warning a place for the reason."""


class Severity(StrEnum):
    """An error keeps the return out. A warning asks for a reason, which is kept with the return."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class CellFinding:
    """One thing to mend or to explain, at its cell. `found` never repeats what may be personal data.

    `code` is the check's name (`not_a_number`, `breakdown_differs`); `reason` is what the agency has answered to a
    warning, "" while it has not. Findings order by sheet and cell as given by the reader.
    """

    sheet: str
    cell: str
    code: str
    severity: Severity
    found: str
    allowed: str
    mend: str
    reason: str = ""

    @property
    def place(self) -> str:
        """`Identify!C12`; the sheet alone where the whole of it is meant."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    @property
    def answered(self) -> bool:
        """Whether it no longer stands in the way."""
        return self.severity is Severity.WARNING and bool(self.reason)

    def __str__(self) -> str:
        return f"{self.place}: found {self.found}; allowed: {self.allowed}. Mend: {self.mend}."


class RefusedFile(Exception):  # noqa: N818 - a refusal is an answer, not a failure
    """A file that is not read at all. `code` names the reason; the message is a sentence for the person who sent it."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)


@dataclass(frozen=True)
class Counts:
    """Input cells: all of them are in exactly one of the three.

    `with_findings` have an error or a warning still to be answered, or stand on a sheet that cannot be read; `accepted`
    have a value, among them blanks that a Yes made zero; `blank` say nothing.
    """

    cells: int
    accepted: int
    with_findings: int
    blank: int


@dataclass(frozen=True)
class NumbersAnswered:
    """The components asked for, each once by its total: how many have a number or a state, and which have neither.

    `unanswered` are (place, label) pairs: `("Identify!C12", "2.2b Children referred to both")`. Always
    `asked == answered + len(unanswered)`; a component on a sheet that cannot be read counts as unanswered.
    """

    asked: int
    answered: int
    unanswered: tuple[tuple[str, str], ...]


NO_NUMBERS = NumbersAnswered(0, 0, ())


@dataclass(frozen=True)
class History:
    """What the ledger holds of one agency before a half-year, so that unusual numbers can be asked about.

    `last` is the text shown beside each cell (`6`, `not available`), of the period before. `series` holds the accepted
    numbers of the same half in earlier years, oldest first. `elsewhere` is what other agencies have reported for the
    same period, by key, for the shared-child check. `definition_versions` is the version last answered, by indicator.
    """

    last: Mapping[NumberKey, str]
    series: Mapping[NumberKey, tuple[tuple[Period, Decimal], ...]]
    elsewhere: Mapping[NumberKey, Mapping[str, Decimal]]
    definition_versions: Mapping[str, int]


NO_HISTORY = History(last={}, series={}, elsewhere={}, definition_versions={})


@dataclass(frozen=True)
class ReadReturn:
    """One workbook read. `draft` is None while an error stands or a warning is unanswered.

    Which cell each record of the draft came from is in the record's own locator (`Identify!C12`). `numbers` is for the
    receipt. `unused_reasons` are the places of reasons that fit no finding; they keep nothing out, and must be said.
    """

    template: Template
    findings: tuple[CellFinding, ...]
    counts: Counts
    file_sha256: str
    draft: SubmissionDraft | None
    numbers: NumbersAnswered = NO_NUMBERS
    unused_reasons: tuple[str, ...] = ()

    @property
    def holds_personal_data(self) -> bool:
        """Whether the file is refused as a whole: nothing of it may be stored or logged."""
        return any(finding.code.startswith("personal_") for finding in self.findings)

    @property
    def open_findings(self) -> tuple[CellFinding, ...]:
        """What still stands in the way."""
        return tuple(finding for finding in self.findings if not finding.answered)
