"""The text of a JSON form, read so that nothing in it is lost: what a person wrote twice or the reader cannot hold is
said, not dropped. What the form must hold is `reading.py`'s to say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

# No number of a form needs more digits; longer ones stay text, so that they are refused at their place.
LONGEST_NUMBER = 30
# As much of what was found as is shown.
SHOWN = 60


class SystemFormError(ValueError):
    """The form cannot be used. `faults` are all of them, each with place, what was found, what is allowed."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def parse_form(content: bytes) -> object:
    """What JSON text in UTF-8 says, with or without a byte order mark. Raises `SystemFormError`."""
    twice: list[str] = []

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _ in pairs]
        if len(set(names)) < len(names):
            twice.extend(sorted({name for name in names if names.count(name) > 1}))
        return dict(pairs)

    try:
        text = content.decode("utf-8-sig")
        form: object = json.loads(text, object_pairs_hook=once, parse_int=_whole)
        json.dumps(form, ensure_ascii=False).encode("utf-8")
    except UnicodeDecodeError as error:
        found = f"bytes that are no UTF-8, at byte {error.start}"
        raise SystemFormError([fault("the file", found, "JSON in UTF-8", "save it as UTF-8")]) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise SystemFormError([fault(place, f"no JSON ({error.msg})", "JSON", "correct it there")]) from None
    except UnicodeEncodeError as error:
        found = f"half a character, {error.object[error.start]!a}"
        raise SystemFormError([fault("the file", found, "whole characters", "write the name anew")]) from None
    except RecursionError:
        found = "brackets within brackets without end"
        raise SystemFormError(
            [fault("the file", found, "those of the form", "see docs/disclosure-method.md")]
        ) from None
    if twice:
        allowed, mend = "each key once in its object", "rename one or take it out; JSON would keep the last alone"
        names = dict.fromkeys(twice)
        raise SystemFormError([fault("the file", f"the key {shown(name)} twice", allowed, mend) for name in names])
    return form


def fault(where: str, found: str, allowed: str, mend: str) -> str:
    """What is wrong in one place, in one line."""
    return f"{where}: found {found}; allowed: {allowed}; {mend}"


def shown(form: object) -> str:
    """What was found, in the words of JSON, and no longer than a line."""
    if isinstance(form, dict):
        return "an object {…}"
    if isinstance(form, list):
        return "a list […]"
    if form is None or isinstance(form, bool):
        return json.dumps(form)
    words = repr(form)
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits
