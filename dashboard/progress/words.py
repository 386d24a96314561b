"""The words of a verdict: plain, exact, and never more than the numbers say.

No sentence says "no change" for a movement that is not clear, and none speaks of more or less trafficking: a count of
victims shows what was detected. Reasons for a gate carry no count, so that none can leak past a withheld figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import isinf

from dashboard.catalogue import Component, CountingUnit
from dashboard.periods import Period, PeriodKind
from dashboard.progress.comparisons import movement
from dashboard.progress.model import Comparison, Interval, Strength
from dashboard.progress.statistics import ALPHA, VERY_CLEAR_ALPHA

DETECTION = "The count shows detection and response, not how much trafficking there is."
PRICES = "Prices of the day, not adjusted for inflation."

_MILLION = Decimal(1_000_000)
_MONEY = frozenset({CountingUnit.MONEY_JMD, CountingUnit.MONEY_USD})
_CURRENCY = {CountingUnit.MONEY_JMD: "J$", CountingUnit.MONEY_USD: "US$"}


def listed(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def period_words(period: Period) -> str:
    """`in 2021/22`, `on 31 March 2022`."""
    return f"{'on' if period.kind is PeriodKind.DAY else 'in'} {period.label}"


def number(value: Decimal, unit: CountingUnit) -> str:
    """`1,234`, `2.5`, `J$34.8 million`; a whole number is printed without decimals, and no amount is rounded."""
    if unit in _MONEY and value >= _MILLION and value % (_MILLION / 10) == 0:
        return f"{_CURRENCY[unit]}{(value / _MILLION).normalize():,f} million"
    whole = value.to_integral_value()
    text = f"{whole:,f}" if whole == value else f"{value.normalize():,f}"
    return f"{_CURRENCY.get(unit, '')}{text}"


def p_text(p_value: float) -> str:
    """`p = 0.54`, `p = 0.015`, `p < 0.001`; one more decimal where rounding would cross a threshold."""
    if p_value < 0.001:
        return "p < 0.001"
    decimals = 2 if p_value >= 0.1 else 3
    # 0.0496 must not be printed as 0.050 beside "clear", nor 0.0015 as 0.002 beside "very clear".
    while (
        any((round(p_value, decimals) < alpha) != (p_value < alpha) for alpha in (ALPHA, VERY_CLEAR_ALPHA))
        and decimals < 6
    ):
        decimals += 1
    return f"p = {p_value:.{decimals}f}"


def compared(comparison: Comparison, component: Component, *, of_cohorts: bool = False) -> str:
    """One comparison in words: both numbers with their periods, then what may be said of them.

    `of_cohorts`: the periods are those in which the cases began, not those in which they ended.
    """
    begun = "begun " if of_cohorts else ""
    before = _amount(comparison.before, comparison.before_denominator, component.unit)
    after = _amount(comparison.after, comparison.after_denominator, component.unit)
    numbers = (
        f"{component.label}: {before} {begun}{period_words(comparison.before_period)}, "
        f"{after} {begun}{period_words(comparison.after_period)}."
    )
    return f"{numbers} {strength_words(comparison)}"


def notes(components: Sequence[Component]) -> tuple[str, ...]:
    """What must be read with comparisons of these components, each sentence once."""
    units = {component.unit for component in components}
    found = [DETECTION] if CountingUnit.VICTIM in units else []
    return (*found, PRICES) if units & _MONEY else tuple(found)


def strength_words(comparison: Comparison) -> str:
    """What the test, or the counting, says of the two numbers; a full sentence."""
    match comparison.strength:
        case Strength.COUNTED:
            return f"{_direction(comparison)}: counted, not tested."
        case Strength.TOO_FEW:
            return "Too few to say: with so few, no movement at all could be called clear."
        case Strength.USUAL_VARIATION if movement(comparison) == 0:
            return f"No difference{_test(comparison)}."
        case Strength.USUAL_VARIATION:
            return f"{_direction(comparison)}, within usual variation{_test(comparison)}.{_clustered(comparison)}"
        case Strength.CLEAR | Strength.VERY_CLEAR:
            size = "very clear" if comparison.strength is Strength.VERY_CLEAR else "clear"
            return f"A {size} {'increase' if movement(comparison) > 0 else 'decrease'}{_test(comparison)}."


def _clustered(comparison: Comparison) -> str:
    """Why a p below .05 was not called clear, which happens only where the size of clusters is unknown."""
    if comparison.p_value is None or comparison.p_value >= ALPHA:
        return ""
    return f" One operation can yield several people, so here only p < {VERY_CLEAR_ALPHA} is called clear."


def _direction(comparison: Comparison) -> str:
    return {1: "Higher", 0: "No difference", -1: "Lower"}[movement(comparison)]


def _test(comparison: Comparison) -> str:
    if comparison.p_value is not None and comparison.ratio is not None:
        return f" ({p_text(comparison.p_value)}; ratio {_range(comparison.ratio, 2)})"
    if comparison.difference is not None:
        return f" (difference of the shares {_range(comparison.difference, 2)})"
    return ""


def _range(interval: Interval, decimals: int) -> str:
    low = f"{interval.low:.{decimals}f}".replace("-", "\u2212")
    if isinf(interval.high):
        return f"at least {low}"
    return f"{low} to {interval.high:.{decimals}f}".replace("-", "\u2212")


def _amount(value: Decimal, denominator: Decimal | None, unit: CountingUnit) -> str:
    return number(value, unit) if denominator is None else f"{number(value, unit)} of {number(denominator, unit)}"
