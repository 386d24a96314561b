"""A smallest part of a list that still does what the whole does."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def shrunk(items: Sequence[int], is_enough: Callable[[list[int]], bool]) -> list[int]:
    """The items without those, first ones first, that the rest does without; none of what stays can be left out.

    `is_enough` holds of all items, and of whatever holds a part of which it holds. Leaving out many at once spares most
    of its questions.
    """
    kept = list(items)
    step = max(1, len(kept) // 2)
    while True:
        at = 0
        while at < len(kept):
            rest = kept[:at] + kept[at + step :]
            if is_enough(rest):
                kept = rest
            else:
                at += step
        if step == 1:
            return kept
        step //= 2
