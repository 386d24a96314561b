"""How a number may be printed: `1,234`, `about 24`, `at least 100`, `4 of 6`, `J$34.8 million`.

A percentage needs a denominator of the policy's minimum (20, `docs/disclosure.md`); below it the counts stand alone.
"""

from __future__ import annotations

from decimal import Decimal

from dashboard.catalogue import CountingUnit
from dashboard.ledger import Bound, Observation, State
from dashboard.release.model import NotApplicable, NotAvailable, Shown, Value

_MILLION = Decimal(1_000_000)
_CURRENCY = {CountingUnit.MONEY_JMD: "J$", CountingUnit.MONEY_USD: "US$"}
_BOUND = {Bound.EXACT: "", Bound.ABOUT: "about ", Bound.AT_LEAST: "at least "}


def value_of(observation: Observation, unit: CountingUnit, minimum_denominator: int) -> Value:
    """The printed form of an observation that may be shown."""
    if observation.state is State.NOT_APPLICABLE:
        return NotApplicable()
    if observation.numerator is None:
        return NotAvailable()
    text = _BOUND[observation.bound] + _number(observation.numerator, unit)
    if observation.denominator is not None:
        text = share_text(observation.numerator, observation.denominator, minimum_denominator)
    return Shown(observation.numerator, observation.denominator, text)


def printed_counts(counted: int, rest: int | None, minimum_denominator: int) -> Shown:
    """A count, or with the rest a share, as it is printed."""
    number = Decimal(counted)
    if rest is None:
        return Shown(number, None, f"{number:,f}")
    whole = number + rest
    return Shown(number, whole, share_text(number, whole, minimum_denominator))


def share_text(numerator: Decimal, denominator: Decimal, minimum_denominator: int) -> str:
    """`4 of 6`, and from the minimum denominator `43 of 50 (86 %)`."""
    counts = f"{numerator:,f} of {denominator:,f}"
    if denominator < minimum_denominator:
        return counts
    return f"{counts} ({100 * numerator / denominator:.0f} %)"


def is_money(unit: CountingUnit) -> bool:
    """Whether the printed form carries its currency, so that no unit follows it."""
    return unit in _CURRENCY


def _number(number: Decimal, unit: CountingUnit) -> str:
    currency = _CURRENCY.get(unit, "")
    if currency and number >= _MILLION:
        return f"{currency}{_plain(number / _MILLION)} million"
    return f"{currency}{_plain(number)}"


def _plain(number: Decimal) -> str:
    """No exponent, no trailing zeros, thousands separated, at most one decimal."""
    rounded = number.quantize(Decimal("0.1")).normalize()
    return f"{rounded:,f}"
