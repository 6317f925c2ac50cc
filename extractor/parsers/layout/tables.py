"""A page → its ruled tables with the lines of text in every cell, and the text around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import msgspec

from extractor.parsers.layout.drawings import drawn_marks, mark, overlaid
from extractor.parsers.layout.edges import NEAR, Edge, edges_of
from extractor.parsers.layout.items import ASCENT, MIDDLE, Box, Char, Line, Page, Stroke
from extractor.parsers.layout.lattice import (
    Lattice,
    components_of,
    lattice_of,
    lattice_of_cells,
)
from extractor.parsers.layout.lines import lines_of
from extractor.parsers.layout.shading import shaded

#: A lone square of this size, in points, is a box to be ticked.
_BOX = (5.0, 19.0)
_SQUARE = 1.35
#: The part of a letter's height through which it is struck out.
_STRUCK = (0.4, 0.75)


class Table(NamedTuple):
    """A table of one page: `lines` has those of each cell of the lattice.

    `parent` is the table and the cell (their numbers on this page) that it stands in;
    `confidence` is below 1 where no lines rule it.
    """

    page: int
    lattice: Lattice
    lines: tuple[tuple[Line, ...], ...]
    parent: tuple[int, int] | None = None
    confidence: float = 1.0


class Ruled(NamedTuple):
    """What the ruling lines of a page make of it.

    Tables, outer ones first; the characters outside them; the lines that enclose nothing.
    """

    tables: list[Table]
    loose: list[Char]
    lines: list[Edge]


#: Asked for the cells of a doubtful table: page and box → boxes of the cells, or none.
Opinion = Callable[[int, Box], Sequence[Box]]


def ruled(page: Page, limit: int, opinion: Opinion | None = None) -> Ruled:
    """The tables of a page. `limit` is for the slots of one table."""
    lattices, marks, lines = _sorted(page.strokes, limit)
    if opinion is not None:
        lattices = [_surer(lattice, page.number, opinion) for lattice in lattices]
    if page.areas:
        strokes = shaded(page.areas, [lattice.box for lattice in lattices])
        lattices += _sorted(strokes, limit)[0] if strokes else []
    if page.outlines:
        marks += drawn_marks(page.outlines)
    chars = _not_struck(page.chars, _among(page.strokes, lines))
    if marks:
        chars = [*chars, *marks]
    chars = overlaid(chars)
    lattices.sort(key=lambda lattice: (-_area(lattice), lattice.ys[0], lattice.xs[0]))
    holders = [_Holder(lattice) for lattice in lattices]
    for holder in reversed(holders):  # inner tables come after outer ones
        chars = holder.take(chars)
    tables = [
        Table(
            page.number,
            holder.lattice,
            tuple(tuple(lines_of(chars)) for chars in holder.chars),
            _parent(holder.lattice, holders[:number]),
        )
        for number, holder in enumerate(holders)
    ]
    return Ruled(tables, [char for char in chars if _is_on(char, page)], lines)


def _surer(lattice: Lattice, page: int, opinion: Opinion) -> Lattice:
    """Somebody else's cells where the lines do not enclose rectangles and theirs leave no hole."""
    if not lattice.ragged:
        return lattice
    other = lattice_of_cells(opinion(page, lattice.box))
    return lattice if other is None else other


def _is_on(char: Char, page: Page) -> bool:
    """Whether the middle of a character is on the page; strokes end where the page does."""
    x, y = char.middle
    return 0 <= x <= page.width and 0 <= y <= page.height


def _sorted(strokes: Sequence[Stroke], limit: int) -> tuple[list[Lattice], list[Char], list[Edge]]:
    """What the strokes rule: tables, boxes to be ticked, and lines that enclose nothing."""
    lattices: list[Lattice] = []
    boxes: list[Char] = []
    lines: list[Edge] = []
    for edges in components_of(edges_of(strokes)):
        lattice = lattice_of(edges, limit)
        if lattice is None:
            lines += edges
        elif _is_box(lattice):
            boxes.append(mark("□", lattice.box))
        else:
            lattices.append(lattice)
    return lattices, boxes, lines


def _area(lattice: Lattice) -> float:
    x0, top, x1, bottom = lattice.box
    return (x1 - x0) * (bottom - top)


