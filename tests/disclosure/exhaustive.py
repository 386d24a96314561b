"""Small linked systems at random, and the attacker by exhaustion: every table is written down and looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from hypothesis import strategies as st

from dashboard.disclosure import Claim, Policy, Protection, Symbols, System, Zeros

TOTAL = "total"


@dataclass(frozen=True)
class Attacked:
    """What exhaustion finds of a pattern. `values`: all feasible counts of each cell and slice."""

    truth_is_feasible: bool
    values: dict[str, set[int]]
    primary: set[str]
    given: set[str]

    def recovered(self, system: System, suppressed: frozenset[str]) -> list[str]:
        return sorted(
            name for name in (*suppressed, *system.watch) if len(self.values[name]) == 1 and name not in self.given
        )

    def is_leak(self, system: System) -> bool:
        return any(len(self.values[name]) == 1 for name in (self.primary - self.given) | set(system.watch))

    def is_protected(self, policy: Policy) -> bool:
        return all(_is_wide(self.values[name], policy) for name in self.primary - self.given)


def exhaust(system: System, suppressed: frozenset[str]) -> Attacked:
    """Needs the cell `total` of all atoms to be printed, so that there is an end to it."""
    policy, k = system.policy, system.policy.threshold
    value = {name: sum(system.atoms[atom] for atom in atoms) for name, atoms in system.cells.items()}
    forced = {system.cells[name] for name in policy.forced}
    primary = {name for name in value if 1 <= value[name] < k and system.cells[name] not in forced}
    shown = {system.cells[name] for name in system.cells if name not in suppressed}
    known = {system.cells[name]: count for name, count in system.knows.items()}
    feasible = []
    for table in _tables(sorted(system.atoms), value[TOTAL]):
        for name, atoms in system.cells.items():
            count = sum(table[atom] for atom in atoms)
            if known.get(atoms, count) != count:
                break
            if atoms in shown:
                if count != value[name]:
                    break
            elif policy.symbols is Symbols.DISTINCT:
                if not (1 <= count < k if name in primary else count >= k):
                    break
            elif policy.zeros is Zeros.PUBLISHED and count == 0:
                break
        else:
            if all(_holds(claim, table) for claim in system.claims):
                feasible.append(table)
    everything = {**system.cells, **system.watch}
    return Attacked(
        truth_is_feasible=dict(system.atoms) in feasible,
        values={name: {sum(table[a] for a in atoms) for table in feasible} for name, atoms in everything.items()},
        primary=primary,
        given={name for name, atoms in system.cells.items() if atoms in known},
    )


def fewest_complementary(system: System) -> int | None:
    """The size of the smallest safe pattern, by trying all; None where there is none."""
    start = exhaust(system, frozenset())
    forced = {system.cells[name] for name in system.policy.forced}
    open_to_choice = sorted(
        {atoms for name, atoms in system.cells.items() if name not in start.primary | start.given} - forced, key=sorted
    )
    for size in range(len(open_to_choice) + 1):
        for chosen in combinations(open_to_choice, size):
            suppressed = start.primary | {name for name, atoms in system.cells.items() if atoms in chosen}
            attacked = exhaust(system, frozenset(suppressed))
            slices_hold = all(len(attacked.values[name]) > 1 for name in system.watch)
            if attacked.truth_is_feasible and attacked.is_protected(system.policy) and slices_hold:
                return size
    return None


def _is_wide(values: set[int], policy: Policy) -> bool:
    highest = {Protection.NOT_EXACT: 0, Protection.RANGE: policy.threshold - 1, Protection.RULE: policy.threshold}
    lowest = max(values) if policy.protection is Protection.NOT_EXACT else 1
    return len(values) > 1 and min(values) <= lowest and max(values) >= highest[policy.protection]


def _holds(claim: Claim, table: dict[str, int]) -> bool:
    value = sum((factor * table[atom] for atom, factor in claim.coefficients.items()), Fraction(0))
    return (claim.lo is None or claim.lo <= value) and (claim.hi is None or value <= claim.hi)


def _tables(atoms: list[str], total: int) -> Iterator[dict[str, int]]:
    if len(atoms) == 1:
        yield {atoms[0]: total}
        return
    for count in range(total + 1):
        for rest in _tables(atoms[1:], total - count):
            yield {atoms[0]: count, **rest}


@st.composite
def systems(draw: st.DrawFn) -> System:
    """Two to five atoms in up to seven cells, any policy; at times with a claim, a watched slice, an insider."""
    atoms = [f"a{place}" for place in range(draw(st.integers(2, 5)))]
    counts = draw(st.lists(st.sampled_from([0, 0, 1, 1, 2, 3]), min_size=len(atoms), max_size=len(atoms)))
    true = dict(zip(atoms, counts, strict=True))
    some = st.sets(st.sampled_from(atoms), min_size=1).map(frozenset)
    cells = {f"c{place}": cell for place, cell in enumerate(draw(st.lists(some, min_size=1, max_size=7)))}
    cells[TOTAL] = frozenset(atoms)
    policy = Policy(
        threshold=draw(st.integers(2, 5)),
        zeros=draw(st.sampled_from(Zeros)),
        symbols=draw(st.sampled_from([Symbols.UNIFORM, Symbols.UNIFORM, Symbols.DISTINCT])),
        protection=draw(st.sampled_from(Protection)),
        forced=frozenset([TOTAL]),
    )
    system = System(policy, true, cells)
    if draw(st.booleans()):
        factors = st.builds(Fraction, st.sampled_from([-2, -1, 1, 2]), st.sampled_from([1, 2, 3]))
        claim = Claim(draw(st.dictionaries(st.sampled_from(atoms), factors, min_size=1)), None, None)
        value, room = claim.value(true), st.integers(0, 3).map(lambda halves: Fraction(halves, 2))
        claims = (replace(claim, lo=value - draw(room), hi=value + draw(room)),)
        system = replace(system, claims=claims)
    if draw(st.booleans()):
        system = replace(system, watch={"slice": draw(some)})
    if draw(st.booleans()):
        known = draw(st.sampled_from(sorted(cells)))
        system = replace(system, knows={known: system.value(known)})
    return system


@st.composite
def patterns(draw: st.DrawFn) -> tuple[System, frozenset[str]]:
    """A system, and cells suppressed: the small ones and any others but the total."""
    system = draw(systems())
    others = sorted(system.cells.keys() - system.primary - system.same_as([TOTAL]))
    chosen = draw(st.sets(st.sampled_from(others))) if others else set()
    return system, system.primary | chosen
