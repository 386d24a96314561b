"""Reading the disclosure policy from its YAML, strictly: a mistyped key must not loosen it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeGuard, TypeVar

import yaml

from dashboard.disclosure.model import Protection, Zeros
from dashboard.disclosure.policy import Approval, Audience, ReleasePolicy, Stretch
from dashboard.periods import day_in_jamaica

POLICY_FILE = Path(__file__).resolve().parents[2] / "data" / "reference" / "disclosure.yaml"
HARD_FLOOR = 10
"""No percentage of fewer than this, whatever the policy says."""

_KEYS = (
    "threshold",
    "lowered",
    "protection",
    "zeros",
    "symbol",
    "audiences",
    "forced",
    "small_total",
    "small_totals",
    "overlapping",
    "included",
    "insiders",
    "minimum_denominator",
    "time_limit",
    "on_unproven",
)
_AUDIENCES = ("natfatip", "public")
_FIXED = {"symbol": "[c]", "forced": "national totals", "on_unproven": "refuse"}
"""What is no choice: another word would promise what the program does not do."""


Choice = TypeVar("Choice", Protection, Zeros)


__all__ = [
    "POLICY_FILE",
    "PolicyError",
    "ReleasePolicy",
    "default_policy",
    "policy_hash",
    "policy_text",
    "read_policy",
]


class PolicyError(Exception):
    """The policy cannot be used; every fault with its place, what was found, what is allowed and how to mend it."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("the disclosure policy cannot be used:\n" + "\n".join(f"- {one}" for one in self.faults))


def default_policy() -> ReleasePolicy:
    """The policy of this installation, `data/reference/disclosure.yaml`; read again only when the file changes."""
    return _read(POLICY_FILE, POLICY_FILE.stat().st_mtime_ns)


def policy_text() -> str:
    """The policy as it stands in its file, for an edition that freezes it."""
    return POLICY_FILE.read_text(encoding="utf-8")


def policy_hash(text: str) -> str:
    """SHA-256 of the text, in hex."""
    return sha256(text.encode()).hexdigest()


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> ReleasePolicy:
    return read_policy(path.read_text(encoding="utf-8"))


