"""An office that publishes, revises and publishes again: the small catalogue of three agencies, one ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from dashboard.access import Tier
from dashboard.catalogue import Catalogue
from dashboard.ledger import Correction, Edition, EditionDraft, FrozenFile, Kind, Ledger, Submission
from dashboard.release import Release, make_release, policy_hash, policy_text
from dashboard.release.claims import claims_of
from dashboard.release.edition_model import CATALOGUE_FILE, POLICY_FILE
from dashboard.release.program import program_version
from tests.figures.returned import adjusted, catalogue, corrected, returned, workbook_of
from tests.release.office import TODAY, ledger_of

RAPPORTEUR, SECRETARIAT = "National Rapporteur", "TIP Secretariat"


class Office:
    """A ledger with what was filed, and short words for what is done with it."""

    def __init__(self, *filed: Submission, of: Catalogue | None = None) -> None:
        self.catalogue = of or catalogue()
        self.ledger: Ledger = ledger_of(filed)

    def release(self, tier: Tier = Tier.PUBLIC, **how: Any) -> Release:
        """What a tier sees now."""
        return make_release(self.catalogue, self.ledger, tier, **{"today": TODAY, **how})

    def publish(self, tier: Tier = Tier.PUBLIC, title: str = "Annual report 2021/22", **overrides: Any) -> Edition:
        """Freeze what a tier sees now."""
        head, text = self.ledger.head(), policy_text()
        draft = EditionDraft(
            tier=tier.value,
            title=title,
            through=None,
            as_of=head.sequence,
            embargo_until=None,
            catalogue_hash=self.catalogue.content_hash,
            policy_hash=policy_hash(text),
            program=program_version(),
            claims=claims_of(self.release(tier).indicators),
            files=(
                FrozenFile(CATALOGUE_FILE, self.catalogue.model_dump_json().encode()),
                FrozenFile(POLICY_FILE, text.encode()),
            ),
            checklist=(),
        )
        return self.ledger.publish(replace(draft, **overrides), RAPPORTEUR, "The Rapporteur has decided")

    def file(self, submission: Submission, reason: str = "", *, accepted: bool = True) -> str:
        """File it and, unless told otherwise, let somebody else accept it for a reason."""
        returns = submission.draft.kind is Kind.RETURN
        file = workbook_of(submission.id) if returns else None
        draft = replace(submission.draft, file_sha256=sha256(workbook_of(submission.id)).hexdigest())
        filed = self.ledger.submit(draft, "Focal person of jcf" if returns else SECRETARIAT, file=file)
        if accepted:
            self.ledger.record(filed.id, "accepted", SECRETARIAT if returns else RAPPORTEUR, reason)
        return filed.id

    def amend(self, agency: str, *numbers: Any, period: str = "2021-H1", reason: str = "") -> str:
        """A second revision of an agency's return, accepted."""
        return self.file(returned(agency, *numbers, period=period, revision=2), reason)

    def correct(self, submission_id: str, expect: str, becomes: str, reason: str) -> str:
        line = corrected(submission_id, expect, becomes)
        (one,) = line.draft.corrections
        return self.file(_with_correction(line, replace(one, reason=reason)))

    def adjust(self, number: int, reason: str, period: str = "2021-H1") -> str:
        """Take off what the JCF and the CPFSA both counted."""
        line = adjusted(number, period)
        (one,) = line.draft.adjustments
        return self.file(replace(line, draft=replace(line.draft, adjustments=(replace(one, reason=reason),))))


def _with_correction(line: Submission, correction: Correction) -> Submission:
    return replace(line, draft=replace(line.draft, corrections=(correction,)))


def moment(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 15, tzinfo=UTC)


def changes(release: Release) -> Sequence[tuple[str, str, str]]:
    """Key, printed, now."""
    return [(one.figure_id, one.before.text, one.after.text) for one in release.restatements]
