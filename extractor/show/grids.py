"""A grid on paper: widths of its columns from what stands in them, heights from the widths.

A parsed table has no sizes that could be trusted, so a table is laid out anew, the way a browser
does: every column gets what its words need, what is left goes where texts are long.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import msgspec

from extractor.model import Cell, Grid
from extractor.show.captions import Note, narrowest_note, note
from extractor.show.measure import Line, longest_line, narrowest, wrap
from extractor.show.units import Unit

SIZE = 11.0
LINE = 15.0
PAD = 4.0
#: A text is not given more than this before it is broken into lines.
_WIDEST = 260.0
_SLIVER = 6.0
_EMPTY_HEIGHT = 22.0


class Block(msgspec.Struct):
    """A content that has been given a width: its lines, and the note under them."""

    lines: list[Line]
    note: Note
    nested: float = 0.0

    @property
    def height(self) -> float:
        """What it takes, the padding included."""
        inner = len(self.lines) * LINE + self.nested + self.note.height
        return max(inner + 2 * PAD, _EMPTY_HEIGHT)


def block(unit: Unit, width: float, nested: float = 0.0) -> Block:
    """Lay a unit out in a box of some width; `nested` is the height of the tables inside it."""
    room = width - 2 * PAD
    return Block(_lines(unit, room), note(unit, room), nested)


def _lines(unit: Unit, room: float) -> list[Line]:
    """The lines of a text without the empty ones before and after it."""
    text = unit.content.text
    lines = [] if unit.content.is_blank else wrap(text, room, SIZE)
    filled = [number for number, line in enumerate(lines) if text[line.start : line.end].strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else []


class Sized:
    """A grid with the widths and heights of its columns and rows; `units` are its cells'."""

    def __init__(self, grid: Grid, units: Sequence[Unit]) -> None:
        self.grid = grid
        self.units = units
        self.inner: dict[int, list[Sized]] = {}
        self.blocks: list[Block] = []
        self.least: list[float] = []
        self.wanted: list[float] = []
        self.widths: list[float] = []
        self.heights: list[float] = []

    def measure(self) -> None:
        """The least and the wanted width of each column; inner grids come first."""
        least = [(cell, self._least(number)) for number, cell in enumerate(self.grid.cells)]
        wanted = [(cell, self._wanted(number)) for number, cell in enumerate(self.grid.cells)]
        count = self.grid.column_count
        self.least = _shared(_columns(least), count)
        self.wanted = _shared(_columns(wanted), count, self.least)

    def _least(self, number: int) -> float:
        unit = self.units[number]
        inner = max((sum(grid.least) for grid in self.inner.get(number, ())), default=0.0)
        words = narrowest(unit.content.text, SIZE)
        return max(words, narrowest_note(unit), inner, _SLIVER) + 2 * PAD

    def _wanted(self, number: int) -> float:
        inner = max((sum(grid.wanted) for grid in self.inner.get(number, ())), default=0.0)
        line = min(longest_line(self.units[number].content.text, SIZE), _WIDEST)
        return max(line, inner) + 2 * PAD

    def spread(self, width: float) -> None:
        """Give the columns a width in all, or as much more as their words need.

        First everyone gets what it wants, as far as that goes; then all grow alike.
        """
        spare = max(width - sum(self.least), 0.0)
        wishes = [want - least for want, least in zip(self.wanted, self.least, strict=True)]
        granted = min(spare / (sum(wishes) or 1.0), 1.0)
        self.widths = [
            least + wish * granted for least, wish in zip(self.least, wishes, strict=True)
        ]
        total = sum(self.widths)
        if total and total < width:
            self.widths = [one * width / total for one in self.widths]

    def room(self, number: int) -> float:
        """The width inside one cell."""
        return self.width(self.grid.cells[number]) - 2 * PAD

    def width(self, cell: Cell) -> float:
        """The width of a cell."""
        return sum(self.widths[cell.column : cell.column + cell.column_span])

    def stand(self) -> None:
        """Break the texts into lines and give the rows their heights; inner grids come first."""
        needs = []
        for number, cell in enumerate(self.grid.cells):
            nested = sum(grid.total_height + PAD for grid in self.inner.get(number, ()))
            made = block(self.units[number], self.width(cell), nested)
            self.blocks.append(made)
            needs.append((cell.row, cell.row_span, made.height))
        self.heights = _shared(needs, self.grid.row_count, last=True)

    @property
    def total_height(self) -> float:
        """The height of the grid."""
        return sum(self.heights)

    def edges(self) -> tuple[list[float], list[float]]:
        """The left edges of columns and upper edges of rows, each with the last one's end."""
        return list(accumulate(self.widths, initial=0.0)), list(
            accumulate(self.heights, initial=0.0)
        )


def _columns(needs: list[tuple[Cell, float]]) -> list[tuple[int, int, float]]:
    return [(cell.column, cell.column_span, need) for cell, need in needs]


def _shared(
    needs: list[tuple[int, int, float]],
    count: int,
    least: list[float] | None = None,
    *,
    last: bool = False,
) -> list[float]:
    """The size of each of `count` rows or columns, from what (first, span, size) need.

    What a spanning cell lacks is shared by all that it spans, or added to the last of them.
    """
    sizes = list(least) if least else [_SLIVER] * count
    for first, span, need in sorted(needs, key=lambda item: item[1]):
        lack = need - sum(sizes[first : first + span])
        if lack <= 0:
            continue
        if last:
            sizes[first + span - 1] += lack
            continue
        for number in range(first, first + span):
            sizes[number] += lack / span
    return sizes