def read_policy(text: str, today: date | None = None) -> ReleasePolicy:
    """The policy a text states. PolicyError with all that is wrong in it.

    `today` is the last day that an approval may be of, by default the day it is in Jamaica.
    """
    try:
        form = yaml.safe_load(text)
        twice = _written_twice(yaml.compose(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise PolicyError([f"it is not YAML: {error}"]) from error
    reader = _Reader(form if isinstance(form, dict) else {}, today or day_in_jamaica(datetime.now(UTC)))
    for key in twice:
        reader.fault(key, "twice", "once", "take one of them out")
    policy = reader.policy()
    if reader.faults:
        raise PolicyError(reader.faults)
    return policy


@dataclass
class _Reader:
    form: Mapping[str, Any]
    today: date
    faults: list[str] = field(default_factory=list)

    def policy(self) -> ReleasePolicy:
        for key in sorted(map(str, self.form.keys() - set(_KEYS))):
            self.fault(key, "a key", f"one of {', '.join(_KEYS)}", "correct its spelling or take it out")
        for key in _KEYS:
            if key not in self.form:
                self.fault(key, "nothing", "a value", "add the key; docs/disclosure.md says what it means")
        for key, value in _FIXED.items():
            if key in self.form and self.form[key] != value:
                self.fault(key, repr(self.form[key]), repr(value), "put that back; the program does nothing else")
        audiences = self.form.get("audiences")
        for name in sorted(map(str, audiences.keys() - {*_AUDIENCES})) if isinstance(audiences, dict) else ():
            self.fault(f"audiences.{name}", "an audience", " and ".join(_AUDIENCES), "take it out")
        public, natfatip = self._audience("public"), self._audience("natfatip")
        for name in [name for name in public.breakdowns if name not in natfatip.breakdowns]:
            allowed = "breakdowns that natfatip sees too"
            self.fault("audiences.public.breakdowns", repr(name), allowed, "add it there or take it out here")
        if not public.totals <= natfatip.totals:
            self.fault("audiences.public.totals", "more than natfatip sees", "no more than that", "take it out")
        if Stretch.HALF_YEAR in public.totals:
            allowed = "financial_year alone"
            self.fault("audiences.public.totals", "half_year", allowed, "half-years of people are not for the public")
        policy = ReleasePolicy(
            threshold=self._whole("threshold", 1, 1000),
            protection=self._choice("protection", Protection, Protection.RANGE),
            zeros=self._choice("zeros", Zeros, Zeros.SUPPRESSIBLE),
            natfatip=natfatip,
            public=public,
            small_total=self._whole("small_total", 0, 1000),
            small_totals=self._small_totals(),
            overlapping=frozenset(self._names("overlapping", self.form.get("overlapping", []))),
            included=self._included(),
            insiders=self._word("insiders", ("singletons", "none"), "singletons") == "singletons",
            minimum_denominator=self._whole("minimum_denominator", HARD_FLOOR, 1000),
            time_limit=float(self._whole("time_limit", 1, 3600)),
            approval=self._approval(),
        )
        if self.form.get("lowered") is None:
            self._unapproved(policy)
        return policy

    def _unapproved(self, policy: ReleasePolicy) -> None:
        """A fault for each loosening; of a key that could not be read its own fault is enough."""
        unread = {re.split(r"[.:]", fault, maxsplit=1)[0] for fault in self.faults}
        for one in policy.loosenings:
            if one.key.partition(".")[0] not in unread:
                allowed = f"{one.allowed} without a named approver"
                mend = "put that back, or let the Rapporteur approve it under `lowered`"
                self.fault(one.key, one.found, allowed, mend)

    def _approval(self) -> Approval | None:
        given = self.form.get("lowered")
        wanted = "{by: name and post, on: 2026-01-31, reason: why}"
        if given is None:
            return None
        if isinstance(given, dict):
            # YAML reads the plain word `on` as true.
            given = {"on" if key is True else key: value for key, value in given.items()}
        if not isinstance(given, dict) or given.keys() != {"by", "on", "reason"}:
            self.fault(
                "lowered", repr(given), wanted, "name who approved it, the day and the reason, or set it to null"
            )
            return None
        by, on, reason = given["by"], given["on"], given["reason"]
        # A moment is a date to Python, and cannot be compared with one.
        is_day = isinstance(on, date) and not isinstance(on, datetime)
        if not is_day or not all(isinstance(text, str) and text.strip() for text in (by, reason)):
            self.fault("lowered", repr(given), wanted, "none of the three may be empty; the day is a date")
            return None
        if on > self.today:
            allowed = f"a day up to today, {self.today.isoformat()}"
            self.fault("lowered.on", on.isoformat(), allowed, "write the day on which it was approved")
            return None
        return Approval(by.strip(), on, reason.strip())

    def _audience(self, name: str) -> Audience:
        audiences = self.form.get("audiences")
        given = audiences.get(name) if isinstance(audiences, dict) else None
        if not isinstance(given, dict) or given.keys() != {"totals", "breakdowns"}:
            self.fault(f"audiences.{name}", repr(given), "totals and breakdowns, each a list", "give both")
            return Audience(frozenset(), ())
        totals = self._names(f"audiences.{name}.totals", given["totals"])
        for word in [word for word in totals if word not in set(Stretch)]:
            self.fault(f"audiences.{name}.totals", repr(word), " or ".join(Stretch), "choose among them")
        known = frozenset(Stretch(word) for word in totals if word in set(Stretch))
        return Audience(known, self._names(f"audiences.{name}.breakdowns", given["breakdowns"]))

    def _small_totals(self) -> tuple[tuple[str, int], ...]:
        given = self.form.get("small_totals") or {}
        if not isinstance(given, dict):
            self.fault("small_totals", repr(given), "series and limit, as 1.6/investigations: 4", "write it so")
            return ()
        like = "as 1.6/investigations: 4"
        for series, limit in given.items():
            if not isinstance(series, str) or "/" not in series:
                self.fault(f"small_totals.{series}", "no series", "indicator/component", like)
            if not _is_whole(limit) or limit < 0:
                self.fault(f"small_totals.{series}", repr(limit), "a whole number from 0", like)
        return tuple(sorted((str(series), limit) for series, limit in given.items() if _is_whole(limit)))

    def _included(self) -> tuple[tuple[str, str], ...]:
        given = self.form.get("included", [])
        allowed = "a list of pairs, the part first: [[1.2a/convictions, 1.3a/convictions]]"
        pairs = given if isinstance(given, list) else [given]
        wrong = [pair for pair in pairs if not _is_pair(pair)]
        for pair in wrong:
            self.fault("included", repr(pair), allowed, "write each pair so")
        return () if wrong else tuple((part, whole) for part, whole in pairs)

    def _names(self, where: str, given: object) -> tuple[str, ...]:
        if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
            self.fault(where, repr(given), "a list of names", "write it as [sex, outcome]")
            return ()
        if len(set(given)) < len(given):
            self.fault(where, "a name more than once", "each name once", "take the repetition out")
        return tuple(given)

    def _whole(self, key: str, lowest: int, highest: int) -> int:
        given = self.form.get(key)
        if _is_whole(given) and lowest <= given <= highest:
            return given
        if key in self.form:
            self.fault(key, repr(given), f"a whole number from {lowest} to {highest}", "correct it")
        return highest

    def _word(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        given = self.form.get(key, default)
        if given in allowed:
            return str(given)
        self.fault(key, repr(given), " or ".join(allowed), "choose one of them")
        return default

    def _choice(self, key: str, kind: type[Choice], default: Choice) -> Choice:
        return kind(self._word(key, tuple(kind), default))

    def fault(self, where: str, found: str, allowed: str, mend: str) -> None:
        self.faults.append(f"{where}: found {found}; allowed: {allowed}; {mend}")


def _written_twice(node: yaml.Node | None, above: str = "") -> Iterator[str]:
    """The keys that stand twice in one mapping: of those YAML would silently take the last."""
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        name = f"{above}{key.value}"
        if name in seen:
            yield name
        seen.add(name)
        yield from _written_twice(value, f"{name}.")


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_pair(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 2:
        return False
    return all(isinstance(series, str) and "/" in series for series in value) and value[0] != value[1]
