"""Splitting made-up totals by a written seed: the same key always gives the same split."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random


def generator(seed: int, *key: object) -> Random:
    """A generator of its own for one decision, so that no decision moves another."""
    return Random("|".join(map(str, (seed, *key))))


def spread(total: int, weights: Sequence[float], rng: Random, caps: Sequence[int] | None = None) -> list[int]:
    """`total` units dropped one by one into places by weight, none above its cap.

    What the caps leave no room for is dropped: ValueError is not raised, the sum is then smaller.
    """
    parts = [0] * len(weights)
    for _ in range(total):
        open_places = [i for i, weight in enumerate(weights) if weight > 0 and (caps is None or parts[i] < caps[i])]
        if not open_places:
            break
        parts[rng.choices(open_places, [weights[i] for i in open_places])[0]] += 1
    return parts


def shares(total: int, weights: Sequence[float]) -> list[int]:
    """`total` divided in proportion, whole numbers, by largest remainder: for stocks, which do not jump about."""
    whole = sum(weights) or 1
    exact = [total * weight / whole for weight in weights]
    parts = [int(value) for value in exact]
    left = total - sum(parts)
    for place in sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))[:left]:
        parts[place] += 1
    return parts
