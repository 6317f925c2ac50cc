"""A document without pages on sheets of our own: blocks in reading order, one form a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from extractor.model import Document, Grid, Paragraph, Place
from extractor.show.grids import PAD, Sized, block
from extractor.show.measure import width_of
from extractor.show.paint import TITLE_SIZE, cell, heading
from extractor.show.primitives import Area, Box, Group, Primitive, Text
from extractor.show.units import Unit

MARGIN = 28.0
GAP = 10.0
_PAPER = 880.0


class Laid(msgspec.Struct, frozen=True):
    """The drawing of some blocks: how large it is, and which forms are on it."""

    width: float
    height: float
    parts: tuple[Primitive, ...]
    forms: tuple[int, ...]
    units: tuple[Unit, ...]


def lay_out(document: Document, units: Sequence[Unit], margins: str) -> Iterator[Laid]:
    """The sheets of a document; what stands in its margins is on the last, under a heading."""
    by_block: dict[int | None, list[Unit]] = {}
    for unit in units:
        by_block.setdefault(unit.block, []).append(unit)
    holders = _holders(document, by_block)
    outer = [number for number, holder in enumerate(holders) if holder == number]
    inside: dict[int, list[int]] = {}
    for number, holder in enumerate(holders):
        inside.setdefault(holder, []).append(number)
    starts = _starts(outer, inside, by_block)
    for start, end in zip(starts, (*starts[1:], len(holders)), strict=True):
        numbers = [inner for number in outer if start <= number < end for inner in inside[number]]
        is_last = end == len(holders)
        around = by_block.get(None, []) if is_last else []
        yield _Sheet(document, by_block, numbers).laid(around, margins)


def _holders(document: Document, by_block: dict[int | None, list[Unit]]) -> list[int]:
    """For each block, the outermost block that holds it: itself, or a table around it."""
    at: dict[Place, int] = {}
    holders: list[int] = []
    for number, part in enumerate(document.blocks):
        around = at.get(part.parent) if isinstance(part, Grid) and part.parent else None
        holders.append(number if around is None else holders[around])
        if isinstance(part, Grid):
            at.update((unit.place, number) for unit in by_block.get(number, ()))
    return holders


def _starts(
    outer: list[int], inside: dict[int, list[int]], by_block: dict[int | None, list[Unit]]
) -> list[int]:
    """The blocks with which sheets begin: the first, and the title of each further form."""
    starts = [0]
    seen: set[int] = set()
    title: int | None = None
    for number in outer:
        units = [unit for inner in inside[number] for unit in by_block.get(inner, ())]
        forms = {form for unit in units for form in unit.forms}
        if any(unit.is_title for unit in units) and seen:
            title = number
        if forms - seen:
            if seen:
                starts.append(number if title is None else title)
            title = None
            seen |= forms
    return starts


class _Sheet:
    """Places the blocks of one sheet below each other."""

    def __init__(
        self, document: Document, by_block: dict[int | None, list[Unit]], numbers: list[int]
    ) -> None:
        self.units = {number: by_block.get(number, []) for number in numbers}
        self.blocks = {number: document.blocks[number] for number in numbers}
        self.grids = {
            number: Sized(part, self.units[number])
            for number, part in self.blocks.items()
            if isinstance(part, Grid)
        }
        self.inner: set[int] = set()
        self.parts: list[Primitive] = []
        self.y = MARGIN
        self._nest()
        self._size()

    def _nest(self) -> None:
        """Find the cell of each inner grid."""
        at: dict[Place, tuple[Sized, int]] = {}
        for number, grid in self.grids.items():
            holder = at.get(grid.grid.parent) if grid.grid.parent else None
            if holder is not None:
                self.inner.add(number)
                holder[0].inner.setdefault(holder[1], []).append(grid)
            at.update((unit.place, (grid, position)) for position, unit in enumerate(grid.units))

    def _size(self) -> None:
        """Widths from the inside out, then from the outside in; heights from the inside out."""
        for grid in reversed(self.grids.values()):
            grid.measure()
        outer = [grid for number, grid in self.grids.items() if number not in self.inner]
        self.width = max((_PAPER, *(sum(grid.least) for grid in outer)))
        for number, grid in self.grids.items():
            if number not in self.inner:
                grid.spread(self.width)
            for position, within in grid.inner.items():
                for one in within:
                    one.spread(grid.room(position))
        for grid in reversed(self.grids.values()):
            grid.stand()

    def laid(self, margins: Sequence[Unit], heading_of_margins: str) -> Laid:
        """The whole sheet."""
        for number, part in self.blocks.items():
            if isinstance(part, Paragraph):
                for unit in self.units[number]:
                    self._paragraph(unit)
            elif number not in self.inner:
                self._table(self.grids[number])
        if margins:
            self._rule(heading_of_margins)
        for unit in margins:
            self._paragraph(unit)
        drawn = (*(unit for units in self.units.values() for unit in units), *margins)
        forms = tuple(sorted({form for unit in drawn for form in unit.forms}))
        return Laid(self.width + 2 * MARGIN, self.y - GAP + MARGIN, tuple(self.parts), forms, drawn)

    def _paragraph(self, unit: Unit) -> None:
        made = block(unit, self.width)
        is_heading = (
            unit.is_title
            and not unit.fields
            and not unit.content.marks
            and width_of(unit.content.text, TITLE_SIZE) < self.width
        )
        if is_heading:
            box = Box(MARGIN, self.y, self.width, TITLE_SIZE + 3 * PAD)
            self.parts.append(heading(unit, box))
        else:
            box = Box(MARGIN, self.y, self.width, made.height)
            self.parts.append(cell(unit, box, made))
        self.y = box.bottom + GAP

    def _table(self, grid: Sized) -> None:
        at = {id(grid): (MARGIN, self.y)}
        waiting = [grid]
        while waiting:
            one = waiting.pop()
            waiting += self._cells(one, *at[id(one)], at)
        self.y += grid.total_height + GAP

    def _cells(
        self, grid: Sized, x: float, y: float, at: dict[int, tuple[float, float]]
    ) -> list[Sized]:
        """Draw a grid's cells; the grids inside them, with their places in `at`, come next."""
        lefts, tops = grid.edges()
        found: list[Sized] = []
        group: list[Primitive] = []
        for number, one in enumerate(grid.grid.cells):
            left, top = lefts[one.column], tops[one.row]
            width = lefts[one.column + one.column_span] - left
            height = tops[one.row + one.row_span] - top
            box, made = Box(x + left, y + top, width, height), grid.blocks[number]
            group.append(cell(grid.units[number], box, made))
            below = box.y + max((height - made.height) / 2, 0) + PAD
            below += len(made.lines) * 15.0
            for inner in grid.inner.get(number, ()):
                at[id(inner)] = (box.x + PAD, below)
                below += inner.total_height + PAD
                found.append(inner)
        self.parts.append(Group(tuple(group), "grid"))
        return found

    def _rule(self, text: str) -> None:
        self.parts.append(Area(Box(MARGIN, self.y, self.width, 0.5), "rule"))
        self.parts.append(Text(MARGIN, self.y + 14, text, "muted", 9.5, width_of(text, 9.5)))
        self.y += 20