def _is_box(lattice: Lattice) -> bool:
    """Whether the lattice is one small square by itself: a box to be ticked."""
    x0, top, x1, bottom = lattice.box
    width, height = x1 - x0, bottom - top
    return (
        len(lattice.cells) == 1
        and _BOX[0] <= min(width, height)
        and max(width, height) <= min(_BOX[1], _SQUARE * min(width, height))
    )


def _among(strokes: Sequence[Stroke], lines: list[Edge]) -> list[Stroke]:
    """The level strokes that the edges were made of: nearness may have moved these."""
    level = [line for line in lines if not line.upright]
    if not level:
        return []
    return [
        stroke
        for stroke in strokes
        if not stroke.upright
        and any(
            abs(line.at - stroke.at) <= NEAR
            and line.start <= stroke.start
            and stroke.end <= line.end
            for line in level
        )
    ]


def _not_struck(chars: list[Char], lines: list[Stroke]) -> list[Char]:
    """Without what is struck out: deletions that were printed, as office programs mark them.

    `lines` are those of no table. Whoever strikes a word out deletes it. Its room stays taken, so
    that what it parted is not parted by a blank.
    """
    if not lines:
        return chars
    return [
        msgspec.structs.replace(char, text="", mark=None)
        if any(_strikes(line, char) for line in lines)
        else char
        for char in chars
    ]


def _strikes(line: Stroke, char: Char) -> bool:
    """Whether a line goes through the middle of a letter from side to side."""
    x = (char.x0 + char.x1) / 2
    if not line.start <= x <= line.end:
        return False
    depth = line.at - char.base + ASCENT * char.size
    return _STRUCK[0] * char.size <= depth <= _STRUCK[1] * char.size


class _Holder:
    """A lattice that finds the cell of a point, and the characters found in each cell."""

    def __init__(self, lattice: Lattice) -> None:
        self.lattice = lattice
        self.chars: list[list[Char]] = [[] for _ in lattice.cells]
        self.columns, self.rows = len(lattice.xs) - 1, len(lattice.ys) - 1
        self.owners = [0] * (self.columns * self.rows)
        for number, cell in enumerate(lattice.cells):
            for row in range(cell.top, cell.bottom):
                for column in range(cell.left, cell.right):
                    self.owners[row * self.columns + column] = number

    def cell(self, x: float, y: float) -> int | None:
        """The number of the cell at a point; None outside."""
        column = bisect_right(self.lattice.xs, x) - 1
        row = bisect_right(self.lattice.ys, y) - 1
        if 0 <= column < self.columns and 0 <= row < self.rows:
            return self.owners[row * self.columns + column]
        return None

    def take(self, chars: list[Char]) -> list[Char]:
        """Put each character into the cell in which its middle is; gives back those outside.

        Characters follow each other in rows and cells: where the last one stood is tried first.
        """
        xs, ys, owners, cells = self.lattice.xs, self.lattice.ys, self.owners, self.chars
        columns, rows = self.columns, self.rows
        outside: list[Char] = []
        left = right = top = bottom = 0.0
        row = column = -1
        for char in chars:
            x, y = (char.x0 + char.x1) / 2, char.base - MIDDLE * char.size
            if not top <= y < bottom:
                row = bisect_right(ys, y) - 1
                top, bottom = (ys[row], ys[row + 1]) if 0 <= row < rows else (0.0, 0.0)
            if not left <= x < right:
                column = bisect_right(xs, x) - 1
                left, right = (xs[column], xs[column + 1]) if 0 <= column < columns else (0.0, 0.0)
            if left < right and top < bottom:
                cells[owners[row * columns + column]].append(char)
            else:
                outside.append(char)
        return outside


def _parent(lattice: Lattice, outer: Iterable[_Holder]) -> tuple[int, int] | None:
    """The table and cell around a lattice, the innermost if there are several."""
    x0, top, x1, bottom = lattice.box
    found = None
    for number, holder in enumerate(outer):
        cell = holder.cell((x0 + x1) / 2, (top + bottom) / 2)
        if cell is not None and _area(holder.lattice) > _area(lattice):
            found = number, cell
    return found
