"""Fewer unknowns for the same published sums: the junction tree, found from the sums themselves.

The finest cross of all dimensions is large and mostly needless. Where the lines (sums of atoms) fall into two groups
such that the atoms are exactly the pairs (class under one group, class under the other) that agree on a common coarser
grouping, the table of pairs may be replaced by the two tables of classes with equal sums on that grouping: two whole
number tables that agree there can always be glued together again (north-west corner rule), so nothing the lines can say
is lost or added. Such pairs of groups are the cliques and separators of the graph of published dimensions; they are
found here without being told the dimensions, and each split is tested before it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Members = NDArray[np.bool_]
"""Lines in rows, columns (unknowns) across: True where the line sums the column."""
Counts = NDArray[np.int64]

# Comparing all pairs of columns takes their square in memory; beyond this only changes within one table are looked for.
LARGEST_COMPARED = 4000
# Two: a table and its margin. Three would be some 2,000 combinations for each column.
LOST_TRIED = (1, 2)
# A margin is found from one of its largest parts, if at all.
STARTS_TRIED = 12
# Groups worth trying change few lines; a dimension's own are some hundreds; a strange system must cost little.
DISTANCES_TRIED = 4
CHANGES_TRIED = 600
# A split that saves less than a tenth of the unknowns costs more in links than it gives.
WORTHWHILE = 0.9


@dataclass(frozen=True)
class Compressed:
    """`size` unknowns; `lines[i]`: the unknowns line i sums; `links`: two groups of unknowns with equal sums.

    `project` turns atoms into unknowns, `lift` unknowns that keep the links into atoms with the same line sums.
    """

    size: int
    lines: list[NDArray[np.int64]]
    links: list[tuple[NDArray[np.int64], NDArray[np.int64]]]
    project: Callable[[Counts], Counts]
    lift: Callable[[Counts], Counts]


def compress(members: Members, *, split: bool = True) -> Compressed:
    """The smallest set of unknowns found with the same whole-number sums on every line.

    Without `split` only atoms that every line treats alike are taken together: for systems whose atoms are few already.
    """
    classes, first = _classes(members, np.arange(len(members)))
    size, atoms = len(first), members.shape[1]
    inner = _decompose(members[:, first]) if split else _as_they_are(members[:, first])

    def lift(unknowns: Counts) -> Counts:
        table = np.zeros(atoms, dtype=np.int64)
        table[first] = inner.lift(unknowns)
        return table

    return Compressed(inner.size, inner.lines, inner.links, lambda x: inner.project(_sums(classes, size, x)), lift)


def _decompose(members: Members) -> Compressed:
    parts = _margins(members)
    basic = [place for place in range(len(members)) if place not in parts]
    inner = _split_up(members[basic])
    lines = dict(zip(basic, inner.lines, strict=True))
    for place in sorted(parts, key=lambda place: int(members[place].sum())):
        lines[place] = np.concatenate([lines[part] for part in parts[place]])
    return replace(inner, lines=[lines[place] for place in range(len(members))])


def _margins(members: Members) -> dict[int, list[int]]:
    """Lines that are the sum of other lines, with a choice of those: they need no unknowns of their own."""
    sizes = members.sum(axis=1)
    shared = np.rint(members.astype(np.float32) @ members.T.astype(np.float32)).astype(np.int64)
    parts: dict[int, list[int]] = {}
    for place, size in enumerate(sizes):
        inside = np.flatnonzero((shared[place] == sizes) & (sizes < size) & (sizes > 0))
        inside = inside[np.argsort(-sizes[inside], kind="stable")]
        for start in inside[:STARTS_TRIED]:
            chosen, free = [int(start)], inside[shared[start, inside] == 0]
            while len(free):
                chosen.append(int(free[0]))
                free = free[shared[free[0], free] == 0]
            if sizes[chosen].sum() == size:
                parts[place] = chosen
                break
    return parts


def _split_up(members: Members) -> Compressed:
    for group in _groups(members):
        split = _split(members, group)
        if split is not None:
            return _joined(members, group, *split)
    return _as_they_are(members)


def _as_they_are(members: Members) -> Compressed:
    return Compressed(members.shape[1], [np.flatnonzero(line) for line in members], [], lambda x: x, lambda x: x)


def _split(members: Members, group: NDArray[np.bool_]) -> tuple[Counts, Counts, Counts] | None:
    """Left class, right class and common part of each column; None where they do not make all pairs."""
    left, left_first = _classes(members, np.flatnonzero(group))
    right, right_first = _classes(members, np.flatnonzero(~group))
    lefts, rights, columns = len(left_first), len(right_first), members.shape[1]
    if lefts + rights > WORTHWHILE * columns:
        return None
    graph = coo_array((np.ones(columns), (left, lefts + right)), shape=(lefts + rights, lefts + rights))
    parts, part = connected_components(graph, directed=False)
    pairs = np.bincount(part[:lefts], minlength=parts) * np.bincount(part[lefts:], minlength=parts)
    return (left, right, part.astype(np.int64)[left]) if pairs.sum() == columns else None


def _joined(members: Members, group: NDArray[np.bool_], left: Counts, right: Counts, part: Counts) -> Compressed:
    """Both sides decomposed further, each with the common part as lines of its own."""
    parts = int(part.max()) + 1
    separators = np.arange(parts)[:, None] == part[None, :]
    left_size, right_size = int(left.max()) + 1, int(right.max()) + 1
    sides = []
    for side, size, own in ((left, left_size, group), (right, right_size, ~group)):
        first = np.zeros(size, dtype=np.int64)
        first[side[::-1]] = np.arange(len(side))[::-1]
        sides.append(_decompose(np.vstack([members[own][:, first], separators[:, first]])))
    one, two = sides
    lines: list[NDArray[np.int64]] = [np.empty(0, dtype=np.int64)] * len(members)
    for place, line in zip(np.flatnonzero(group), one.lines, strict=False):
        lines[place] = line
    for place, line in zip(np.flatnonzero(~group), two.lines, strict=False):
        lines[place] = line + one.size
    links = [*one.links, *((a + one.size, b + one.size) for a, b in two.links)]
    links += [(a, b + one.size) for a, b in zip(one.lines[-parts:], two.lines[-parts:], strict=True)]
    column_of = {(int(a), int(b)): place for place, (a, b) in enumerate(zip(left, right, strict=True))}
    part_of_left = dict(zip(left.tolist(), part.tolist(), strict=True))
    part_of_right = dict(zip(right.tolist(), part.tolist(), strict=True))

    def project(table: Counts) -> Counts:
        halves = (one.project(_sums(left, left_size, table)), two.project(_sums(right, right_size, table)))
        return np.concatenate(halves)

    def lift(unknowns: Counts) -> Counts:
        table = np.zeros(len(left), dtype=np.int64)
        rows, columns = one.lift(unknowns[: one.size]), two.lift(unknowns[one.size :])
        waiting: list[list[list[int]]] = [[] for _ in range(parts)]
        for b in np.flatnonzero(columns).tolist():
            waiting[part_of_right[b]].append([b, int(columns[b])])
        for a in np.flatnonzero(rows).tolist():
            left_over = int(rows[a])
            queue = waiting[part_of_left[a]]
            while left_over:
                taken = min(left_over, queue[-1][1])
                table[column_of[a, queue[-1][0]]] += taken
                left_over -= taken
                queue[-1][1] -= taken
                if not queue[-1][1]:
                    queue.pop()
        return table

    return Compressed(one.size + two.size, lines, links, project, lift)


def _classes(members: Members, lines: NDArray[np.int64]) -> tuple[Counts, Counts]:
    """The class of each column among those in the same of these lines, and the first column of each class."""
    packed = np.packbits(members[lines], axis=0) if len(lines) else np.zeros((1, members.shape[1]), dtype=np.uint8)
    whole = np.ascontiguousarray(packed.T).view([("", packed.dtype)] * packed.shape[0]).ravel()
    _, first, classes = np.unique(whole, return_index=True, return_inverse=True)
    # Numbered by first appearance, so that the order of the lines changes nothing.
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[classes.ravel()], np.sort(first)


def _groups(members: Members) -> Iterator[NDArray[np.bool_]]:
    """Groups of lines that one dimension may be changing, those that change fewest lines first."""
    for pairs in _near_pairs(members):
        yield from _dimensions(members, pairs)


def _near_pairs(members: Members) -> Iterator[NDArray[np.int64]]:
    """Pairs of columns that differ in few lines, nearest first; each yield is one distance."""
    columns = members.shape[1]
    if columns > LARGEST_COMPARED:
        yield from (_same_but_for(members, lost) for lost in LOST_TRIED)
        return
    if columns < 4:  # two classes by two is the least that can be split
        return
    wide = members.astype(np.float32)
    ones = wide.sum(axis=0)
    distance = np.rint(ones[:, None] + ones[None, :] - 2 * (wide.T @ wide)).astype(np.int32)
    distance[np.tril_indices(columns)] = 0
    for step in np.unique(distance)[1 : DISTANCES_TRIED + 1]:
        yield np.argwhere(distance == step)


def _same_but_for(members: Members, lost: int) -> NDArray[np.int64]:
    """Pairs of columns that are the same once each has lost this many lines: a change within so many tables."""
    keys = _keys(len(members))
    left: list[NDArray[np.int64]] = []
    columns: list[NDArray[np.int64]] = []
    held = members.sum(axis=0)
    for count in np.unique(held[held >= lost]).tolist():
        alike = np.flatnonzero(held == count)
        # A row a column, its lines across; the sum of keys stands for the set of lines (62 random bits each).
        key = keys[np.nonzero(members[:, alike].T)[1].reshape(len(alike), count)]
        for dropped in combinations(range(count), lost):
            left.append(key.sum(axis=1) - key[:, dropped].sum(axis=1))
            columns.append(alike)
    if not left:
        return np.empty((0, 2), dtype=np.int64)
    without, column = np.concatenate(left), np.concatenate(columns)
    order = np.lexsort((column, without))
    same = np.flatnonzero(without[order][1:] == without[order][:-1])
    return np.column_stack([column[order[same]], column[order[same + 1]]])


def _dimensions(members: Members, pairs: NDArray[np.int64]) -> Iterator[NDArray[np.bool_]]:
    """The pairs sorted by what changes in them: changes with a line lost and a line gained in common go together, and
    changes that lose the same lines."""
    keys: dict[object, int] = {}
    change_of: list[int] = []
    key_of: list[int] = []
    lines: list[NDArray[np.int64]] = []
    different = _different_changes(members, pairs)
    for a, b in pairs[different if len(different) <= CHANGES_TRIED else []]:
        lost, gained = np.flatnonzero(members[:, a] & ~members[:, b]), np.flatnonzero(members[:, b] & ~members[:, a])
        for key in (*product(lost.tolist(), gained.tolist()), lost.tobytes(), gained.tobytes()):
            change_of.append(len(lines))
            key_of.append(keys.setdefault(key, len(keys)))
        lines.append(np.concatenate([lost, gained]))
    if not lines:
        return
    size = len(lines) + len(keys)
    graph = coo_array((np.ones(len(key_of)), (change_of, np.array(key_of) + len(lines))), shape=(size, size))
    found, component = connected_components(graph, directed=False)
    groups = []
    for one in range(found):
        group = np.zeros(len(members), dtype=np.bool_)
        for change in np.flatnonzero(component[: len(lines)] == one):
            group[lines[change]] = True
        if group.any():
            groups.append(group)
    # All at once first: what splits off together is split further on its own, where it is small.
    for group in [np.any(groups, axis=0), *groups] if len(groups) > 1 else groups:
        if not group.all():
            yield group


def _different_changes(members: Members, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """One pair for each set of lines changed."""
    keys = _keys(len(members))
    signature = np.zeros(members.shape[1], dtype=np.int64)
    line, column = np.nonzero(members)
    np.add.at(signature, column, keys[line])
    # Lost lines count with one sign and gained ones with the other: the same key is the same change.
    change = signature[pairs[:, 0]] - signature[pairs[:, 1]]
    return np.sort(np.unique(np.abs(change), return_index=True)[1])


def _keys(lines: int) -> NDArray[np.int64]:
    """A fixed random number for each line; a sum of them stands for a set of lines."""
    return np.random.default_rng(0).integers(1, 2**62, size=lines, dtype=np.int64)


def _sums(classes: Counts, size: int, table: Counts) -> Counts:
    """How much falls into each class."""
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, classes, table)
    return sums
