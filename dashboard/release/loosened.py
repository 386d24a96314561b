"""After an edition under a loosened policy: which loosening stands in the way of the next, and what choices remain.

What an edition printed stays known, so that a tighter policy cannot protect it any more: the audit of the next release
finds it worked out. Withdrawing the edition changes nothing of that.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.disclosure import ReleasePolicy
from dashboard.ledger import Ledger, LedgerError
from dashboard.periods import day_in_words
from dashboard.release.auditing import Finding
from dashboard.release.edition_model import POLICY_FILE
from dashboard.release.policy import PolicyError, read_policy


def way_out(finding: Finding, ledger: Ledger, policy: ReleasePolicy) -> str:
    """What the Rapporteur can do about a finding that rests on an edition looser than `policy`; "" for any other."""
    looser = [*_looser(finding, ledger, policy)]
    if not looser:
        return ""
    told = "; ".join(
        f"edition {number} was published under a looser policy ({sentence})" for number, sentence, _ in looser
    )
    back = " and ".join(dict.fromkeys(f"{key}: {found}" for _, _, (key, found) in looser))
    dimension = finding.cell.rpartition("/")[2].partition("|")[0].rpartition("=")[0]
    choices = [f"put {back} back in data/reference/disclosure.yaml, approved under `lowered`"]
    if dimension:
        choices.append(f"take {dimension} out of both lists of breakdowns there")
    choices.append(f"publish a year before {'/'.join(finding.cell.split('/')[2:4])}")
    return (
        f"{told[:1].upper()}{told[1:]}. What it printed stays known, and withdrawing it does not help. You can "
        f"{', or '.join(choices)}"
    )


def _looser(finding: Finding, ledger: Ledger, policy: ReleasePolicy) -> Iterator[tuple[int, str, tuple[str, str]]]:
    """Edition, what was loosened and who approved it, and the key with its value: all that `policy` has not."""
    for number in finding.editions:
        then = _policy_of(number, ledger)
        for one in then.loosenings if then else ():
            if one not in policy.loosenings:
                by = then.approval if then else None
                approved = f"; approved by {by.by} on {day_in_words(by.on)}" if by else ""
                yield number, f"{one.sentence}{approved}", (one.key, one.found)


def _policy_of(number: int, ledger: Ledger) -> ReleasePolicy | None:
    """None for one that the edition does not keep, or that this program reads no more."""
    try:
        return read_policy(ledger.edition_file(number, POLICY_FILE).decode())
    except (LedgerError, PolicyError):
        return None
