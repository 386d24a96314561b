"""`python -m benchmarks.disclosure [PACKAGES [YEARS [FIRST]]]`: what is hidden, what is given away, how long it takes.

Left out: 3 packages, of 6 years by half-year (408 cells; of 1 year: 168 cells), with seeds from 0 on. `50` is the fifty
packages of docs/disclosure-method.md; on a quiet machine they take about an hour, most of it for the exact way.

Four ways with the same made-up packages of linked tables: ours exact, ours greedy, "hide the next smallest until no row
hides one alone", and every cell rounded to 5. Small counts given away: those of 1 to 4 that the audit recovers exactly.
Seconds are of this process, so that a busy machine tells nearly the same as an idle one. The time limit of the exact
way is by the clock, so that on a busy machine fewer are proven.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import dataclass

from dashboard.disclosure import Answer, System
from dashboard.disclosure.audit import audit
from dashboard.disclosure.equations import Equations
from dashboard.disclosure.suppressing import choose
from dashboard.disclosure.verdict import judged
from tests.disclosure.packages import next_smallest, package, rounded

# By the clock: twice the sixty seconds it should take, so that a busy machine does not cut it short.
EXACT_SECONDS = 120.0
# Rounds of the greedy way before it opens and closes.
GREEDY_ROUNDS = 1


@dataclass(frozen=True)
class Row:
    """One way with one package. `hidden`: complementary cells; `bound`: fewest proven, where there is a proof."""

    way: str
    hidden: int
    bound: int | None
    given_away: int
    choosing: float
    auditing: float

    def __str__(self) -> str:
        bound = "" if self.bound is None else f"(proven {self.bound})"
        return (
            f"  {self.way:<14} hidden {self.hidden:4d} {bound:<12} given away {self.given_away:4d}   "
            f"chosen {self.choosing:6.2f} s   audited {self.auditing:6.2f} s"
        )


def measured(seed: int, years: int) -> list[Row]:
    linked = package(seed, years)
    system = linked.system
    start = time.process_time()
    equations = Equations(system)
    reading = time.process_time() - start
    print(
        f"package {seed}: {len(equations.lines)} cells, {len(system.primary)} small, model in {reading:.2f} s",
        flush=True,
    )
    rows = []
    for way, rounds in (("ours, exact", None), ("ours, greedy", GREEDY_ROUNDS)):
        start = time.process_time()
        choice = choose(equations, EXACT_SECONDS, rounds)
        rows.append(_row(way, system, equations, choice.suppressed, time.process_time() - start, choice.fewest))
    start = time.process_time()
    suppressed = next_smallest(linked)
    rows.append(_row("next smallest", system, equations, suppressed, time.process_time() - start))
    start = time.process_time()
    told = rounded(linked, 5)
    rows.append(_row("rounded to 5", told, Equations(told), frozenset(told.cells), time.process_time() - start))
    return rows


def _row(
    way: str,
    system: System,
    equations: Equations,
    suppressed: frozenset[str],
    choosing: float,
    bound: int | None = None,
) -> Row:
    start = time.process_time()
    # Every interval of ours; of the rounded cells, all hidden, only whether each small one is open.
    answer = judged(system, suppressed, audit(equations, suppressed, intervals=not system.claims))
    hidden = 0 if system.claims else len(answer.complementary)
    return Row(way, hidden, bound, _given_away(answer), choosing, time.process_time() - start)


def _given_away(answer: Answer) -> int:
    return len(set(answer.exactly_recovered) & set(answer.primary))


def main() -> None:
    given = [int(word) for word in sys.argv[1:]]
    packages, years, first = (*given, *(3, 6, 0)[len(given) :])
    total: dict[str, list[Row]] = {}
    for seed in range(first, first + packages):
        for row in measured(seed, years):
            print(row, flush=True)
            total.setdefault(row.way, []).append(row)
    print(f"seeds {first} to {first + packages - 1}: median and slowest seconds")
    for rows in total.values():
        print(_summary(rows))


def _summary(rows: list[Row]) -> str:
    given_away = [row.given_away for row in rows]
    proven = sum(row.bound is not None and row.hidden <= row.bound for row in rows)
    choosing, auditing = [row.choosing for row in rows], [row.auditing for row in rows]
    return (
        f"  {rows[0].way:<14} hidden {sum(row.hidden for row in rows):4d}   proven fewest {proven:2d}   "
        f"leaking {sum(count > 0 for count in given_away):2d}   given away {sum(given_away):4d}   "
        f"chosen {statistics.median(choosing):.2f}, {max(choosing):.2f} s   "
        f"audited {statistics.median(auditing):.2f}, {max(auditing):.2f} s"
    )


if __name__ == "__main__":
    main()
