"""Edges → lattices: which edges belong together, and which cells they enclose.

A lattice is the table as it is ruled: the positions of all its lines, and its cells as spans of
the slots between them. A missing inner edge merges slots, a missing outer border is supplied.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.errors import TooLargeError
from extractor.parsers.layout.edges import NEAR, Edge
from extractor.parsers.layout.items import Box

#: How far an edge may end before the line that it meets, or reach beyond it.
REACH = 3.0


class Span(NamedTuple):
    """A cell of a lattice, in slots; `bottom` and `right` are excluded."""

    top: int
    left: int
    bottom: int
    right: int


class Lattice(NamedTuple):
    """`xs` and `ys` are the positions of the lines, `cells` are in reading order.

    `open_top` and `open_bottom`: no line closes the table there. `ragged` counts the places where
    the lines do not enclose rectangles.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Span, ...]
    ragged: int = 0
    open_top: bool = False
    open_bottom: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def components_of(edges: list[Edge]) -> list[list[Edge]]:
    """The edges that touch each other, directly or through others."""
    level = [edge for edge in edges if not edge.upright]
    upright = sorted((edge for edge in edges if edge.upright), key=lambda edge: edge.at)
    positions = [edge.at for edge in upright]
    parents = list(range(len(level) + len(upright)))

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    for number, edge in enumerate(level):
        first = bisect_left(positions, edge.start - REACH)
        last = bisect_right(positions, edge.end + REACH)
        for other in range(first, last):
            crossing = upright[other]
            if crossing.start - REACH <= edge.at <= crossing.end + REACH:
                parents[root(number)] = root(len(level) + other)
    groups: dict[int, list[Edge]] = {}
    for number, edge in enumerate((*level, *upright)):
        groups.setdefault(root(number), []).append(edge)
    return list(groups.values())


def lattice_of(edges: Iterable[Edge], limit: int) -> Lattice | None:
    """The lattice of edges that touch; None where they enclose nothing.

    Raises `TooLargeError` for more than `limit` slots.
    """
    level = [edge for edge in edges if not edge.upright]
    upright = [edge for edge in edges if edge.upright]
    if not level or not upright:
        return None
    xs = _positions(upright, level)
    ys = _positions(level, upright)
    if len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004  # two lines enclose a slot
        return None
    if (len(xs) - 1) * (len(ys) - 1) > limit:
        message = f"a table has more slots than the limit grid_cells ({limit})"
        raise TooLargeError(message)
    closed_top = any(edge.at - ys[0] <= NEAR for edge in level)
    closed_bottom = any(ys[-1] - edge.at <= NEAR for edge in level)
    spans, ragged = _spans(_walls(upright, xs, ys), _walls(level, ys, xs))
    return _compressed(
        Lattice(tuple(xs), tuple(ys), tuple(spans), ragged, not closed_top, not closed_bottom)
    )


def lattice_of_cells(cells: Sequence[Box]) -> Lattice | None:
    """The lattice that has these cells; None where they leave holes or cover each other."""
    xs = _distinct([side for x0, _, x1, _ in cells for side in (x0, x1)])
    ys = _distinct([side for _, top, _, bottom in cells for side in (top, bottom)])
    if len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004
        return None
    spans = sorted(
        Span(_nearest(ys, top), _nearest(xs, x0), _nearest(ys, bottom), _nearest(xs, x1))
        for x0, top, x1, bottom in cells
    )
    covered = sum((span.bottom - span.top) * (span.right - span.left) for span in spans)
    slots = {
        (row, column)
        for span in spans
        for row in range(span.top, span.bottom)
        for column in range(span.left, span.right)
    }
    if covered != len(slots) or covered != (len(xs) - 1) * (len(ys) - 1):
        return None
    return Lattice(tuple(xs), tuple(ys), tuple(spans))


def _distinct(numbers: list[float]) -> list[float]:
    """Sorted, those that are near each other once."""
    found: list[float] = []
    for number in sorted(numbers):
        if not found or number - found[-1] > NEAR:
            found.append(number)
    return found


def _nearest(positions: list[float], at: float) -> int:
    return min(range(len(positions)), key=lambda number: abs(positions[number] - at))


def _positions(along: list[Edge], across: list[Edge]) -> list[float]:
    """Where lines are: those of the edges, and borders where the others reach beyond them."""
    positions = _distinct([edge.at for edge in along])
    start = min(edge.start for edge in across)
    end = max(edge.end for edge in across)
    if positions[0] - start > REACH:
        positions.insert(0, start)
    if end - positions[-1] > REACH:
        positions.append(end)
    return positions


def _walls(edges: list[Edge], positions: list[float], across: list[float]) -> list[int]:
    """For each line a set of bits: in which bands of the other direction it is drawn.

    The outermost lines are drawn throughout.
    """
    middles = [(one + other) / 2 for one, other in pairwise(across)]
    walls = [0] * len(positions)
    for edge in edges:
        line = min(
            bisect_left(positions, edge.at - NEAR),
            len(positions) - 1,
        )
        if line + 1 < len(positions) and abs(positions[line + 1] - edge.at) < abs(
            positions[line] - edge.at
        ):
            line += 1
        first, last = bisect_left(middles, edge.start), bisect_right(middles, edge.end)
        walls[line] |= (1 << last) - (1 << first)
    full = (1 << len(middles)) - 1
    walls[0] = walls[-1] = full
    return walls


def _spans(upright: list[int], level: list[int]) -> tuple[list[Span], int]:
    """Cells as the largest rectangles without a wall inside, and how many were cut short."""
    rows, columns = len(level) - 1, len(upright) - 1
    taken = [0] * rows
    spans: list[Span] = []
    ragged = 0
    for row in range(rows):
        bit = 1 << row
        left = 0
        while left < columns:
            if taken[row] >> left & 1:
                left += 1
                continue
            right = left + 1
            while right < columns and not upright[right] & bit and not taken[row] >> right & 1:
                right += 1
            mask = (1 << right) - (1 << left)
            bottom = row + 1
            while bottom < rows and not level[bottom] & mask and not taken[bottom] & mask:
                if _sides(upright, left, right, bottom):
                    ragged += 1
                    break
                bottom += 1
            else:
                ragged += (
                    bottom < rows and bool(level[bottom] & mask) and level[bottom] & mask != mask
                )
            for line in range(row, bottom):
                taken[line] |= mask
            spans.append(Span(row, left, bottom, right))
            left = right
    return spans, ragged


def _sides(upright: list[int], left: int, right: int, row: int) -> bool:
    """Whether a row has other sides than the span above it: a wall inside, or none at a side."""
    bit = 1 << row
    inside = any(upright[line] & bit for line in range(left + 1, right))
    return inside or not upright[left] & bit or not upright[right] & bit


def _compressed(lattice: Lattice) -> Lattice:
    """Without lines at which no cell begins or ends."""
    columns = sorted({edge for cell in lattice.cells for edge in (cell.left, cell.right)})
    rows = sorted({edge for cell in lattice.cells for edge in (cell.top, cell.bottom)})
    if len(columns) == len(lattice.xs) and len(rows) == len(lattice.ys):
        return lattice
    across = {line: number for number, line in enumerate(columns)}
    down = {line: number for number, line in enumerate(rows)}
    return lattice._replace(
        xs=tuple(lattice.xs[line] for line in columns),
        ys=tuple(lattice.ys[line] for line in rows),
        cells=tuple(
            Span(down[cell.top], across[cell.left], down[cell.bottom], across[cell.right])
            for cell in lattice.cells
        ),
    )
