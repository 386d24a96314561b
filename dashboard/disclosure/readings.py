"""The ways to read a group's earlier editions beside today's release, each its own system for the attacker.

* `unchanged`: a cell has not changed where no printed number says so. Where a total is as it was, that is every cell
  below it; else those that were printed then.
* `grown`: counts only grew, by late registration. Of a dimension where that is not so, then and now are not tied.
* today's release alone.

A reading is followed as far as it is true: whoever believes what is not so is misled. The totals of an edition count as
known. Two things are protected besides today's small counts: a small count that an edition withheld must not become
exact, and nor must a small change of a printed cell, which is a count of children too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from dashboard.disclosure.groups import TOTAL, Edition, Group
from dashboard.disclosure.linking import COUNTED, Sides, World, difference
from dashboard.disclosure.model import Claim, Policy, System
from dashboard.disclosure.policy import ReleasePolicy

_Printable = Mapping[str, tuple[str, ...]]
"""Today's cells that may be printed, and the categories that each sums."""

_THEN = "#"
"""Begins every name of what was then: `#2 sex=female|counted` is of edition 2."""


def systems(
    group: Group, dimensions: tuple[str, ...], coarse: frozenset[str], policy: ReleasePolicy
) -> tuple[System, ...]:
    """One system for each reading; the first is the one to choose on.

    The cells are those of `dimensions`, in groups where they are `coarse`; the totals of the year and of each stock are
    forced, with whatever an edition or another publisher printed.
    """
    # A coarser group may bear the name of one of its categories: only where the dimension is coarse is it meant.
    cells = {
        (name := f"{table.dimension}={code}"): group.finer(name) if table.dimension in coarse else (name,)
        for table in group.tables(dimensions, coarse)
        for code, _ in table.cells
    }
    today = World(group, group.stocks, dimensions)
    alone = _Draft.of(today, cells, policy)
    if not group.editions:
        return (alone.system(),)
    return _unchanged(today, cells, policy), _grown(today, cells, policy), alone.system()


def is_read(group: Group, dimension: str) -> bool:
    """Whether every cell of a dimension that an edition printed is known for a sum of what is counted.

    One that is not, for its category is in no list any more, cannot be held against what would be printed now.
    """
    today = World(group, group.stocks, (dimension,))
    return all(
        _world(edition, today).meant_by(printed)
        for edition in group.editions
        for printed in edition.printed
        if printed.cell.partition("=")[0] == dimension
    )


def watched_today(system: System) -> dict[str, frozenset[str]]:
    """The slices of today's counts, without those of editions: who was there knows what she was counted in then."""
    return {name: atoms for name, atoms in system.watch.items() if not name.startswith(_THEN)}


@dataclass(frozen=True)
class _Growth:
    """What an atom of today's was in the earliest edition tied to it, and the atoms of what it grew by since."""

    since: str
    by: frozenset[str] = frozenset()


@dataclass
class _Draft:
    """A system in the making."""

    policy: ReleasePolicy
    atoms: dict[str, int] = field(default_factory=dict)
    cells: dict[str, frozenset[str]] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    forced: set[str] = field(default_factory=set)
    watch: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, today: World, cells: _Printable, policy: ReleasePolicy) -> _Draft:
        """Today's release, with what others have published of it."""
        draft = cls(policy, dict(today.atoms), claims=list(today.claims))
        for name in today.totals:
            draft.print(name, today.of(name))
        for name, sums in cells.items():
            draft.cells |= {f"{name}|{side}": own for side, own in today.sum_of(sums).items()}
        for printed in today.group.elsewhere:
            for place, names in enumerate(today.meant_by(printed)):
                draft.print(f"elsewhere {printed.cell}{'*' * place}", today.sum_of(names))
        known = set(draft.cells.values())
        for name in today.fine:  # Below coarser groups too.
            for side, own in today.sum_of((name,)).items():
                if draft.is_small(today.count(own)) and own not in known:
                    draft.watch[f"{name}|{side}"] = own
        if len(today.stocks) > 1:
            for stock, cell, side, atom in today.parts():
                if draft.is_small(today.atoms[atom]):
                    draft.watch[f"{stock}/{cell}|{side}"] = frozenset({atom})
        whole = today.of(TOTAL)[COUNTED]
        for bound in today.group.bounds:
            claim = Claim(
                dict.fromkeys(whole, Fraction(1)),
                Fraction(bound.at_least),
                None if bound.at_most is None else Fraction(bound.at_most),
            )
            # One that is not so counts something else, or counts otherwise: no fact about these children.
            if claim.holds(today.atoms):
                draft.claims.append(claim)
        return draft

    def add(self, world: World, edition: Edition, joined: Mapping[str, str]) -> None:
        """An edition's children, its totals and what it printed; `joined` are atoms of its that are today's."""
        self.atoms |= {atom: count for atom, count in world.atoms.items() if atom not in joined}
        self.claims += [_renamed(claim, joined) for claim in world.claims]
        for name in world.totals:
            self.print(world.prefix + name, world.of(name), joined)
        # What others printed, of then as of today, was no secret of the edition's.
        elsewhere = (printed for printed in world.group.elsewhere if world.holds(printed))
        for printed in (*edition.printed, *elsewhere):
            for place, names in enumerate(world.meant_by(printed)):
                self.print(f"{world.prefix}{printed.cell}{'*' * place}", world.sum_of(names), joined)
        known = set(self.cells.values())
        for cell in world.fine:
            for side, own in world.sum_of((cell,)).items():
                members = frozenset(joined.get(atom, atom) for atom in own)
                if self.is_small(world.count(own)) and members not in known:
                    self.watch[f"{world.prefix}{cell}|{side}"] = members

    def print(self, name: str, told: Sides, joined: Mapping[str, str] | None = None) -> None:
        joined = joined or {}
        for side, own in told.items():
            self.cells[f"{name}|{side}"] = frozenset(joined.get(atom, atom) for atom in own)
            self.forced.add(f"{name}|{side}")

    def tie(self, world: World, growth: dict[str, _Growth], new: list[str]) -> bool:
        """Let today's atoms `new` be an edition's and something more, if they are; whether they are."""
        then = {atom: world.atoms.get(world.prefix + atom) for atom in new}
        if any(count is None or count > self.atoms[growth[atom].since] for atom, count in then.items()):
            return False
        for atom in new:
            old, more = world.prefix + atom, f"+{world.prefix}{atom}"
            near = growth[atom].since
            self.atoms[more] = self.atoms[near] - self.atoms[old]
            self.claims.append(difference({near}, {old, more}, Fraction(0)))
            growth[atom] = _Growth(old, growth[atom].by | {more})
            for by in (frozenset({more}), growth[atom].by):
                self._watch(f"{world.prefix}change of {atom}{'*' * len(by)}", by)
        return True

    def watch_change(
        self, world: World, today: World, names: tuple[str, ...], side: str, growth: Mapping[str, _Growth] | None
    ) -> None:
        """A small change of a cell since an edition. Where it is not growth: the cell now, and the others then."""
        then, now = world.sum_of(names).get(side), today.sum_of(names).get(side)
        if then is None or now is None or not self.is_small(abs(today.count(now) - world.count(then))):
            return
        name = f"{world.prefix}change of {' '.join(names)}|{side}"
        if growth is not None:
            self.watch[name] = frozenset().union(*(growth[atom].by for atom in now))
            return
        whole, others = world.of(TOTAL)[side], f"{name}: the others then"
        if world.count(whole) >= world.count(then):
            self.atoms[others] = world.count(whole) - world.count(then)
            self.claims.append(difference(whole, {*then, others}, Fraction(0)))
            self.watch[name] = now | {others}

    def _watch(self, name: str, members: frozenset[str]) -> None:
        if self.is_small(sum(self.atoms[atom] for atom in members)):
            self.watch[name] = members

    def is_small(self, count: int) -> bool:
        return 1 <= count < self.policy.threshold

    def system(self) -> System:
        policy = Policy(
            threshold=self.policy.threshold,
            zeros=self.policy.zeros,
            protection=self.policy.protection,
            forced=frozenset(self.forced),
        )
        return System(policy, self.atoms, self.cells, tuple(self.claims), self.watch)


