"""What is left out of a list is what it does without, and nothing that stays can be left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.disclosure.shrinking import shrunk

PARTS = st.lists(st.frozensets(st.integers(0, 9), min_size=1, max_size=4), min_size=1, max_size=4)


@given(items=st.permutations(range(10)), parts=PARTS)
def test_what_stays_is_enough_and_no_item_of_it_can_go(items: list[int], parts: list[frozenset[int]]) -> None:
    def is_enough(kept: list[int]) -> bool:
        return any(part <= set(kept) for part in parts)

    kept = shrunk(items, is_enough)
    assert is_enough(kept)
    assert not any(is_enough([one for one in kept if one != gone]) for gone in kept)
    assert kept == [one for one in items if one in set(kept)]


def test_of_what_is_enough_without_any_nothing_stays() -> None:
    assert shrunk([3, 1, 2], lambda _: True) == []
    assert shrunk([], lambda _: True) == []
