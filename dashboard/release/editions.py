"""Publishing: a release frozen under a number after its checklist, and withdrawn with a reason.

What is frozen: every claim, the policy and the catalogue, the narrative, the rendered files, the checklist and the
proof of the audit, and the hash of each file. It is read from the last event of the ledger, and made anew if another
comes before it is stored. The rule is written in `docs/editions.md`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime

from dashboard.access import Action, Identity, Tier
from dashboard.catalogue import Catalogue
from dashboard.ledger import AsOf, DataSet, Edition, EditionDraft, FrozenFile, HeadMovedError, Ledger, LedgerError
from dashboard.periods import day_in_jamaica
from dashboard.release.acts import ActError, check_words, permit
from dashboard.release.auditing import audit_release
from dashboard.release.building import make_release
from dashboard.release.checklist import checklist, let_stand
from dashboard.release.claims import claims_of
from dashboard.release.edition_model import (
    ABOUT_FILE,
    AUDIT_FILE,
    CATALOGUE_FILE,
    CHECKLIST_FILE,
    FROZEN,
    MAY_STAND,
    NARRATIVE_FILE,
    POLICY_FILE,
    ChecklistError,
    ChecklistItem,
    EditionRequest,
    Inspect,
    Prepared,
    Render,
    Say,
    silent,
)
from dashboard.release.handing_out import moment_in_words
from dashboard.release.narrative import read_narrative, title_tells_a_count
from dashboard.release.policy import policy_hash, policy_text, read_policy
from dashboard.release.program import program_version

_ATTEMPTS = 3
"""How often an edition is made anew because somebody wrote an event meanwhile."""


def _nothing_found(_files: Mapping[str, bytes]) -> tuple[ChecklistItem, ...]:
    return ()


def prepare_edition(
    ledger: Ledger,
    catalogue: Catalogue,
    request: EditionRequest,
    who: Identity,
    render: Render | None = None,
    *,
    inspect: Inspect = _nothing_found,
    say: Say = silent,
    policy: str | None = None,
    today: date | None = None,
) -> Prepared:
    """The edition as it would be published now, with its whole checklist; writes nothing.

    `render` and `inspect` are asked only once nothing blocks; without `render` no file is made. `say` hears each step.
    `policy` is a policy's text, by default the installation's; `today` the day that figures are judged on. ActError for
    a request that no edition can answer and for whoever may not see why numbers are withheld, PolicyError for a policy
    that cannot be used.
    """
    permit(who, Action.SEE_EMBARGOED)
    _check(ledger, request)
    if request.reason.strip():
        check_words("reason", request.reason, catalogue)
    text = policy_text() if policy is None else policy
    rules = read_policy(text)
    on = today or day_in_jamaica(datetime.now(UTC))
    head = ledger.head()
    say("Making the figures")
    release = make_release(
        catalogue, ledger, request.tier, AsOf(sequence=head.sequence), through=request.year, today=on, policy=rules
    )
    say("Attacking all that would be printed, with all that was printed before")
    audit = audit_release(release, ledger, through=request.year, policy=rules)
    say("Going through the checklist")
    narrative = read_narrative(request.title, request.narrative, release)
    items = let_stand((*checklist(release, ledger, request, rules, audit, who), *narrative.items), request)
    about = {
        "title": request.title,
        "tier": request.tier.value,
        "year": "" if request.year is None else request.year.code,
        "record": release.anchor.short,
        "judged_on": on.isoformat(),
        "program": program_version(),
    }
    files = {
        CATALOGUE_FILE: catalogue.model_dump_json().encode(),
        POLICY_FILE: text.encode(),
        ABOUT_FILE: json.dumps(about, ensure_ascii=False, indent=1).encode(),
        AUDIT_FILE: audit.record.encode(),
    }
    if request.narrative.strip():
        files[NARRATIVE_FILE] = narrative.text.encode()
    if render is not None and not any(item.blocks for item in items):
        rendered = dict(render(release))
        if taken := sorted(rendered.keys() & set(FROZEN)):
            raise ValueError(f"a rendered file may not be called {', '.join(taken)}: every edition has one of its own")
        say("Checking the documents")
        items += tuple(inspect(rendered))
        files |= rendered
    files[CHECKLIST_FILE] = _checklist_text(items).encode()
    return Prepared(release, claims_of(release.indicators), files, items)


def publish_edition(
    ledger: Ledger,
    catalogue: Catalogue,
    request: EditionRequest,
    who: Identity,
    render: Render,
    *,
    inspect: Inspect = _nothing_found,
    say: Say = silent,
    policy: str | None = None,
    today: date | None = None,
) -> Edition:
    """Publish what `prepare_edition` makes, under the next number; it cannot be undone.

    ActError for anybody but the Rapporteur; ChecklistError (an ActError) with every item that blocks.
    """
    permit(who, Action.PUBLISH)
    text = policy_text() if policy is None else policy
    for _ in range(_ATTEMPTS):
        made = prepare_edition(
            ledger, catalogue, request, who, render, inspect=inspect, say=say, policy=text, today=today
        )
        if made.blocking:
            raise ChecklistError(made.blocking)
        try:
            say("Freezing the edition")
            _log_lowered_threshold(ledger, text, who)
            return ledger.publish(_draft(made, request, text), who.actor, request.reason.strip(), at_head=True)
        except HeadMovedError:
            say("The ledger has moved on: making the edition anew, so that what came is in it")
            continue
        except LedgerError as error:
            raise ActError(str(error)) from error
    raise ActError("the edition was not published: others kept writing to the ledger. Try again when they are done")


def withdraw_edition(ledger: Ledger, catalogue: Catalogue, number: int, who: Identity, reason: str) -> Edition:
    """Say that an edition is withdrawn, and why. Its numbers stay known, and count in every later audit.

    ActError for anybody but the Rapporteur, without a reason, or where there is no such edition still published.
    """
    permit(who, Action.PUBLISH)
    said = check_words("reason", reason, catalogue)
    try:
        return ledger.withdraw_edition(number, who.actor, said)
    except LedgerError as error:
        raise ActError(str(error)) from error


def _check(ledger: Ledger, request: EditionRequest) -> None:
    """ActError with all that is wrong with a request, before any work."""
    faults = []
    if ledger.data_set is DataSet.PUBLIC_RECORD:
        faults.append(
            "this ledger holds the public record, of which others are the publishers. Open an office's own ledger "
            "first: python3 run.py begin-office"
        )
    if request.tier is Tier.RESTRICTED:
        faults.append("what is restricted is never published; the tier is public or natfatip")
    if not request.title.strip():
        faults.append("the title is empty; write what the edition is called")
    elif title_tells_a_count(request.title):
        faults.append(
            f"the title {request.title.strip()!r} may tell a count, and everybody reads a title, even under embargo; "
            "name what the edition is and its years, and leave numbers to the figures"
        )
    if request.year is not None and not request.year.is_financial_year:
        faults.append(f"{request.year.label} is no financial year; write it as 2021/22")
    if unknown := sorted(request.let_stand - set(MAY_STAND)):
        faults.append(f"{', '.join(unknown)} cannot be let stand; what can: {', '.join(MAY_STAND)}")
    if request.let_stand and not request.reason.strip():
        faults.append("an error is let stand only with a reason; say why")
    if request.embargo_until is not None and request.embargo_until.tzinfo is None:
        faults.append("the embargo names no time zone; say which hour is meant")
    elif request.embargo_until is not None and request.embargo_until <= datetime.now(UTC):
        until = moment_in_words(request.embargo_until)
        faults.append(f"the embargo ended on {until}; name a time to come, or leave it out")
    if faults:
        first, *more = faults
        several = "\n".join(f"- {fault}" for fault in faults)
        raise ActError(f"the edition cannot be made:\n{several}" if more else f"the edition cannot be made: {first}")


def _draft(made: Prepared, request: EditionRequest, policy: str) -> EditionDraft:
    release = made.release
    assert release.as_of.sequence is not None  # it was made as of the ledger's head
    return EditionDraft(
        tier=request.tier.value,
        title=request.title.strip(),
        through=request.year,
        as_of=release.as_of.sequence,
        embargo_until=request.embargo_until,
        catalogue_hash=release.catalogue.content_hash,
        policy_hash=policy_hash(policy),
        program=program_version(),
        claims=made.claims,
        files=tuple(FrozenFile(name, content) for name, content in made.files.items()),
        checklist=tuple(item.sentence for item in made.checklist),
    )


def _checklist_text(items: tuple[ChecklistItem, ...]) -> str:
    lines = [f"{item.weight.value}: {item.sentence}" for item in items] or ["Nothing was found."]
    return "\n".join(["The checklist of this edition, as it was published.", "", *lines, ""])


def _log_lowered_threshold(ledger: Ledger, text: str, who: Identity) -> None:
    """Once for each policy. The head moves with it, so that the edition is then made anew from after the note."""
    policy, hashed, read_at = read_policy(text), policy_hash(text), ledger.head().sequence
    logged = any(note.content.get("policy") == hashed for note in ledger.notes("threshold_approved"))
    if not policy.warnings or policy.approval is None or logged:
        return
    approval = policy.approval
    content = {
        "threshold": str(policy.threshold),
        "loosened": "; ".join(one.sentence for one in policy.loosenings),
        "approver": approval.by,
        "on": approval.on.isoformat(),
        "policy": hashed,
    }
    ledger.note("threshold_approved", "disclosure-policy", who.actor, approval.reason, content, read_at=read_at)