def _unchanged(today: World, cells: _Printable, policy: ReleasePolicy) -> System:
    draft = _Draft.of(today, cells, policy)
    for edition in today.group.editions:
        world = _world(edition, today)
        believed = list(_believed(world, today, edition))
        joined = {
            old: new
            for then, now in believed
            for old in then
            if (new := old.removeprefix(world.prefix)) in now and world.atoms[old] == today.atoms[new]
        }
        draft.add(world, edition, joined)
        for then, now in believed:
            claim = difference((joined.get(atom, atom) for atom in then), now, Fraction(0))
            if claim.coefficients:
                draft.claims.append(claim)
    return draft.system()


def _believed(world: World, today: World, edition: Edition) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Then and now of each sum that a reader takes for unchanged, and rightly so."""
    printed = [names for each in edition.printed for names in world.meant_by(each)]
    for side in sorted(set(world.sides) & set(today.sides)):
        same = {name for name in world.totals if _is_same(world, today, (name,), side)}
        whole = [(name,) for name in world.fine] if TOTAL in same else []
        for names in (*whole, *printed):
            if _is_same(world, today, names, side):
                yield world.sum_of(names)[side], today.sum_of(names)[side]
        for stock, _, of, atom in today.parts():
            old = world.prefix + atom
            if of == side and stock in same and world.atoms.get(old) == today.atoms[atom]:
                yield frozenset({old}), frozenset({atom})


def _is_same(world: World, today: World, names: tuple[str, ...], side: str) -> bool:
    then, now = world.sum_of(names).get(side), today.sum_of(names).get(side)
    return then is not None and now is not None and world.count(then) == today.count(now)


def _grown(today: World, cells: _Printable, policy: ReleasePolicy) -> System:
    draft = _Draft.of(today, cells, policy)
    growth = {atom: _Growth(atom) for atom in today.atoms}
    for edition in reversed(today.group.editions):
        world = _world(edition, today)
        draft.add(world, edition, {})
        for dimension in today.dimensions:
            fine = [(name,) for name in today.fine if name.startswith(f"{dimension}=")]
            shown = [sums for name, sums in cells.items() if name.startswith(f"{dimension}=")]
            for side in (side for side in today.sides if side in world.sides):
                new = [atom for _, cell, of, atom in today.parts() if (cell,) in fine and of == side]
                grew = draft.tie(world, growth, new)
                for names in dict.fromkeys((*fine, *shown)):
                    draft.watch_change(world, today, names, side, growth if grew else None)
    return draft.system()


def _world(edition: Edition, today: World) -> World:
    group = today.group if edition.recodes is None else replace(today.group, recodes=edition.recodes)
    return World(group, edition.stocks, today.dimensions, f"{_THEN}{edition.number} ")


def _renamed(claim: Claim, joined: Mapping[str, str]) -> Claim:
    return Claim({joined.get(atom, atom): factor for atom, factor in claim.coefficients.items()}, claim.lo, claim.hi)
