"""A page → its ruled tables with the lines of text in every cell, and the text around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from extractor.parsers.layout.edges import edges_of
from extractor.parsers.layout.items import Char, Line, Page
from extractor.parsers.layout.lattice import Lattice, components_of, lattice_of
from extractor.parsers.layout.lines import lines_of
from extractor.parsers.marks import Glyph

#: A lone square of this size, in points, is a box to be ticked.
_BOX = (5.0, 19.0)
_SQUARE = 1.35


class Table(NamedTuple):
    """A ruled table: `lines` has those of each cell of the lattice.

    `parent` is the table and the cell (their numbers on this page) that it stands in.
    """

    page: int
    lattice: Lattice
    lines: tuple[tuple[Line, ...], ...]
    parent: tuple[int, int] | None = None


class Ruled(NamedTuple):
    """What the ruling lines of a page make of it: tables, outer ones first, and what is left."""

    tables: list[Table]
    loose: list[Char]


def ruled(page: Page, limit: int) -> Ruled:
    """The tables of a page. `limit` is for the slots of one table."""
    lattices: list[Lattice] = []
    boxes: list[Char] = []
    for edges in components_of(edges_of(page.strokes)):
        lattice = lattice_of(edges, limit)
        if lattice is None:
            continue
        box = _drawn_box(lattice)
        if box is not None:
            boxes.append(box)
        else:
            lattices.append(lattice)
    lattices.sort(key=lambda lattice: (-_area(lattice), lattice.ys[0], lattice.xs[0]))
    holders = [_Holder(lattice) for lattice in lattices]
    loose: list[Char] = []
    for char in (*page.chars, *boxes):
        place = _holder_of(char, holders)
        if place is None:
            loose.append(char)
        else:
            holders[place[0]].chars[place[1]].append(char)
    tables = [
        Table(
            page.number,
            holder.lattice,
            tuple(tuple(lines_of(chars)) for chars in holder.chars),
            _parent(holder.lattice, holders[:number]),
        )
        for number, holder in enumerate(holders)
    ]
    return Ruled(tables, loose)


def _area(lattice: Lattice) -> float:
    x0, top, x1, bottom = lattice.box
    return (x1 - x0) * (bottom - top)


def _drawn_box(lattice: Lattice) -> Char | None:
    """The lattice as a box to be ticked, if it is one small square by itself."""
    if len(lattice.cells) > 1:
        return None
    x0, top, x1, bottom = lattice.box
    width, height = x1 - x0, bottom - top
    if not (_BOX[0] <= width <= _BOX[1] and _BOX[0] <= height <= _BOX[1]):
        return None
    if max(width, height) > _SQUARE * min(width, height):
        return None
    return Char("□", x0, top, x1, bottom, 0, Glyph("□", "unchecked", "drawn", "□"))


class _Holder:
    """A lattice that finds the cell of a point, and the characters found in each cell."""

    def __init__(self, lattice: Lattice) -> None:
        self.lattice = lattice
        self.chars: list[list[Char]] = [[] for _ in lattice.cells]
        self.columns = len(lattice.xs) - 1
        self.owners = [0] * (self.columns * (len(lattice.ys) - 1))
        for number, cell in enumerate(lattice.cells):
            for row in range(cell.top, cell.bottom):
                for column in range(cell.left, cell.right):
                    self.owners[row * self.columns + column] = number

    def cell(self, x: float, y: float) -> int | None:
        """The number of the cell at a point; None outside."""
        column = bisect_right(self.lattice.xs, x) - 1
        row = bisect_right(self.lattice.ys, y) - 1
        if not (0 <= column < self.columns and 0 <= row < len(self.lattice.ys) - 1):
            return None
        return self.owners[row * self.columns + column]


def _holder_of(char: Char, holders: list[_Holder]) -> tuple[int, int] | None:
    """The innermost table and the cell in it that a character stands in."""
    x, y = (char[1] + char[3]) / 2, (char[2] + char[4]) / 2
    for number in range(len(holders) - 1, -1, -1):
        cell = holders[number].cell(x, y)
        if cell is not None:
            return number, cell
    return None


def _parent(lattice: Lattice, outer: Iterable[_Holder]) -> tuple[int, int] | None:
    """The table and cell around a lattice, the innermost if there are several."""
    x0, top, x1, bottom = lattice.box
    found = None
    for number, holder in enumerate(outer):
        cell = holder.cell((x0 + x1) / 2, (top + bottom) / 2)
        if cell is not None and _area(holder.lattice) > _area(lattice):
            found = number, cell
    return found
