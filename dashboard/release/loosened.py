"""After an edition under a loosened policy: which loosening stands in the way of the next, and what choices remain.

What an edition printed stays known, so that a tighter policy cannot protect it any more: the audit of the next release
finds it worked out. Withdrawing the edition changes nothing of that. A loosening is named only where it let print what
gives the count away: another one of the same policy, put back, would loosen for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.disclosure import Loosening, ReleasePolicy
from dashboard.ledger import Ledger, LedgerError
from dashboard.periods import day_in_words
from dashboard.release.auditing import Finding
from dashboard.release.edition_model import POLICY_FILE
from dashboard.release.policy import PolicyError, read_policy

BREAKDOWNS = "audiences.public.breakdowns"
_OF_TOTALS = "small_total"
"""How the keys of loosened limits begin: `small_total`, and `small_totals.` with a series."""

_QUOTES = "'"


def way_out(finding: Finding, ledger: Ledger, policy: ReleasePolicy) -> str:
    """What the Rapporteur can do about a finding that rests on what a looser policy let print; "" for any other."""
    looser = [*_looser(finding, ledger, policy)]
    if not looser:
        return ""
    told = "; ".join(
        f"edition {number} was published under a looser policy ({sentence})" for number, sentence, _ in looser
    )
    again = " and ".join(dict.fromkeys(_written_again(one) for _, _, one in looser))
    choices = [f"in data/reference/disclosure.yaml {again}, with who approves it under `lowered`"]
    dimension = finding.cell.rpartition("/")[2].partition("|")[0].rpartition("=")[0]
    if dimension in {*policy.public.breakdowns, *policy.natfatip.breakdowns}:
        choices.append(f"take {dimension} out of both lists `breakdowns` there, so that no count is shown by it")
    choices.append(f"publish a year before {'/'.join(finding.cell.split('/')[2:4])}")
    return (
        f"{told[:1].upper()}{told[1:]}. What it printed stays known, and withdrawing it does not help. One of these is "
        f"enough: {'; or '.join(choices)}"
    )


def _written_again(one: Loosening) -> str:
    """The line of the policy that loosens it, as somebody types it."""
    if one.key == BREAKDOWNS:
        return f"add {one.found.strip(_QUOTES)} again to the list `breakdowns` under `public`"
    key, _, series = one.key.partition(".")
    line = f"{series or key}: {one.found.strip(_QUOTES)}"
    return f"write `{line}` again under `{key}`" if series else f"write `{line}` again"


def _looser(finding: Finding, ledger: Ledger, policy: ReleasePolicy) -> Iterator[tuple[int, str, Loosening]]:
    """Edition, what was loosened and who approved it, and the loosening: all that `policy` has not and that matters."""
    for number in dict.fromkeys(number for number, _ in finding.printed):
        then = _policy_of(number, ledger)
        cells = [cell for edition, cell in finding.printed if edition == number]
        for one in then.loosenings if then else ():
            if one not in policy.loosenings and _let_print(one, cells, finding):
                by = then.approval if then else None
                approved = f"; approved by {by.by} on {day_in_words(by.on)}" if by else ""
                yield number, f"{one.sentence}{approved}", one


def _let_print(one: Loosening, cells: list[str], finding: Finding) -> bool:
    """Whether a loosening let print these cells of an edition: its own breakdown, totals alone, or any breakdown."""
    if one.key == BREAKDOWNS:
        name = one.found.strip(_QUOTES)
        return any(cell.partition("=")[0] == name for cell in cells)
    if one.key.startswith(_OF_TOTALS):
        _, _, series = one.key.partition(".")
        return not any(cells) and finding.cell.startswith(f"{series}/" if series else "")
    return any(cells)


def _policy_of(number: int, ledger: Ledger) -> ReleasePolicy | None:
    """None for one that the edition does not keep, or that this program reads no more."""
    try:
        return read_policy(ledger.edition_file(number, POLICY_FILE).decode())
    except (LedgerError, PolicyError):
        return None
