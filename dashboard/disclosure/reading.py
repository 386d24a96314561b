"""A linked system from its JSON form, as an outsider writes it; the form is in `docs/disclosure-method.md`."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeGuard, TypeVar

from dashboard.disclosure.form_text import SystemFormError, fault, shown
from dashboard.disclosure.model import Claim, Policy, Protection, Symbols, System, Zeros

NEEDED = ("policy", "true_atoms", "cells")
KEYS = (*NEEDED, "extra_claims", "watch", "insider_knows", "suppressed")
POLICY_KEYS = ("threshold", "zeros", "symbols", "forced", "protection")
CLAIM_KEYS = ("lo", "hi", "coef")
# Beyond this a count is no longer exact in the solver's arithmetic (53 bits) once it is summed with others.
LARGEST_COUNT = 10**9
# Of a claim brought to whole numbers; with counts of up to a thousand million the same holds of the sums.
LARGEST_FACTOR = 10**6
LARGEST_BOUND = 10**15
# A number written exactly, with few enough digits to be read at once (1e999999999 would take for ever).
EXACT = re.compile(r"[+-]?(\d{1,30}/\d{1,30}|\d{1,30}(\.\d{0,30})?|\.\d{1,30})")

Choice = TypeVar("Choice", Zeros, Symbols, Protection)


@dataclass(frozen=True)
class Question:
    """A system, and the pattern to audit; None where a pattern is to be chosen."""

    system: System
    suppressed: frozenset[str] | None


def read_system(form: object) -> Question:
    """The question a form asks. Raises `SystemFormError` with all that is wrong in it."""
    reader = _Reader()
    question = reader.question(form)
    if reader.faults:
        raise SystemFormError(reader.faults)
    return question


@dataclass
class _Reader:
    faults: list[str] = field(default_factory=list)

    def question(self, form: object) -> Question:
        top = self._object("the file", form, KEYS, NEEDED)
        atoms = {name: self._count(f"true_atoms.{name}", count) for name, count in self._map("true_atoms", top).items()}
        cells = {name: self._atoms(f"cells.{name}", named, atoms) for name, named in self._map("cells", top).items()}
        watch = {name: self._atoms(f"watch.{name}", named, atoms) for name, named in self._map("watch", top).items()}
        for name in sorted(watch.keys() & cells.keys()):
            self._fault(f"watch.{name}", "the name of a cell", "a name no cell has", "rename the slice")
        if not atoms:
            self._fault("true_atoms", "no atom", "one or more", "give the count of each atom, 0 where there is none")
        policy = self._policy(top.get("policy", {}), cells)
        claims = self._list("extra_claims", top.get("extra_claims", []))
        knows = self._map("insider_knows", top)
        system = System(
            policy=policy,
            atoms=atoms,
            cells=cells,
            claims=tuple(self._claim(f"extra_claims[{place}]", claim, atoms) for place, claim in enumerate(claims)),
            watch=watch,
            knows={name: self._count(f"insider_knows.{name}", count) for name, count in knows.items()},
        )
        self._only_cells("insider_knows", knows, cells)
        if "suppressed" not in top:
            return Question(system, None)
        suppressed = self._names("suppressed", top["suppressed"])
        self._only_cells("suppressed", suppressed, cells)
        for name in sorted(suppressed & policy.forced):
            self._fault(
                "suppressed", f"{name!r}, which policy.forced prints", "cells not forced", "keep it in one list"
            )
        return Question(system, suppressed)

    def _policy(self, form: object, cells: Mapping[str, object]) -> Policy:
        given = self._object("policy", form, POLICY_KEYS, ())
        forced = self._names("policy.forced", given.get("forced", []))
        self._only_cells("policy.forced", forced, cells)
        default = Policy()
        threshold = given.get("threshold", default.threshold)
        if not _is_whole(threshold) or not 1 <= threshold <= LARGEST_COUNT:
            self._fault("policy.threshold", shown(threshold), "a whole number from 1", "5 protects counts of 1 to 4")
            threshold = default.threshold
        return Policy(
            threshold=threshold,
            zeros=self._choice("zeros", given, default.zeros),
            symbols=self._choice("symbols", given, default.symbols),
            protection=self._choice("protection", given, default.protection),
            forced=forced,
        )

    def _claim(self, where: str, form: object, atoms: Mapping[str, int]) -> Claim:
        given = self._object(where, form, CLAIM_KEYS, ("coef",))
        factors = self._object(f"{where}.coef", given.get("coef", {}), None, ())
        for atom in sorted(factors.keys() - atoms.keys()):
            self._fault(f"{where}.coef", shown(atom), "atoms of true_atoms", "add the atom there, or take it out here")
        coefficients = {atom: self._fraction(f"{where}.coef.{atom}", factor) for atom, factor in factors.items()}
        lo, hi = (self._fraction(f"{where}.{side}", given[side]) if side in given else None for side in ("lo", "hi"))
        if lo is not None and hi is not None and lo > hi:
            self._fault(where, f"lo {lo} above hi {hi}", "lo no more than hi", "exchange them")
        claim = Claim({atom: factor for atom, factor in coefficients.items() if factor and atom in atoms}, lo, hi)
        whole = claim.in_whole_numbers()
        largest = max((abs(factor) for factor in whole.coefficients.values()), default=Fraction(0))
        if largest > LARGEST_FACTOR:
            found, allowed = f"whole factors up to {shown(int(largest))}", f"up to {LARGEST_FACTOR}"
            self._fault(f"{where}.coef", found, allowed, "take rounder factors and a lower lo and higher hi")
        for side, bound in (("lo", whole.lo), ("hi", whole.hi)):
            if bound is not None and abs(bound) > LARGEST_BOUND:
                found, allowed = f"{shown(int(bound))} in whole factors", f"no more than {LARGEST_BOUND}"
                self._fault(f"{where}.{side}", found, allowed, "leave out a bound that no count comes near")
        return claim

    def _fraction(self, where: str, form: object) -> Fraction:
        if _is_whole(form) or (isinstance(form, str) and EXACT.fullmatch(form.strip())):
            with contextlib.suppress(ZeroDivisionError):
                return Fraction(form)
        self._fault(where, shown(form), "a whole number, or text as 69/2 or 34.5", "write the number exactly, as text")
        return Fraction(0)

    def _count(self, where: str, form: object) -> int:
        if _is_whole(form) and 0 <= form <= LARGEST_COUNT:
            return form
        allowed = f"a whole number from 0 to {LARGEST_COUNT}"
        self._fault(where, shown(form), allowed, "a count has neither sign nor fraction")
        return 0

    def _atoms(self, where: str, form: object, atoms: Mapping[str, int]) -> frozenset[str]:
        named = self._names(where, form)
        for atom in sorted(named - atoms.keys()):
            self._fault(where, shown(atom), "atoms of true_atoms", "give its true count there, 0 where there is none")
        return named.intersection(atoms)

    def _names(self, where: str, form: object) -> frozenset[str]:
        names = self._list(where, form)
        wrong = [name for name in names if not isinstance(name, str)]
        if wrong:
            self._fault(where, f"{wrong[0]!r}", "names in quotation marks", "write each name as text")
        texts = [name for name in names if isinstance(name, str)]
        for name in sorted({name for name in texts if texts.count(name) > 1} if len(set(texts)) < len(texts) else ()):
            self._fault(where, f"{name!r} more than once", "each name once", "take the repetition out")
        return frozenset(texts)

    def _only_cells(self, where: str, names: Iterable[str], cells: Mapping[str, object]) -> None:
        for name in sorted(set(names) - cells.keys()):
            self._fault(where, shown(name), "names of cells", "add the cell under cells, or take it out here")

    def _choice(self, key: str, given: Mapping[str, Any], default: Choice) -> Choice:
        kind = type(default)
        found = given.get(key, default)
        for one in kind:
            if found == one:
                return one
        self._fault(f"policy.{key}", shown(found), " or ".join(shown(str(one)) for one in kind), "choose one of them")
        return default

    def _map(self, key: str, top: Mapping[str, Any]) -> dict[str, Any]:
        return self._object(key, top.get(key, {}), None, ())

    def _object(
        self, where: str, form: object, allowed: tuple[str, ...] | None, needed: tuple[str, ...]
    ) -> dict[str, Any]:
        if not isinstance(form, dict):
            self._fault(where, shown(form), "an object {…}", "see docs/disclosure-method.md")
            return {}
        if allowed is not None:  # null is the same as left out
            form = {key: value for key, value in form.items() if value is not None}
        for key in needed:
            if key not in form:
                self._fault(where, f"no {key!r}", f"an object with {', '.join(needed)}", f"add {key!r}")
        for key in sorted(form.keys() - set(allowed) if allowed is not None else ()):
            self._fault(where, f"the key {key!r}", ", ".join(allowed or ()), "correct its spelling or take it out")
        return form

    def _list(self, where: str, form: object) -> list[Any]:
        if isinstance(form, list):
            return form
        self._fault(where, shown(form), "a list […]", "put it in square brackets")
        return []

    def _fault(self, where: str, found: str, allowed: str, mend: str) -> None:
        self.faults.append(fault(where, found, allowed, mend))


def _is_whole(form: object) -> TypeGuard[int]:
    return isinstance(form, int) and not isinstance(form, bool)
