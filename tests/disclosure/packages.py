"""Made-up packages of linked tables as an office would print them, and the rules others hide small counts by.

Skewed by guess: eight girls in ten, most of them 15 to 17, parishes by population. No child in it is real.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from dashboard.disclosure import Claim, Policy, System

# Parish (St Andrew by police division), police area, county, share of children. The areas of the divisions are assumed.
PLACES = {
    "Kingston": (4, "Surrey", 9),
    "St Andrew Central": (4, "Surrey", 6),
    "St Andrew South": (4, "Surrey", 6),
    "St Andrew North": (5, "Surrey", 6),
    "St Thomas": (5, "Surrey", 3),
    "Portland": (2, "Surrey", 2),
    "St Mary": (2, "Middlesex", 4),
    "St Ann": (2, "Middlesex", 6),
    "Trelawny": (1, "Cornwall", 3),
    "St James": (1, "Cornwall", 7),
    "Hanover": (1, "Cornwall", 2),
    "Westmoreland": (1, "Cornwall", 5),
    "St Elizabeth": (3, "Cornwall", 5),
    "Manchester": (3, "Middlesex", 7),
    "Clarendon": (3, "Middlesex", 9),
    "St Catherine": (5, "Middlesex", 18),
}
SEX = {"F": 82, "M": 18}
AGE = {"0-11": 15, "12-14": 30, "15-17": 55}
FORM = {"sexual": 6, "labour": 3, "other": 1}
ORIGIN = {"here": 7, "region": 2, "elsewhere": 1}
ALL = "all"

Child = tuple[str, ...]
"""Year, half, sex, age, form, origin, place."""


def _parish(place: str) -> str:
    return "St Andrew" if place.startswith("St Andrew") else place


VIEWS: dict[str, Callable[[Child], object]] = {
    "year": lambda child: child[0],
    "half": lambda child: (child[0], child[1]),
    "sex": lambda child: child[2],
    "age": lambda child: child[3],
    "form": lambda child: child[4],
    "origin": lambda child: child[5],
    "parish": lambda child: _parish(child[6]),
    "county": lambda child: PLACES[child[6]][1],
    "area": lambda child: PLACES[child[6]][0],
}
TABLES = (
    (),
    *(("half",), ("sex",), ("half", "sex"), ("year",), ("year", "sex")),
    *(("year", "age"), ("age",), ("year", "form"), ("form",), ("year", "origin"), ("origin",)),
    *(("parish", "year"), ("county", "year"), ("parish",), ("county",)),
    *(("parish", "sex"), ("county", "sex"), ("parish", "form"), ("county", "form")),
    *(("sex", "age", "form"), ("sex", "age"), ("sex", "form"), ("age", "form")),
    *(("area", "sex"), ("area",), ("area", "year")),
)


@dataclass(frozen=True)
class Package:
    """A linked system, and for each cell the lines of each table it stands in: its total first, then the parts."""

    system: System
    lines: tuple[tuple[str, ...], ...]


def package(seed: int, years: int = 6) -> Package:
    """8 to 40 children a year; 408 cells for six years by half, 168 for one year alone."""
    draw = random.Random(seed)
    halves = ("H1", "H2") if years > 1 else ("",)
    named = [str(2020 + year) for year in range(years)]
    atoms: dict[Child, int] = dict.fromkeys(product(named, halves, SEX, AGE, FORM, ORIGIN, PLACES), 0)
    shares = {place: share for place, (_, _, share) in PLACES.items()}
    for year in named:
        for _ in range(draw.randint(8, 40)):
            rest = [draw.choices(list(kind), list(kind.values()))[0] for kind in (SEX, AGE, FORM, ORIGIN, shares)]
            atoms[(year, draw.choice(halves), *rest)] += 1
    return _linked({"|".join(child): count for child, count in atoms.items()})


def _linked(atoms: Mapping[str, int]) -> Package:
    members: dict[str, set[str]] = defaultdict(set)
    for atom in atoms:
        child = tuple(atom.split("|"))
        for table in TABLES:
            members[_name(table, child)].add(atom)
    names: dict[frozenset[str], str] = {}
    for name, inside in members.items():
        names.setdefault(frozenset(inside), name)
    cells = {name: inside for inside, name in names.items()}
    policy = Policy(forced=frozenset([names[frozenset(atoms)]]))
    return Package(System(policy, atoms, cells), _lines(cells, names, members, atoms))


def _name(table: tuple[str, ...], child: Child) -> str:
    return " ".join(f"{dimension}={VIEWS[dimension](child)}" for dimension in table) or ALL


def _lines(
    cells: Mapping[str, frozenset[str]],
    names: Mapping[frozenset[str], str],
    members: Mapping[str, set[str]],
    atoms: Mapping[str, int],
) -> tuple[tuple[str, ...], ...]:
    """Every printed row of every printed table: a margin and the cells that add up to it."""
    lines: set[tuple[str, ...]] = set()
    own = {name: names[frozenset(inside)] for name, inside in members.items()}
    for table in TABLES:
        for dropped in table:
            coarser = {"half": "year", "parish": "county"}.get(dropped)
            kept = tuple(dimension for dimension in table if dimension != dropped)
            for margin in (kept, tuple(coarser if one == dropped else one for one in table) if coarser else kept):
                if not any(set(margin) == set(other) for other in TABLES):
                    continue
                ordered = next(other for other in TABLES if set(other) == set(margin))
                parts: dict[str, set[str]] = defaultdict(set)
                for atom in atoms:
                    child = tuple(atom.split("|"))
                    parts[own[_name(ordered, child)]].add(own[_name(table, child)])
                for total, inside in parts.items():
                    # A place of two areas or a single part is no row of the table.
                    if len(inside) > 1 and sum(len(cells[part]) for part in inside) == len(cells[total]):
                        lines.add((total, *sorted(inside)))
    return tuple(sorted(lines))


def next_smallest(linked: Package) -> frozenset[str]:
    """The usual rule: while a row hides one count alone, hide its next smallest too. It leaks."""
    system = linked.system
    counts = {name: system.value(name) for name in system.cells}
    hidden = set(system.primary)
    changed = True
    while changed:
        changed = False
        for line in linked.lines:
            if sum(name in hidden for name in line) == 1:
                free = [
                    name for name in line if name not in hidden and name not in system.policy.forced and counts[name]
                ]
                if free:
                    hidden.add(min(free, key=lambda name: (counts[name], name)))
                    changed = True
    return frozenset(hidden)


def rounded(linked: Package, base: int) -> System:
    """Every cell printed to the nearest multiple of an odd base: what that tells, as claims, with each cell hidden."""
    system, half = linked.system, (base - 1) // 2
    claims = []
    for _, atoms in sorted(system.cells.items()):
        nearest = base * ((sum(system.atoms[atom] for atom in atoms) + half) // base)
        one = Counter(atoms)
        claims.append(
            Claim(
                {atom: Fraction(count) for atom, count in one.items()},
                Fraction(nearest - half),
                Fraction(nearest + half),
            )
        )
    return replace(system, claims=tuple(claims))
